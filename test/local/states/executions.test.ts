import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, hold, machine, ROLE, START, typesOf } from './room.ts'

const MINUTE = machine({ Hold: hold(60) })
const DAY = 24 * 3600 * 1000

describe('StartExecution', () => {
  it('is the same execution for the same name and input while it runs', async () => {
    const room = aRoom()
    const arn = room.create(MINUTE)
    const execution = room.start(arn, { owner: 'ana' }, 'c-1')

    expect(room.start(arn, { owner: 'ana' }, 'c-1')).toBe(execution)
    expect(room.states.running()).toBe(1)
    expect(() => room.start(arn, { owner: 'ben' }, 'c-1')).toThrow(
      new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${execution}'`),
    )
    await room.timeline.advance(60_000)
    expect(room.states.running()).toBe(0)
    expect(() => room.start(arn, { owner: 'ana' }, 'c-1')).toThrow(/^Execution Already Exists/)
  })

  it('may use a name again 90 days after its execution closed', async () => {
    const room = aRoom()
    const arn = room.create(MINUTE)
    room.start(arn, {}, 'c-1')
    await room.timeline.advance(60_000 + 90 * DAY - 1)
    expect(() => room.start(arn, {}, 'c-1')).toThrow(/^Execution Already Exists/)
    await room.timeline.advance(1)

    expect(room.describe(room.start(arn, {}, 'c-1')).status).toBe('RUNNING')
  })

  it.each([
    [
      { input: 'held for ana' },
      'InvalidExecutionInput',
      "'Unrecognized token 'held': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
    ],
    [
      { input: "{'owner': 'ana'}" },
      'InvalidExecutionInput',
      "'Unexpected character (''' (code 39)): was expecting double-quote to start field name'",
    ],
    [{ input: '' }, 'InvalidExecutionInput', "'Invalid execution input.'"],
    [
      { input: JSON.stringify('m'.repeat(262_143)) },
      'ValidationException',
      'length less than or equal to 262144',
    ],
    [
      { input: JSON.stringify('€'.repeat(90_000)) },
      'ValidationException',
      'length less than or equal to 262144',
    ],
    [{ name: 'hold/c-1' }, 'InvalidName', "Invalid Name: 'hold/c-1'"],
    [{ stateMachineArn: 'holds' }, 'InvalidArn', 'Invalid ARN prefix'],
    [
      { stateMachineArn: 'arn:aws:states:us-east-1:111122223333:execution:holds:c-1' },
      'InvalidArn',
      'Resource type not valid in this context: execution',
    ],
  ])('refuses %o', (rest, name, message) => {
    const room = aRoom()
    const input = { stateMachineArn: room.create(MINUTE), ...rest }

    expect(() => room.ask('StartExecution', input)).toThrow(
      expect.objectContaining({ name, message: expect.stringContaining(message) }),
    )
  })

  it.each(['null', '16', '"ana"', '[]', '  {"owner": "ana"}  '])('takes %s as it is', (input) => {
    const room = aRoom()
    const { executionArn } = room.ask('StartExecution', { stateMachineArn: room.create(MINUTE), input })

    expect(room.describe(executionArn).input).toBe(input)
  })
})

describe('an execution', () => {
  it('is described while it runs and when it has ended', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    const executionArn = room.start(stateMachineArn, { owner: 'ana' }, 'c-1')
    const common = {
      executionArn,
      stateMachineArn,
      name: 'c-1',
      startDate: new Date(START),
      input: '{"owner":"ana"}',
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
      output: '{"owner":"ana"}',
      outputDetails: { included: true },
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    })
  })

  it('is stopped once, and then stays stopped', async () => {
    const room = aRoom()
    const executionArn = room.start(room.create(MINUTE))
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

  it.each([
    ['error', 257, 256],
    ['cause', 32_769, 32_768],
  ])('is not stopped with too long a %s', (member, length, most) => {
    const room = aRoom()
    const executionArn = room.start(room.create(machine({ Hold: hold(60) })))

    expect(() => room.ask('StopExecution', { executionArn, [member]: 'x'.repeat(length) })).toThrow(
      `at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${most}`,
    )
    expect(room.ask('DescribeExecution', { executionArn }).status).toBe('RUNNING')
  })

  it.each(['DescribeExecution', 'StopExecution', 'GetExecutionHistory'])(
    'is not found by %s under another name',
    (operation) => {
      const executionArn = 'arn:aws:states:us-east-1:111122223333:execution:holds:c-2'

      expect(() => aRoom().ask(operation, { executionArn })).toThrow(
        new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`),
      )
    },
  )

  it('tells its history backwards, page by page, and without its data', async () => {
    const room = aRoom()
    const executionArn = room.start(room.create(MINUTE), { customer: 'dana@example.com' })
    await room.timeline.advance(60_000)
    const ask = (rest: object) => room.ask('GetExecutionHistory', { executionArn, ...rest })
    const page = ask({ reverseOrder: true, maxResults: 3 })
    const rest = ask({ reverseOrder: true, maxResults: 3, nextToken: page.nextToken })

    expect(page.events.map(({ id }: any) => id)).toEqual([4, 3, 2])
    expect(rest.events.map(({ id }: any) => id)).toEqual([1])
    expect(JSON.stringify(ask({ includeExecutionData: true }).events)).toContain('dana')
    expect(JSON.stringify(ask({ includeExecutionData: false }).events)).not.toContain('dana')
    expect(ask({ includeExecutionData: false }).events[0].executionStartedEventDetails).toEqual({
      roleArn: ROLE,
    })
  })
})

describe('the list of executions', () => {
  it('is given by status, the latest first, page by page', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    for (const name of ['c-1', 'c-2', 'c-3']) room.start(stateMachineArn, {}, name)
    room.ask('StopExecution', { executionArn: room.start(stateMachineArn, {}, 'c-4') })
    const list = (rest: object) => room.ask('ListExecutions', { stateMachineArn, ...rest })
    const names = ({ executions }: any) => executions.map(({ name }: any) => name)
    const page = list({ statusFilter: 'RUNNING', maxResults: 2 })

    expect(names(page)).toEqual(['c-3', 'c-2'])
    expect(names(list({ statusFilter: 'RUNNING', maxResults: 2, nextToken: page.nextToken }))).toEqual([
      'c-1',
    ])
    expect(names(list({}))).toEqual(['c-4', 'c-3', 'c-2', 'c-1'])
    expect(() => list({ nextToken: page.nextToken })).toThrow(
      expect.objectContaining({ name: 'InvalidToken' }),
    )
  })

  it.each([
    [
      { statusFilter: 'running' },
      "Value 'running' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
    ],
    [
      { nextToken: 't'.repeat(3097) },
      `Value '${'t'.repeat(3097)}' at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 3096`,
    ],
  ])('is not given for %j', (input, message) => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)

    expect(() => room.ask('ListExecutions', { stateMachineArn, ...input })).toThrow(
      new AwsError('ValidationException', `1 validation error detected: ${message}`),
    )
  })
})
