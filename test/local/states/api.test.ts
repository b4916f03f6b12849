import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, machine, ROLE, START, typesOf } from './room.ts'

const WAIT = machine({ W: { Type: 'Wait', Seconds: 60, End: true } })
const DAY = 24 * 3600 * 1000

describe('a state machine', () => {
  it('is described as it was created', () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)

    expect(stateMachineArn).toBe('arn:aws:states:us-east-1:111122223333:stateMachine:machine')
    expect(room.ask('DescribeStateMachine', { stateMachineArn })).toEqual({
      stateMachineArn,
      name: 'machine',
      status: 'ACTIVE',
      definition: JSON.stringify(WAIT),
      roleArn: ROLE,
      type: 'STANDARD',
      creationDate: new Date(START),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    })
  })

  it('is created again only as the same', () => {
    const room = aRoom()
    const arn = room.create(WAIT)

    expect(room.create(WAIT)).toBe(arn)
    expect(() => room.create(machine({ A: { Type: 'Succeed' } }))).toThrow(
      new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`),
    )
  })

  it.each([
    [{ type: 'QUICK' }, 'ValidationException'],
    [{ name: 'with space' }, 'InvalidName'],
    [{ name: 'a'.repeat(81) }, 'ValidationException'],
    [{ roleArn: 'nobody' }, 'InvalidArn'],
    [{ publish: true }, 'ValidationException'],
    [{ definition: '{}' }, 'InvalidDefinition'],
  ])('with %j is refused as %s', (rest, name) => {
    const input = { name: 'm', roleArn: ROLE, definition: JSON.stringify(WAIT), ...rest }

    expect(() => aRoom().ask('CreateStateMachine', input)).toThrow(expect.objectContaining({ name }))
  })

  it('may change while its executions keep what they began with', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)
    const executionArn = room.start(stateMachineArn)
    const definition = JSON.stringify(machine({ A: { Type: 'Succeed' } }))
    const { revisionId } = room.ask('UpdateStateMachine', { stateMachineArn, definition })

    expect(room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({ definition, revisionId })
    expect(room.ask('DescribeStateMachineForExecution', { executionArn }).definition).toBe(
      JSON.stringify(WAIT),
    )
    expect(() => room.ask('UpdateStateMachine', { stateMachineArn })).toThrow(
      expect.objectContaining({ name: 'MissingRequiredParameter' }),
    )
  })

  it('ends its executions at their next transition when it is deleted', async () => {
    const room = aRoom()
    const states = { W: { Type: 'Wait', Seconds: 60, Next: 'A' }, A: { Type: 'Succeed' } }
    const stateMachineArn = room.create(machine(states))
    const execution = room.start(stateMachineArn)
    await room.timeline.advance(0)
    room.ask('DeleteStateMachine', { stateMachineArn })
    await room.timeline.advance(59_999)
    expect(room.describe(execution).status).toBe('RUNNING')
    await room.timeline.advance(1)

    expect(room.describe(execution).status).toBe('ABORTED')
  })

  it('is gone after it was deleted, which may be said twice', () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)
    room.ask('DeleteStateMachine', { stateMachineArn })

    expect(room.ask('DeleteStateMachine', { stateMachineArn })).toEqual({})
    expect(() => room.start(stateMachineArn)).toThrow(
      new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`),
    )
  })

  it('is listed, and carries tags', () => {
    const room = aRoom()
    const [one] = ['a', 'b', 'c'].map((name) => room.create(WAIT, name))
    const first = room.ask('ListStateMachines', { maxResults: 2 })
    const second = room.ask('ListStateMachines', { maxResults: 2, nextToken: first.nextToken })
    room.ask('TagResource', { resourceArn: one, tags: [{ key: 'k', value: 'v' }] })

    expect([...first.stateMachines, ...second.stateMachines].map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(second.nextToken).toBeUndefined()
    expect(room.ask('ListTagsForResource', { resourceArn: one }).tags).toEqual([{ key: 'k', value: 'v' }])
  })
})

