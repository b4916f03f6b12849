import {
  ConnectClient,
  CreateNotificationCommand,
  DuplicateResourceException,
  ResourceNotFoundException,
  ThrottlingException,
} from '@aws-sdk/client-connect'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import { connectCallNotices } from '../../lambdas/adapters/connect-call-notices.ts'
import { sfnHeldCalls } from '../../lambdas/adapters/sfn-held-calls.ts'
import { type ContactId, type EpochMs, later } from '../../lambdas/domain/values.ts'
import { ana, nine } from '../builders/email.ts'

const connect = mockClient(ConnectClient)
const stepFunctions = mockClient(SFNClient)
afterAll(() => connect.restore())
afterAll(() => stepFunctions.restore())
beforeEach(() => connect.reset())

const said = { $metadata: {}, message: 'no' } as const

describe('a notification about a caller on hold', () => {
  const notices = connectCallNotices(new ConnectClient({ region: 'us-east-1' }), 'i-1', 'arn:i-1')
  const tell = () => notices.mayGoCold(ana, 'call-2' as ContactId, nine)

  it('is for one agent, under a token of the consulted contact, and goes after a quarter of an hour', async () => {
    await tell()
    expect(connect.commandCalls(CreateNotificationCommand)[0]?.args[0].input).toMatchObject({
      ...{ InstanceId: 'i-1', Recipients: [`arn:i-1/agent/${ana}`], Priority: 'HIGH' },
      ...{ ClientToken: 'held-call-call-2', ExpiresAt: new Date(later(nine, 900_000)) },
    })
  })

  it('was shown before, or has nobody to read it: neither is a fault; a refusal for now is', async () => {
    connect
      .on(CreateNotificationCommand)
      .rejectsOnce(new DuplicateResourceException({ ...said, Message: 'no' }))
      .rejectsOnce(new ResourceNotFoundException({ ...said, Message: 'no' }))
      .rejectsOnce(new ThrottlingException({ ...said, Message: 'no' }))
    await tell()
    await tell()
    await expect(tell()).rejects.toThrow(ThrottlingException)
  })
})

describe('the execution for a caller on hold', () => {
  const watch = sfnHeldCalls(new SFNClient({ region: 'us-east-1' }), () => 'arn:machine')
  const ids = { call: 'call-1' as ContactId, contact: 'call-2' as ContactId }
  const consulted = 'call-3' as ContactId
  const started = () =>
    stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input)
  beforeEach(() => stepFunctions.reset())

  it('is named by the consulted contact and the second in which the hold began, and never wakes early', async () => {
    const since = (nine + 250) as EpochMs
    const held = { ...ids, since, until: later(since, 60_000) }
    await watch.watch({ ...held, consulted })
    await watch.watch({ ...held, consulted: 'call-4' as ContactId })
    expect(started()).toEqual(
      ['call-3', 'call-4'].map((other) => ({
        ...{ stateMachineArn: 'arn:machine', name: `${other}-${nine / 1000}` },
        input: JSON.stringify({ ...ids, until: '2026-03-02T09:01:01.000Z' }),
      })),
    )
  })

  it('is one for each transfer where the caller was left early', async () => {
    await watch.lookNow({ ...ids, consulted }, nine)
    expect(started()).toEqual([
      {
        ...{ stateMachineArn: 'arn:machine', name: 'call-3-left' },
        input: JSON.stringify({ ...ids, until: '2026-03-02T09:00:00.000Z' }),
      },
    ])
  })
})
