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
  it('is named by the contact and the second in which the hold began, and never wakes early', async () => {
    const watch = sfnHeldCalls(new SFNClient({ region: 'us-east-1' }), 'arn:machine')
    const [call, contact] = ['call-1', 'call-2'] as ContactId[]
    const since = (nine + 250) as EpochMs
    await watch.watch({ call: call!, contact: contact!, since, until: later(since, 60_000) })
    const [started] = stepFunctions.commandCalls(StartExecutionCommand)
    expect(started?.args[0].input).toEqual({
      ...{ stateMachineArn: 'arn:machine', name: `call-2-${nine / 1000}` },
      input: JSON.stringify({ call, contact, until: '2026-03-02T09:01:01.000Z' }),
    })
  })
})