describe('StartExecution', () => {
  it('is the same execution for the same name and input while it runs', async () => {
    const room = aRoom()
    const arn = room.create(WAIT)
    const execution = room.start(arn, { a: 1 }, 'one')

    expect(room.start(arn, { a: 1 }, 'one')).toBe(execution)
    expect(room.states.running()).toBe(1)
    expect(() => room.start(arn, { a: 2 }, 'one')).toThrow(
      new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution}'`),
    )
    await room.timeline.advance(60_000)
    expect(room.states.running()).toBe(0)
    expect(() => room.start(arn, { a: 1 }, 'one')).toThrow(/^Execution Already Exists/)
  })

  it('may use a name again 90 days after its execution closed', async () => {
    const room = aRoom()
    const arn = room.create(WAIT)
    room.start(arn, {}, 'one')
    await room.timeline.advance(60_000 + 90 * DAY - 1)
    expect(() => room.start(arn, {}, 'one')).toThrow(/^Execution Already Exists/)
    await room.timeline.advance(1)

    expect(room.describe(room.start(arn, {}, 'one')).status).toBe('RUNNING')
  })

  it.each([
    [
      { input: 'not json' },
      'InvalidExecutionInput',
      "'Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
    ],
    [
      { input: "{'a': 1}" },
      'InvalidExecutionInput',
      "'Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
    ],
    [{ input: '' }, 'InvalidExecutionInput', "'Invalid execution input.'"],
    [
      { input: JSON.stringify('x'.repeat(262_143)) },
      'ValidationException',
      'length less than or equal to 262144',
    ],
    [
      { input: JSON.stringify('€'.repeat(90_000)) },
      'ValidationException',
      'length less than or equal to 262144',
    ],
    [{ name: 'a/b' }, 'InvalidName', "Invalid Name: 'a/b'"],
    [{ stateMachineArn: 'machine' }, 'InvalidArn', 'Invalid ARN prefix'],
    [
      { stateMachineArn: 'arn:aws:states:us-east-1:111122223333:execution:m:e' },
      'InvalidArn',
      'Resource type not valid in this context: execution',
    ],
  ])('refuses %o', (rest, name, message) => {
    const room = aRoom()
    const input = { stateMachineArn: room.create(WAIT), ...rest }

    expect(() => room.ask('StartExecution', input)).toThrow(
      expect.objectContaining({ name, message: expect.stringContaining(message) }),
    )
  })

  it.each(['null', '1', '"text"', '[]', '  {"a": 1}  '])('takes %s as it is', (input) => {
    const room = aRoom()
    const { executionArn } = room.ask('StartExecution', { stateMachineArn: room.create(WAIT), input })

    expect(room.describe(executionArn).input).toBe(input)
  })
})

describe('an execution', () => {
  it('is described while it runs and when it has ended', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)
    const executionArn = room.start(stateMachineArn, { a: 1 }, 'one')
    const common = {
      executionArn,
      stateMachineArn,
      name: 'one',
      startDate: new Date(START),
      input: '{"a":1}',
      inputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
    }

    expect(room.describe(executionArn)).toEqual({
      ...common,
      status: 'RUNNING',
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    })
    await room.timeline.advance(60_000)
    expect(room.describe(executionArn)).toEqual({
      ...common,
      status: 'SUCCEEDED',
      stopDate: new Date(START + 60_000),
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    })
  })

  it('is stopped once, and then stays stopped', async () => {
    const room = aRoom()
    const executionArn = room.start(room.create(WAIT))
    await room.timeline.advance(1000)
    room.ask('StopExecution', { executionArn })
    await room.timeline.advance(60_000)

    expect(room.ask('StopExecution', { executionArn })).toEqual({ stopDate: new Date(START + 1000) })
    expect(room.describe(executionArn).status).toBe('ABORTED')
    expect(typesOf(room.events(executionArn))).toEqual([
      'ExecutionStarted',
      'WaitStateEntered',
      'ExecutionAborted',
    ])
  })

  it('does not exist under another name', () => {
    const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:machine:none'

    for (const operation of ['DescribeExecution', 'StopExecution', 'GetExecutionHistory']) {
      expect(() => aRoom().ask(operation, { executionArn })).toThrow(
        new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`),
      )
    }
  })

  it('is listed by status, the latest first, page by page', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(WAIT)
    for (const name of ['one', 'two', 'three']) room.start(stateMachineArn, {}, name)
    room.ask('StopExecution', { executionArn: room.start(stateMachineArn, {}, 'four') })
    const list = (rest: object) => room.ask('ListExecutions', { stateMachineArn, ...rest })
    const names = ({ executions }: any) => executions.map(({ name }: any) => name)
    const page = list({ statusFilter: 'RUNNING', maxResults: 2 })

    expect(names(page)).toEqual(['three', 'two'])
    expect(names(list({ statusFilter: 'RUNNING', maxResults: 2, nextToken: page.nextToken }))).toEqual([
      'one',
    ])
    expect(names(list({}))).toEqual(['four', 'three', 'two', 'one'])
    expect(() => list({ nextToken: page.nextToken })).toThrow(
      expect.objectContaining({ name: 'InvalidToken' }),
    )
  })

  it('tells its history backwards, page by page, and without its data', async () => {
    const room = aRoom()
    const executionArn = room.start(room.create(WAIT), { secret: 1 })
    await room.timeline.advance(60_000)
    const ask = (rest: object) => room.ask('GetExecutionHistory', { executionArn, ...rest })
    const page = ask({ reverseOrder: true, maxResults: 3 })
    const rest = ask({ reverseOrder: true, maxResults: 3, nextToken: page.nextToken })

    expect([...page.events, ...rest.events].map(({ id }) => id)).toEqual([4, 3, 2, 1])
    expect(JSON.stringify(ask({ includeExecutionData: false }).events)).not.toContain('secret')
    expect(ask({ includeExecutionData: false }).events[0].executionStartedEventDetails).toEqual({
      roleArn: ROLE,
    })
  })
})

describe('what a role must be allowed', () => {
  it.each([
    ['StartExecution', { stateMachineArn: 'm' }, 'm'],
    ['DescribeExecution', { executionArn: 'e' }, 'e'],
    ['StopExecution', { executionArn: 'e' }, 'e'],
    ['GetExecutionHistory', { executionArn: 'e' }, 'e'],
    ['SendTaskSuccess', { taskToken: 't' }, '*'],
    ['ListStateMachines', {}, '*'],
  ])('%s on its resource', (operation, input, resource) => {
    expect(aRoom().states.access!(operation, input)).toEqual([
      { action: `states:${operation}`, resources: [resource] },
    ])
  })
})
