import {
  AssociateQueueQuickConnectsCommand,
  ConnectClient,
  DescribeUserCommand,
  DisassociateQueueQuickConnectsCommand,
  InvalidParameterException,
  ResourceNotFoundException,
  ThrottlingException,
  UpdateContactAttributesCommand,
} from '@aws-sdk/client-connect'
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'

import { connectAgentNames } from '../../lambdas/adapters/connect-agent-names.ts'
import { connectNotes } from '../../lambdas/adapters/connect-notes.ts'
import { connectQuickConnects } from '../../lambdas/adapters/connect-quick-connects.ts'
import { sfnTakeovers } from '../../lambdas/adapters/sfn-takeovers.ts'
import { NoteRefused } from '../../lambdas/ports/takeovers.ts'
import { ana, ben, reply } from '../builders/email.ts'

const mock = mockClient(ConnectClient)
afterAll(() => mock.restore())
const client = new ConnectClient({ region: 'us-east-1' })
const said = { $metadata: {}, message: 'no' } as const
const gone = new ResourceNotFoundException({ ...said, Message: 'no' })
const throttled = new ThrottlingException({ ...said, Message: 'no' })

beforeEach(() => mock.reset())

describe('names of agents', () => {
  const names = connectAgentNames(client, 'i-1')

  it('are said as people say them, or as they log in', async () => {
    mock
      .on(DescribeUserCommand)
      .resolvesOnce({ User: { IdentityInfo: { FirstName: 'Ana', LastName: 'Silva' }, Username: 'ana' } })
      .resolvesOnce({ User: { Username: 'ana' } })
    expect(await names.nameOf(ana)).toBe('Ana Silva')
    expect(await names.nameOf(ana)).toBe('ana')
  })

  it('are none of somebody who is gone; not knowing is something else', async () => {
    mock.on(DescribeUserCommand).rejectsOnce(gone).rejectsOnce(throttled)
    expect(await names.nameOf(ana)).toBeUndefined()
    await expect(names.nameOf(ana)).rejects.toThrow(ThrottlingException)
  })
})

describe('notes', () => {
  const notes = connectNotes(client, 'i-1')

  it('are attributes of that contact', async () => {
    mock.on(UpdateContactAttributesCommand).resolves({})
    await notes.leave(reply, { homewardNote: 'It was with Ana.' })
    expect(mock.commandCalls(UpdateContactAttributesCommand)[0]?.args[0].input).toEqual({
      InstanceId: 'i-1',
      InitialContactId: reply,
      Attributes: { homewardNote: 'It was with Ana.' },
    })
  })

  it('can be refused for good, or for now', async () => {
    mock
      .on(UpdateContactAttributesCommand)
      .rejectsOnce(new InvalidParameterException({ ...said, Message: 'too long' }))
      .rejectsOnce(gone)
      .rejectsOnce(throttled)
    await expect(notes.leave(reply, {})).rejects.toThrow(NoteRefused)
    await expect(notes.leave(reply, {})).rejects.toThrow(NoteRefused)
    await expect(notes.leave(reply, {})).rejects.toThrow(ThrottlingException)
  })
})

it('a quick connect is shown, hidden, and hidden where it is gone', async () => {
  const quickConnects = connectQuickConnects(client, 'i-1')
  mock.on(AssociateQueueQuickConnectsCommand).resolves({})
  mock.on(DisassociateQueueQuickConnectsCommand).resolvesOnce({}).rejectsOnce(gone)
  await quickConnects.attach('q-1', ['c-1', 'c-2'])
  await quickConnects.attach('q-1', [])
  await quickConnects.detach('q-1', ['c-1', 'c-2'])
  const inputs = [AssociateQueueQuickConnectsCommand, DisassociateQueueQuickConnectsCommand].map((command) =>
    mock.commandCalls(command as typeof AssociateQueueQuickConnectsCommand).map(({ args }) => args[0].input),
  )
  const of = (...QuickConnectIds: string[]) => ({ InstanceId: 'i-1', QueueId: 'q-1', QuickConnectIds })
  expect(inputs).toEqual([[of('c-1', 'c-2')], [of('c-1'), of('c-2')]])
})

it('telling an owner is started under the name of the contact, and a second start is no error', async () => {
  const started = mockClient(SFNClient)
  onTestFinished(() => started.restore())
  started
    .on(StartExecutionCommand)
    .resolvesOnce({})
    .rejects(new ExecutionAlreadyExists({ ...said }))
  const takeover = { contact: reply, owner: ana, agent: ben, reason: 'deadline' } as const
  const watch = sfnTakeovers(new SFNClient({ region: 'us-east-1' }), 'arn:tell-owner')
  await watch.tellOwner(takeover)
  await watch.tellOwner(takeover)
  const [call] = started.commandCalls(StartExecutionCommand)
  expect(call?.args[0].input.name).toBe(reply)
  expect(JSON.parse(call?.args[0].input.input ?? '')).toEqual(takeover)
})
