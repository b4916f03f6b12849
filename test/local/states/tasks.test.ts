import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, invoked, machine, pass, ROLE, review, START, SUPERVISORS, threw } from './room.ts'

const task = (Resource: string, Arguments: object, rest: object = { End: true }) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${Resource}`,
  Arguments,
  ...rest,
})
const doing = (resource: string, args: object) => machine({ Do: task(resource, args) })

describe('a Task that calls a function', () => {
  it('gives what Lambda answered, with its metadata, under the machine role', async () => {
    const room = aRoom(() => invoked({ kind: 'release' }))
    const { output, events } = await room.run(machine({ Review: review() }), { contact: 'c-1' })

    expect(room.calls[0]).toMatchObject({
      service: 'lambda',
      operation: 'Invoke',
      caller: { kind: 'role', arn: ROLE },
    })
    expect(JSON.parse(Buffer.from(room.calls[0]!.input.Payload).toString())).toEqual({ contact: 'c-1' })
    expect(Object.keys(output)).toEqual([
      'ExecutedVersion',
      'Payload',
      'SdkHttpMetadata',
      'SdkResponseMetadata',
      'StatusCode',
    ])
    expect(output.Payload).toEqual({ kind: 'release' })
    expect(events[2].taskScheduledEventDetails).toMatchObject({
      resource: 'invoke',
      resourceType: 'lambda',
      region: 'us-east-1',
    })
  })

  it('gives the headers that Lambda sends', async () => {
    const { output } = await aRoom(() => invoked('wait')).run(machine({ Review: review() }))

    expect(output.SdkHttpMetadata.HttpHeaders).toMatchObject({
      Connection: 'keep-alive',
      'Content-Length': '6',
      'X-Amz-Executed-Version': '$LATEST',
      'x-amzn-Remapped-Content-Length': '0',
    })
  })

  it('fails with the name and the payload of what the function threw', async () => {
    const room = aRoom(() => threw('ThreadChanged'))
    const { error, cause, events } = await room.run(machine({ Review: review() }))

    expect(error).toBe('ThreadChanged')
    expect(cause).toBe('{"errorType":"ThreadChanged","errorMessage":"ana has left"}')
    expect(events[4].taskFailedEventDetails).toEqual({
      resource: 'invoke',
      resourceType: 'lambda',
      error,
      cause,
    })
  })

  it('refuses a result of more than 256 KiB, which States.ALL catches', async () => {
    const states = {
      Review: review({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Left to the sweep' }], End: true }),
      'Left to the sweep': { Type: 'Succeed' },
    }
    const { output } = await aRoom(() => invoked('m'.repeat(262_144))).run(machine(states))

    expect(output).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    })
  })
})

describe('a Task that is refused', () => {
  const thread = { TableName: 'threads', Item: {} }

  it.each([
    [
      'lambda:invoke',
      { FunctionName: 'review-hold' },
      'TooManyRequestsException',
      'Lambda.TooManyRequestsException',
    ],
    [
      'dynamodb:putItem',
      thread,
      'ConditionalCheckFailedException',
      'DynamoDB.ConditionalCheckFailedException',
    ],
    ['dynamodb:putItem', thread, 'ValidationException', 'DynamoDB.AmazonDynamoDBException'],
    ['aws-sdk:dynamodb:putItem', thread, 'ValidationException', 'DynamoDb.DynamoDbException'],
    ['aws-sdk:dynamodb:putItem', thread, 'ResourceNotFoundException', 'DynamoDb.ResourceNotFoundException'],
    [
      'aws-sdk:connect:describeContact',
      { InstanceId: 'homeward', ContactId: 'c-1' },
      'ThrottlingException',
      'Connect.ThrottlingException',
    ],
    [
      'sqs:sendMessage',
      { QueueUrl: SUPERVISORS, MessageBody: 'held too long' },
      'QueueDoesNotExist',
      'SQS.QueueDoesNotExistException',
    ],
  ])('%s %j with %s fails with %s', async (resource, args, refusal, error) => {
    const room = aRoom(() => {
      throw new AwsError(refusal, 'not now')
    })
    const described = await room.run(doing(resource, args))

    expect(described.error).toBe(error)
    expect(described.cause).toMatch(/^not now \(Service: /)
  })

  it('names a missing machine in the words of AWS', async () => {
    const StateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:unbuilt'
    const { error, cause } = await aRoom().run(doing('states:startExecution', { StateMachineArn }))

    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException')
    expect(cause).toMatch(
      /^State Machine Does Not Exist: '.*:unbuilt' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: .*; Proxy: null\)$/,
    )
  })

  it.each([
    [
      { QueueUrl: 'supervisors', MessageBody: 'held too long' },
      'SQS.SdkClientException',
      'Unable to execute HTTP request: supervisors: Name or service not known',
    ],
    [
      { QueueUrl: SUPERVISORS, MessageBody: null },
      'SQS.AmazonSQSException',
      'The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; ',
    ],
  ])('cannot send %j', async (message, error, cause) => {
    const described = await aRoom().run(doing('sqs:sendMessage', message))

    expect(described.error).toBe(error)
    expect(described.cause.slice(0, cause.length)).toBe(cause)
  })

  it('fails if one of its events is refused; each names where it comes from', async () => {
    const entry = { Source: 'homeward', DetailType: 'Hold Ended', Detail: { contact: 'c-1' } }
    const room = aRoom(() => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }],
    }))
    const put = doing('events:putEvents', { Entries: [entry] })
    const { error, execution, stateMachineArn } = await room.run(put)

    expect(room.calls[0]!.input.Entries[0]).toEqual({
      ...entry,
      Detail: '{"contact":"c-1"}',
      Resources: [stateMachineArn, execution],
    })
    expect(error).toBe('EventBridge.FailedEntry')
  })
})

describe('a Task of either integration', () => {
  it('starts another machine, in names of its own', async () => {
    const room = aRoom()
    const StateMachineArn = room.create(machine({ Acknowledge: pass() }), 'acknowledgements')
    const start = (Name: string, Input: unknown) => ({ StateMachineArn, Name, Input })
    const { output } = await room.run(
      machine({
        Customer: task('states:startExecution', start('customer', { contact: 'c-1' }), { Next: 'Owner' }),
        Owner: task('aws-sdk:sfn:startExecution', start('owner', '{"contact":"c-1"}')),
      }),
    )

    expect(output).toEqual({
      ExecutionArn: 'arn:aws:states:us-east-1:111122223333:execution:acknowledgements:owner',
      StartDate: new Date(START).toISOString(),
    })
    expect(room.describe(output.ExecutionArn).input).toBe('{"contact":"c-1"}')
    expect(room.describe(output.ExecutionArn.replace('owner', 'customer')).input).toBe('{"contact":"c-1"}')
  })

  it('speaks the shapes of the SDK and answers in PascalCase, moments as text', async () => {
    const room = aRoom(() => ({
      Contact: { Id: 'c-1', InitiationTimestamp: new Date(START) },
      $metadata: {},
    }))
    const ask = doing('aws-sdk:connect:describeContact', { InstanceId: 'homeward', ContactId: 'c-1' })

    expect((await room.run(ask)).output).toEqual({
      Contact: { Id: 'c-1', InitiationTimestamp: '2026-03-02T09:00:00.000Z' },
    })
  })
})
