import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, invoke, invoked, machine, ROLE, START, typesOf } from './room.ts'

const failing = (errorType: string) => () => invoked({ errorType, errorMessage: 'no' }, 'Unhandled')

describe('a Wait', () => {
  it('drops the milliseconds of its Timestamp and so wakes early', async () => {
    const until = new Date(START + 30_900).toISOString()
    const { stopDate } = await aRoom().run(
      machine({ W: { Type: 'Wait', Timestamp: until, End: true } }),
      {},
      60_000,
    )

    expect(stopDate.getTime()).toBe(START + 30_000)
  })

  it('takes whole seconds from an expression', async () => {
    const wait = { Type: 'Wait', Seconds: '{% $states.input.s %}', End: true }
    const { stopDate, status } = await aRoom().run(machine({ W: wait }), { s: 57_600 }, 57_600_000)

    expect([status, stopDate.getTime()]).toEqual(['SUCCEEDED', START + 57_600_000])
  })

  it.each([1.5, -1, 100_000_000])('fails for %s seconds', async (seconds) => {
    const { error } = await aRoom().run(
      machine({ W: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } }),
      seconds,
    )

    expect(error).toBe('States.QueryEvaluationError')
  })

  it('fails for a moment without an offset, naming the field', async () => {
    const wait = { Type: 'Wait', Timestamp: '{% $states.input %}', End: true }
    const { events } = await aRoom().run(machine({ W: wait }), '2026-03-02T10:00:00')

    expect(events[2].evaluationFailedEventDetails.location).toBe('Timestamp')
  })

  it('is over at once where its moment is past', async () => {
    const wait = { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true }

    expect((await aRoom().run(machine({ W: wait }))).stopDate.getTime()).toBe(START)
  })
})

describe('a Choice', () => {
  const choice = (condition: unknown) =>
    machine({
      C: {
        Type: 'Choice',
        Choices: [
          {
            Condition: condition,
            Next: 'Yes',
            Output: 'by the rule',
            Assign: { seen: '{% $states.input %}' },
          },
        ],
        Default: 'No',
        Output: 'by the state',
      },
      Yes: { Type: 'Pass', Output: { got: '{% $states.input %}', seen: '{% $seen %}' }, End: true },
      No: { Type: 'Succeed' },
    })

  it('takes the Output and Assign of the rule that matches', async () => {
    expect((await aRoom().run(choice('{% $states.input > 3 %}'), 4)).output).toEqual({
      got: 'by the rule',
      seen: 4,
    })
  })

  it('takes its own Output with Default', async () => {
    expect((await aRoom().run(choice('{% $states.input > 3 %}'), 3)).output).toBe('by the state')
  })

  it('takes a literal condition', async () => {
    expect((await aRoom().run(choice(true), 3)).output).toEqual({ got: 'by the rule', seen: 3 })
  })

  it('fails where a condition is no boolean', async () => {
    const { cause } = await aRoom().run(choice('{% $states.input %}'), 'yes')

    expect(cause).toBe(
      "An error occurred while executing the state 'C' (entered at the event id #2). The JSONata expression '$states.input' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"yes\"",
    )
  })
})

describe('variables', () => {
  it('are seen in their old value by the state that assigns them', async () => {
    const { output } = await aRoom().run(
      machine({
        A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Output: '{% $n %}', Next: 'C' },
        C: { Type: 'Pass', Output: ['{% $states.input %}', '{% $n %}'], End: true },
      }),
    )

    expect(output).toEqual([1, 2])
  })

  it('of an outer scope are read inside; those of an inner scope end with it', async () => {
    const inner = {
      StartAt: 'I',
      States: {
        I: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'J' },
        J: { Type: 'Pass', Output: '{% $inner %}', End: true },
      },
    }
    const { output } = await aRoom().run(
      machine({
        A: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: { Type: 'Parallel', Branches: [inner], Next: 'Z' },
        Z: { Type: 'Pass', Output: ['{% $states.input[0] %}', '{% $exists($inner) %}'], End: true },
      }),
    )

    expect(output).toEqual([2, false])
  })
})

