import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import {
  aRoom,
  askSupervisor,
  hold,
  linksOf,
  machine,
  pass,
  ROLE,
  START,
  scope,
  tokenOf,
  typesOf,
} from './room.ts'

const MINUTE = machine({ Hold: hold(60) })
const OPEN = machine({ Release: { Type: 'Succeed' } })
const namesOf = (machines: { name: string }[]) => machines.map(({ name }) => name)

describe('a state machine', () => {
  it('is described as it was created', () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)

    expect(stateMachineArn).toBe('arn:aws:states:us-east-1:111122223333:stateMachine:holds')
    expect(room.ask('DescribeStateMachine', { stateMachineArn })).toEqual({
      stateMachineArn,
      name: 'holds',
      status: 'ACTIVE',
      definition: JSON.stringify(MINUTE),
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
    const arn = room.create(MINUTE)

    expect(room.create(MINUTE)).toBe(arn)
    expect(() => room.create(OPEN)).toThrow(
      new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`),
    )
  })

  it.each([
    [{ type: 'URGENT' }, 'ValidationException'],
    [{ name: 'hold for ana' }, 'InvalidName'],
    [{ name: 'h'.repeat(81) }, 'ValidationException'],
    [{ roleArn: 'ana' }, 'InvalidArn'],
    [{ publish: true }, 'ValidationException'],
    [{ versionDescription: 'nights' }, 'ValidationException'],
    [{ definition: '{}' }, 'InvalidDefinition'],
  ])('with %j is refused as %s', (rest, name) => {
    const input = { name: 'holds', roleArn: ROLE, definition: JSON.stringify(MINUTE), ...rest }

    expect(() => aRoom().ask('CreateStateMachine', input)).toThrow(expect.objectContaining({ name }))
  })

  it('may change while its executions keep what they began with', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    const executionArn = room.start(stateMachineArn)
    const definition = JSON.stringify(OPEN)
    const { revisionId } = room.ask('UpdateStateMachine', { stateMachineArn, definition })

    expect(room.ask('DescribeStateMachine', { stateMachineArn })).toMatchObject({ definition, revisionId })
    expect(room.ask('DescribeStateMachineForExecution', { executionArn }).definition).toBe(
      JSON.stringify(MINUTE),
    )
    expect(() => room.ask('UpdateStateMachine', { stateMachineArn })).toThrow(
      expect.objectContaining({ name: 'MissingRequiredParameter' }),
    )
  })

  it('has no new revision, nor another date, where an update changes nothing', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    const updatedTo = (roleArn: string) => room.ask('UpdateStateMachine', { stateMachineArn, roleArn })
    const changed = updatedTo(`${ROLE}-of-nights`)
    await room.timeline.advance(60_000)

    expect(updatedTo(`${ROLE}-of-nights`)).toEqual(changed)
    expect(updatedTo(ROLE).revisionId).not.toBe(changed.revisionId)
  })

  it('ends its executions at their next transition when it is deleted', async () => {
    const room = aRoom()
    const states = { Hold: hold(60, { Next: 'Release' }), Release: { Type: 'Succeed' } }
    const stateMachineArn = room.create(machine(states))
    const execution = room.start(stateMachineArn)
    await room.timeline.advance(0)
    room.ask('DeleteStateMachine', { stateMachineArn })
    await room.timeline.advance(59_999)
    expect(room.describe(execution).status).toBe('RUNNING')
    const told = `State Machine is being deleted: '${stateMachineArn}'`
    const deleting = expect.objectContaining({ name: 'StateMachineDeleting', message: told })
    expect(room.ask('DescribeStateMachine', { stateMachineArn }).status).toBe('DELETING')
    expect(() => room.start(stateMachineArn)).toThrow(deleting)
    expect(() => room.create(machine(states))).toThrow(deleting)
    expect(() => room.ask('UpdateStateMachine', { stateMachineArn, roleArn: ROLE })).toThrow(deleting)
    await room.timeline.advance(1)

    const cause = 'State machine holds has been deleted'
    expect(room.describe(execution)).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause })
    expect(room.describe(execution).redriveStatus).toBe('REDRIVABLE')
    const types = ['ExecutionStarted', 'WaitStateEntered', 'ExecutionFailed']
    expect(typesOf(room.events(execution))).toEqual(types)
    expect(linksOf(room.events(execution))).toEqual([0, 0, 2])
    expect(() => room.ask('DescribeStateMachine', { stateMachineArn })).toThrow('Does Not Exist')
  })

  it('takes the answer to a token when it is being deleted, and fails without it', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(machine({ Ask: askSupervisor() }))
    const execution = room.start(stateMachineArn)
    await room.timeline.quiet()
    room.ask('DeleteStateMachine', { stateMachineArn })
    const taskToken = tokenOf(room.calls[0]!)

    expect(room.ask('SendTaskSuccess', { taskToken, output: '"yes"' })).toEqual({})
    await room.timeline.quiet()
    expect(room.describe(execution).status).toBe('FAILED')
    expect(typesOf(room.events(execution)).slice(-2)).toEqual(['TaskSubmitted', 'ExecutionFailed'])
  })

  it.each([
    ['no destination', { level: 'ALL' }],
    ['an empty list of them', { level: 'ERROR', destinations: [] }],
    ['two of them', { level: 'OFF', destinations: [{}, {}] }],
  ])('is refused a logging with %s', (_, loggingConfiguration) => {
    const room = aRoom()
    const told = 'Invalid Logging Configuration: Must specify exactly one Log Destination.'
    const refused = expect.objectContaining({ name: 'InvalidLoggingConfiguration', message: told })
    const definition = JSON.stringify(MINUTE)
    const stateMachineArn = room.create(MINUTE)

    const asked = { name: 'other', roleArn: ROLE, definition, loggingConfiguration }
    expect(() => room.ask('CreateStateMachine', asked)).toThrow(refused)
    expect(() => room.ask('UpdateStateMachine', { stateMachineArn, loggingConfiguration })).toThrow(refused)
  })

  it('is told with its settings of the time for an execution', () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    const before = room.start(stateMachineArn)
    room.ask('UpdateStateMachine', { stateMachineArn, tracingConfiguration: { enabled: true } })
    const after = room.start(stateMachineArn)
    const told = (executionArn: string) => room.ask('DescribeStateMachineForExecution', { executionArn })

    expect(told(before).tracingConfiguration).toEqual({ enabled: false })
    expect(told(after).tracingConfiguration).toEqual({ enabled: true })
    expect(told(after).revisionId).toBe(room.ask('DescribeStateMachine', { stateMachineArn }).revisionId)
  })

  it('is gone after it was deleted, which may be said twice', () => {
    const room = aRoom()
    const stateMachineArn = room.create(MINUTE)
    room.ask('DeleteStateMachine', { stateMachineArn })

    expect(room.ask('DeleteStateMachine', { stateMachineArn })).toEqual({})
    expect(() => room.start(stateMachineArn)).toThrow(
      new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`),
    )
  })

  it('carries tags', () => {
    const room = aRoom()
    const resourceArn = room.create(MINUTE)
    const tags = [{ key: 'stage', value: 'prod' }]
    room.ask('TagResource', { resourceArn, tags })

    expect(room.ask('ListTagsForResource', { resourceArn }).tags).toEqual(tags)
    const system = [{ key: 'aws:stage', value: 'prod' }]
    expect(() => room.ask('TagResource', { resourceArn, tags: system })).toThrow(
      new AwsError('AccessDeniedException', 'Caller is an end user and not allowed to mutate system tags'),
    )
  })

  it('tells which variables its states read', () => {
    const room = aRoom()
    const letter = { greeting: '{% $salutation & $states.input %}', within: '{% $hours %}' }
    const states = {
      Arrived: pass({
        Assign: { owner: 'ana', hours: 16, salutation: "{% $trim(' Dear ') %}" },
        Next: 'Each address',
      }),
      'Each address': {
        Type: 'Map',
        Items: '{% [$salutation, $owner] %}',
        ItemProcessor: scope({ Write: pass({ Output: letter }) }),
        End: true,
      },
    }
    const stateMachineArn = room.create(machine(states))

    expect(room.ask('DescribeStateMachine', { stateMachineArn }).variableReferences).toEqual({
      'Each address': ['owner', 'salutation'],
      Write: ['hours', 'salutation'],
    })
  })
})

