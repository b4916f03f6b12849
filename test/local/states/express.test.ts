import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, hold, machine, pass, ROLE, START } from './room.ts'

const LOOK = machine({ Look: pass({ Output: '{% $states.context %}' }) })
const other = new AwsError(
  'StateMachineTypeNotSupported',
  'This operation is not supported by this type of state machine',
)

function anExpress(definition: object) {
  const room = aRoom()
  const created = room.ask('CreateStateMachine', {
    name: 'acknowledge',
    type: 'EXPRESS',
    roleArn: ROLE,
    definition: JSON.stringify(definition),
  })
  return { ...room, stateMachineArn: created.stateMachineArn as string }
}

describe('an Express machine', () => {
  it('is described and listed as one', () => {
    const { ask, stateMachineArn } = anExpress(LOOK)

    expect(ask('DescribeStateMachine', { stateMachineArn }).type).toBe('EXPRESS')
    expect(ask('ListStateMachines', {}).stateMachines[0]).toMatchObject({
      name: 'acknowledge',
      type: 'EXPRESS',
    })
  })

  it('answers a synchronous start with the end of its execution', async () => {
    const { ask, stateMachineArn } = anExpress(LOOK)
    const input = '{"contact":"c-1"}'
    const { output, ...told } = await ask('StartSyncExecution', { stateMachineArn, name: 'c-1', input })

    expect(told).toEqual({
      executionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:111122223333:express:acknowledge:c-1:[0-9a-f-]{36}$/,
      ),
      stateMachineArn,
      name: 'c-1',
      startDate: new Date(START),
      stopDate: new Date(START),
      status: 'SUCCEEDED',
      input,
      inputDetails: { included: true },
      outputDetails: { included: true },
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    })
    const { Execution } = JSON.parse(output)
    expect(Object.keys(Execution)).toEqual(['Id', 'Input', 'StartTime', 'Name', 'RoleArn'])
  })

  it('tells a synchronous start how it failed', async () => {
    const refused = { Type: 'Fail', Error: 'BudgetSpent', Cause: 'ten to this sender today' }
    const { ask, stateMachineArn } = anExpress(machine({ Refused: refused }))

    expect(await ask('StartSyncExecution', { stateMachineArn })).toMatchObject({
      status: 'FAILED',
      error: 'BudgetSpent',
      cause: 'ten to this sender today',
    })
  })

  it('lasts five minutes at most', async () => {
    const { ask, timeline, stateMachineArn } = anExpress(machine({ 'Wait for its turn': hold(900) }))
    const answer = ask('StartSyncExecution', { stateMachineArn })
    await timeline.advance(300_000)

    expect(await answer).toMatchObject({
      status: 'TIMED_OUT',
      billingDetails: { billedDurationInMilliseconds: 300_000 },
    })
  })

  it('keeps nothing of its executions, whose names may be used again', () => {
    const { ask, stateMachineArn } = anExpress(LOOK)
    const { executionArn } = ask('StartExecution', { stateMachineArn, name: 'c-1' })

    expect(ask('StartExecution', { stateMachineArn, name: 'c-1' }).executionArn).not.toBe(executionArn)
    expect(() => ask('DescribeExecution', { executionArn })).toThrow(
      new AwsError('InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'"),
    )
    expect(() => ask('ListExecutions', { stateMachineArn })).toThrow(other)
  })

  it.each([
    [
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      "Express state machine does not support '.waitForTaskToken' service integration ",
    ],
    [
      'arn:aws:states:::states:startExecution.sync',
      "Express state machine does not support '.sync' service integration",
    ],
    [
      'arn:aws:states:us-east-1:111122223333:activity:answer-customers',
      'Express state machine does not support Activity ARN',
    ],
  ])('may not wait for %s', (Resource, message) => {
    const definition = machine({ Ask: { Type: 'Task', Resource, Arguments: {}, End: true } })

    expect(() => anExpress(definition)).toThrow(
      new AwsError(
        'InvalidDefinition',
        `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${message} at /States/Ask/Resource'`,
      ),
    )
  })
})

describe('a Standard machine', () => {
  it('is not started synchronously', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(LOOK)

    await expect(room.ask('StartSyncExecution', { stateMachineArn })).rejects.toThrow(other)
  })
})