describe('a Map', () => {
  const processor = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } }

  it('gives each iteration its item, and what ItemSelector makes of it', async () => {
    const selector = { n: '{% $states.context.Map.Item.Index %}', v: '{% $states.context.Map.Item.Value %}' }
    const map = {
      Type: 'Map',
      Items: '{% $states.input.l %}',
      ItemSelector: selector,
      ItemProcessor: processor,
      End: true,
    }

    expect((await aRoom().run(machine({ M: map }), { l: ['a', 'b'] })).output).toEqual([
      { n: 0, v: 'a' },
      { n: 1, v: 'b' },
    ])
  })

  it('fails where its Items are no array', async () => {
    const map = { Type: 'Map', Items: '{% $states.input %}', ItemProcessor: processor, End: true }
    const { events, cause } = await aRoom().run(machine({ M: map }), 'x')

    expect(typesOf(events)).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'EvaluationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(cause).toContain("Expected 'array', but was 'string' for value: \"x\"")
  })

  it('never runs more iterations at once than MaxConcurrency', async () => {
    const slow = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } }
    const map = { Type: 'Map', Items: [1, 2, 3, 4, 5], MaxConcurrency: 2, ItemProcessor: slow, End: true }

    expect((await aRoom().run(machine({ M: map }), {}, 60_000)).stopDate.getTime()).toBe(START + 30_000)
  })
})

describe('a Fail', () => {
  it('evaluates its Error and Cause', async () => {
    const fail = { Type: 'Fail', Error: "{% 'My' & 'Error' %}", Cause: '{% $states.input.why %}' }
    const { status, error, cause } = await aRoom().run(machine({ F: fail }), { why: 'because' })

    expect([status, error, cause]).toEqual(['FAILED', 'MyError', 'because'])
  })

  it('may say nothing', async () => {
    const { events, status, error } = await aRoom().run(machine({ F: { Type: 'Fail' } }))

    expect([status, error]).toEqual(['FAILED', undefined])
    expect(events.at(-1).executionFailedEventDetails).toEqual({})
  })
})