describe('the list of state machines', () => {
  it('is in the order of their names, character by character', () => {
    const room = aRoom()
    for (const name of ['hold1_day', 'hold16_hours', 'hold2_days']) room.create(MINUTE, name)

    const { stateMachines } = room.ask('ListStateMachines', {})
    expect(namesOf(stateMachines)).toEqual(['hold16_hours', 'hold1_day', 'hold2_days'])
  })

  it('comes page by page', () => {
    const room = aRoom()
    for (const name of ['acknowledgements', 'holds', 'sweeps']) room.create(MINUTE, name)
    const first = room.ask('ListStateMachines', { maxResults: 2 })
    const second = room.ask('ListStateMachines', { maxResults: 2, nextToken: first.nextToken })

    expect(namesOf(first.stateMachines)).toEqual(['acknowledgements', 'holds'])
    expect(namesOf(second.stateMachines)).toEqual(['sweeps'])
    expect(second.nextToken).toBeUndefined()
  })
})

describe('what a role must be allowed', () => {
  it.each([
    ['StartExecution', { stateMachineArn: 'holds' }, 'holds'],
    ['DescribeExecution', { executionArn: 'c-1' }, 'c-1'],
    ['StopExecution', { executionArn: 'c-1' }, 'c-1'],
    ['GetExecutionHistory', { executionArn: 'c-1' }, 'c-1'],
    ['SendTaskSuccess', { taskToken: 'asked' }, '*'],
    ['ListStateMachines', {}, '*'],
  ])('%s on its resource', (operation, input, resource) => {
    expect(aRoom().states.access!(operation, input)).toEqual([
      { action: `states:${operation}`, resources: [resource] },
    ])
  })
})
