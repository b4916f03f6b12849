import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, machine, ROLE, START } from './room.ts'

const CONTEXT = machine({ S: { Type: 'Pass', Output: '{% $states.context %}', End: true } })
const PAUSE = machine({ W: { Type: 'Wait', Seconds: 600, End: true } })
const other = new AwsError(
  'StateMachineTypeNotSupported',
  'This operation is not supported by this type of state machine',
)

function anExpress(definition: object) {
  const room = aRoom()
  const created = room.ask('CreateStateMachine', {
    name: 'quick',
    type: 'EXPRESS',
    roleArn: ROLE,
    definition: JSON.stringify(definition),
  })
  return { ...room, stateMachineArn: created.stateMachineArn as string }
}

describe('an Express machine', () => {
  it('is described and listed as one', () => {
    const { ask, stateMachineArn } = anExpress(CONTEXT)

    expect(ask('DescribeStateMachine', { stateMachineArn }).type).toBe('EXPRESS')
    expect(ask('ListStateMachines', {}).stateMachines[0]).toMatchObject({ name: 'quick', type: 'EXPRESS' })
  })

  it('answers a synchronous start with the end of its execution', async () => {
    const { ask, stateMachineArn } = anExpress(CONTEXT)
    const { output, ...told } = await ask('StartSyncExecution', {
      stateMachineArn,
      name: 'n',
      input: '{"a":1}',
    })

    expect(told).toEqual({
      executionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:111122223333:express:quick:n:[0-9a-f-]{36}$/,
      ),
      stateMachineArn,
      name: 'n',
      startDate: new Date(START),
      stopDate: new Date(START),
      status: 'SUCCEEDED',
      input: '{"a":1}',
      inputDetails: { included: true },
      outputDetails: { included: true },
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    })
    const { Execution } = JSON.parse(output)
    expect(Object.keys(Execution)).toEqual(['Id', 'Input', 'StartTime', 'Name', 'RoleArn'])
  })

  it('tells a synchronous start how it failed', async () => {
    const { ask, stateMachineArn } = anExpress(machine({ F: { Type: 'Fail', Error: 'E', Cause: 'c' } }))

    expect(await ask('StartSyncExecution', { stateMachineArn })).toMatchObject({
      status: 'FAILED',
      error: 'E',
      cause: 'c',
    })
  })

  it('lasts five minutes at most', async () => {
    const { ask, timeline, stateMachineArn } = anExpress(PAUSE)
    const answer = ask('StartSyncExecution', { stateMachineArn })
    await timeline.advance(300_000)

    expect(await answer).toMatchObject({
      status: 'TIMED_OUT',
      billingDetails: { billedDurationInMilliseconds: 300_000 },
    })
  })

  it('keeps nothing of its executions, whose names may be used again', () => {
    const { ask, stateMachineArn } = anExpress(CONTEXT)
    const { executionArn } = ask('StartExecution', { stateMachineArn, name: 'n' })

    expect(ask('StartExecution', { stateMachineArn, name: 'n' }).executionArn).not.toBe(executionArn)
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
      'arn:aws:states:us-east-1:111122223333:activity:a',
      'Express state machine does not support Activity ARN',
    ],
  ])('may not wait for %s', (Resource, message) => {
    const definition = machine({ T: { Type: 'Task', Resource, Arguments: {}, End: true } })

    expect(() => anExpress(definition)).toThrow(
      new AwsError(
        'InvalidDefinition',
        `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${message} at /States/T/Resource'`,
      ),
    )
  })
})

describe('a Standard machine', () => {
  it('is not started synchronously', async () => {
    const room = aRoom()
    const stateMachineArn = room.create(CONTEXT)

    await expect(room.ask('StartSyncExecution', { stateMachineArn })).rejects.toThrow(other)
  })
})