describe('a Task', () => {
  it('gives what Lambda answered, with its metadata, under the machine role', async () => {
    const room = aRoom(() => invoked({ ok: true }))
    const { output, events } = await room.run(machine({ T: invoke() }), { a: 1 })

    expect(room.calls[0]).toMatchObject({
      service: 'lambda',
      operation: 'Invoke',
      caller: { kind: 'role', arn: ROLE },
    })
    expect(JSON.parse(Buffer.from(room.calls[0]!.input.Payload).toString())).toEqual({ a: 1 })
    expect(Object.keys(output)).toEqual([
      'ExecutedVersion',
      'Payload',
      'SdkHttpMetadata',
      'SdkResponseMetadata',
      'StatusCode',
    ])
    expect(output.Payload).toEqual({ ok: true })
    expect(events[2].taskScheduledEventDetails).toMatchObject({
      resource: 'invoke',
      resourceType: 'lambda',
      region: 'us-east-1',
    })
  })

  it('fails with the name and the payload of what the function threw', async () => {
    const { error, cause, events } = await aRoom(failing('ThreadChanged')).run(machine({ T: invoke() }))

    expect([error, cause]).toEqual(['ThreadChanged', '{"errorType":"ThreadChanged","errorMessage":"no"}'])
    expect(events[4].taskFailedEventDetails).toEqual({
      resource: 'invoke',
      resourceType: 'lambda',
      error,
      cause,
    })
  })

  it.each([
    [
      'arn:aws:states:::lambda:invoke',
      { FunctionName: 'f' },
      'TooManyRequestsException',
      'Lambda.TooManyRequestsException',
    ],
    [
      'arn:aws:states:::dynamodb:putItem',
      { TableName: 't', Item: {} },
      'ConditionalCheckFailedException',
      'DynamoDB.ConditionalCheckFailedException',
    ],
    [
      'arn:aws:states:::dynamodb:putItem',
      { TableName: 't', Item: {} },
      'ValidationException',
      'DynamoDB.AmazonDynamoDBException',
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      { TableName: 't', Item: {} },
      'ValidationException',
      'DynamoDb.DynamoDbException',
    ],
    [
      'arn:aws:states:::aws-sdk:dynamodb:putItem',
      { TableName: 't', Item: {} },
      'ResourceNotFoundException',
      'DynamoDb.ResourceNotFoundException',
    ],
    [
      'arn:aws:states:::aws-sdk:connect:describeContact',
      { InstanceId: 'i', ContactId: 'c' },
      'ThrottlingException',
      'Connect.ThrottlingException',
    ],
    [
      'arn:aws:states:::sqs:sendMessage',
      { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q', MessageBody: 'm' },
      'QueueDoesNotExist',
      'SQS.QueueDoesNotExistException',
    ],
  ])('%s %j refused with %s fails with %s %s', async (Resource, Arguments, refusal, error) => {
    const room = aRoom(() => {
      throw new AwsError(refusal, 'told')
    })
    const described = await room.run(machine({ T: { Type: 'Task', Resource, Arguments, End: true } }))

    expect(described.error).toBe(error)
    expect(described.cause).toMatch(/^told \(Service: /)
  })

  it('names a missing machine as recorded', async () => {
    const missing = 'arn:aws:states:us-east-1:111122223333:stateMachine:none'
    const start = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution',
      Arguments: { StateMachineArn: missing },
      End: true,
    }
    const { error, cause } = await aRoom().run(machine({ T: start }))

    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException')
    expect(cause).toMatch(
      /^State Machine Does Not Exist: '.*:none' \(Service: AWSStepFunctions; Status Code: 400; Error Code: StateMachineDoesNotExist; Request ID: .*; Proxy: null\)$/,
    )
  })

  it('starts another machine, in the names of either integration', async () => {
    const room = aRoom()
    const StateMachineArn = room.create(machine({ A: { Type: 'Pass', End: true } }), 'child')
    const call = (Resource: string, Name: string) => ({
      Type: 'Task',
      Resource,
      Arguments: { StateMachineArn, Name, Input: Resource.includes('sdk') ? '{"a":1}' : { a: 1 } },
    })
    const { output } = await room.run(
      machine({
        One: { ...call('arn:aws:states:::states:startExecution', 'one'), Next: 'Two' },
        Two: { ...call('arn:aws:states:::aws-sdk:sfn:startExecution', 'two'), End: true },
      }),
    )

    expect(output).toEqual({
      ExecutionArn: 'arn:aws:states:us-east-1:111122223333:execution:child:two',
      StartDate: new Date(START).toISOString(),
    })
    expect(room.describe(output.ExecutionArn).input).toBe('{"a":1}')
    expect(room.describe(output.ExecutionArn.replace('two', 'one')).input).toBe('{"a":1}')
  })

  it('puts events that name where they come from, and fails if one is refused', async () => {
    const put = {
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Arguments: { Entries: [{ Source: 's', DetailType: 't', Detail: { a: 1 } }] },
      End: true,
    }
    const room = aRoom(() => ({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'MalformedDetail', ErrorMessage: 'no' }],
    }))
    const { error, execution, stateMachineArn } = await room.run(machine({ T: put }))

    expect(room.calls[0]!.input.Entries[0]).toEqual({
      Source: 's',
      DetailType: 't',
      Detail: '{"a":1}',
      Resources: [stateMachineArn, execution],
    })
    expect(error).toBe('EventBridge.FailedEntry')
  })

  it('speaks the shapes of the SDK and answers in PascalCase, moments as text', async () => {
    const room = aRoom(() => ({ Contact: { Id: 'c', InitiationTimestamp: new Date(START) }, $metadata: {} }))
    const describeContact = {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:connect:describeContact',
      Arguments: { InstanceId: 'i', ContactId: 'c' },
      End: true,
    }

    expect((await room.run(machine({ T: describeContact }))).output).toEqual({
      Contact: { Id: 'c', InitiationTimestamp: '2026-03-02T09:00:00.000Z' },
    })
  })

  it('refuses a result of more than 256 KiB, which States.ALL catches', async () => {
    const room = aRoom(() => invoked('x'.repeat(262_144)))
    const states = {
      T: invoke({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], End: true }),
      Caught: { Type: 'Succeed' },
    }
    const { output } = await room.run(machine(states))

    expect(output).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
    })
  })
})

describe('the context', () => {
  it('has what AWS records, in that order', async () => {
    const { output, execution, stateMachineArn } = await aRoom().run(
      machine({ S: { Type: 'Pass', Output: '{% $states.context %}', End: true } }),
      { a: 1 },
    )

    expect(JSON.stringify(output)).toBe(
      JSON.stringify({
        Execution: {
          Id: execution,
          Input: { a: 1 },
          StartTime: '2026-03-02T09:00:00.000Z',
          Name: execution.split(':').at(-1),
          RoleArn: ROLE,
          RedriveCount: 0,
        },
        StateMachine: { Id: stateMachineArn, Name: 'machine' },
        State: { Name: 'S', EnteredTime: '2026-03-02T09:00:00.000Z' },
      }),
    )
  })
})
