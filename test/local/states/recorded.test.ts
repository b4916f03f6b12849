import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, FUNCTION, invoke, invoked, linksOf, machine, ROLE, typesOf } from './room.ts'

/** What recorded runs of AWS show, beyond what its documentation says. */

const ITERATION = { ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } }

describe('an expression that fails as its state begins', () => {
  it('points past the Entered event of a Pass', async () => {
    const { events } = await aRoom().run(machine({ S: { Type: 'Pass', Output: '{% $none() %}', End: true } }))

    expect(typesOf(events).slice(2)).toEqual(['EvaluationFailed', 'ExecutionFailed'])
    expect(linksOf(events)).toEqual([0, 0, 0, 3])
  })

  it('points past the Entered event of a Map', async () => {
    const states = {
      S: { Type: 'Pass', Assign: { list: { foo: 'bar' } }, Next: 'M' },
      M: { Type: 'Map', Items: '{% $list %}', ...ITERATION, End: true },
    }
    const { events, cause } = await aRoom().run(machine(states))

    expect(typesOf(events).slice(4)).toEqual(['EvaluationFailed', 'MapStateFailed', 'ExecutionFailed'])
    expect(linksOf(events)).toEqual([0, 0, 2, 3, 3, 5, 6])
    expect(cause).toContain('Expected \'array\', but was \'object\' for value: {"foo":"bar"}')
  })

  it('points at the Entered event of a Wait', async () => {
    const wait = { Type: 'Wait', Timestamp: '{% $states.input %}', End: true }
    const { events, cause } = await aRoom().run(machine({ W: wait }), '2016-12-05 21:29:29Z')

    expect(linksOf(events)).toEqual([0, 0, 2, 3])
    expect(cause).toBe(
      "An error occurred while executing the state 'W' (entered at the event id #2). The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2016-12-05 21:29:29Z",
    )
  })
})

describe('a definition', () => {
  it.each(['2016-12-05 21:29:29Z', '2016-12-05T21:29:29', '2016-13-05T21:29:29Z', '05-12-2016T21:29:29Z'])(
    'may not wait for %s',
    (Timestamp) => {
      expect(() => aRoom().create(machine({ W: { Type: 'Wait', Timestamp, End: true } }))).toThrow(
        "'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp'",
      )
    },
  )

  it('that is no JSON is refused with its place in the text', () => {
    const place = '[Source: (String)"not a definition"; line: 1, column: 4]'
    const message =
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    const input = { name: 'm', roleArn: ROLE, definition: 'not a definition' }

    expect(aRoom().ask('ValidateStateMachineDefinition', input).diagnostics).toEqual([
      {
        severity: 'ERROR',
        code: 'INVALID_JSON_DESCRIPTION',
        message: `${message}\n at ${place}`,
        location: place,
      },
    ])
    expect(() => aRoom().ask('CreateStateMachine', input)).toThrow(
      `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${message} at ${place}'`,
    )
  })
})

describe('iterations of which the first fails', () => {
  it('end in the order of the items, each Task inside them aborted', async () => {
    const waiting = {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: FUNCTION, Payload: '{% $states.context.Task.Token %}' },
      TimeoutSeconds: 5,
      End: true,
    }
    const processor = { StartAt: 'T', States: { T: waiting } }
    const room = aRoom(() => invoked({}))
    const states = { M: { Type: 'Map', Items: [1, 2, 3], ItemProcessor: processor, End: true } }
    const { events } = await room.run(machine(states), {}, 5000)

    const late = events.filter(({ type }: any) => type === 'TaskTimedOut').map(({ id }: any) => id)
    const tail = events.slice(late.at(-1))
    expect(late.length).toBe(3)
    expect(typesOf(tail)).toEqual([
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ])
    expect(linksOf(tail)).toEqual([...Array(7).fill(late[0]), late.at(-1) + 7])
  })
})

describe('the machines', () => {
  const WAIT = machine({ W: { Type: 'Wait', Seconds: 60, End: true } })

  it('are listed by name', () => {
    const room = aRoom()
    for (const name of ['1_m', '10_m', '2_m']) room.create(WAIT, name)

    const { stateMachines } = room.ask('ListStateMachines', {})
    expect(stateMachines.map(({ name }: { name: string }) => name)).toEqual(['10_m', '1_m', '2_m'])
  })

  it('have no new revision where an update changes nothing', () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)
    const update = (roleArn: string) =>
      room.ask('UpdateStateMachine', { stateMachineArn, roleArn }).revisionId
    const changed = update(`${ROLE}2`)

    expect(update(`${ROLE}2`)).toBe(changed)
    expect(update(ROLE)).not.toBe(changed)
  })

  it('tell which variables their states read', () => {
    const room = aRoom()
    const states = {
      A: { Type: 'Pass', Assign: { y: 1, x: '{% $uppercase("a") %}' }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: '{% [$y, $x] %}',
        ItemProcessor: {
          StartAt: 'I',
          States: { I: { Type: 'Pass', Output: { x: '{% $x & $states.input %}' }, End: true } },
        },
        End: true,
      },
    }
    const stateMachineArn = room.create(machine(states))

    expect(room.ask('DescribeStateMachine', { stateMachineArn }).variableReferences).toEqual({
      M: ['x', 'y'],
      I: ['x'],
    })
  })

  it.each([
    [
      { statusFilter: 'succeeded' },
      "Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    ],
    [
      { nextToken: 'x'.repeat(3097) },
      `Value '${'x'.repeat(3097)}' at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 3096`,
    ],
  ])('do not list executions by %j', (input, message) => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)

    expect(() => room.ask('ListExecutions', { stateMachineArn, ...input })).toThrow(
      new AwsError('ValidationException', `1 validation error detected: ${message}`),
    )
  })
})

describe('a Task', () => {
  it.each([
    [
      { QueueUrl: 'no-such-queue', MessageBody: 'm' },
      'SQS.SdkClientException',
      'Unable to execute HTTP request: no-such-queue: Name or service not known',
    ],
    [
      { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/q', MessageBody: null },
      'SQS.AmazonSQSException',
      'The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; ',
    ],
  ])('cannot send %j', async (Arguments, error, cause) => {
    const send = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Arguments, End: true }
    const described = await aRoom().run(machine({ T: send }))

    expect(described.error).toBe(error)
    expect(described.cause.slice(0, cause.length)).toBe(cause)
  })

  it('gives the headers that Lambda sends', async () => {
    const { output } = await aRoom(() => invoked({})).run(machine({ T: invoke() }))

    expect(output.SdkHttpMetadata.HttpHeaders).toMatchObject({
      Connection: 'keep-alive',
      'Content-Length': '2',
      'X-Amz-Executed-Version': '$LATEST',
      'x-amzn-Remapped-Content-Length': '0',
    })
  })
})
