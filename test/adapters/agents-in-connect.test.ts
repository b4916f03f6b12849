import {
  ConnectClient,
  CreateNotificationCommand,
  DescribeContactCommand,
  DuplicateResourceException,
  GetContactAttributesCommand,
  GetCurrentUserDataCommand,
  InvalidRequestException,
  LimitExceededException,
  ListAgentStatusesCommand,
  PutUserStatusCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  ThrottlingException,
} from '@aws-sdk/client-connect'
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'

import { connectCurrentAgents } from '../../lambdas/adapters/connect-current-agents.ts'
import { connectGuideLabels } from '../../lambdas/adapters/connect-guide-labels.ts'
import { connectNotices } from '../../lambdas/adapters/connect-notices.ts'
import { connectNudge } from '../../lambdas/adapters/connect-nudge.ts'
import { sfnStuckWatch } from '../../lambdas/adapters/sfn-stuck-watch.ts'
import { HOUR, later } from '../../lambdas/domain/values.ts'
import { NoticeRefused } from '../../lambdas/ports/dispositions.ts'
import { arnOf } from '../builders/agent.ts'
import { ana, ben, nine, reply } from '../builders/email.ts'

const mock = mockClient(ConnectClient)
afterAll(() => mock.restore())
const client = new ConnectClient({ region: 'us-east-1' })
const said = { $metadata: {}, Message: 'no', message: 'no' } as const

beforeEach(() => mock.reset())

describe('asking what agents do', () => {
  const current = connectCurrentAgents(client, 'i-1')

  it('is one question for all of them', async () => {
    mock.on(GetCurrentUserDataCommand).resolves({
      UserDataList: [
        {
          User: { Id: ana, Arn: arnOf(ana) },
          RoutingProfile: { Id: 'p-1' },
          Status: { StatusName: 'Available', StatusArn: 's-1', StatusStartTimestamp: new Date(nine) },
          AvailableSlotsByChannel: { EMAIL: 1 },
          MaxSlotsByChannel: { EMAIL: 3, TASK: 2, VOICE: 0 },
          NextStatus: 'Lunch',
          Contacts: [
            {
              ContactId: reply,
              Channel: 'EMAIL',
              AgentContactState: 'CONNECTED',
              StateStartTimestamp: new Date(nine),
              ConnectedToAgentTimestamp: new Date(nine),
              Queue: { Id: 'q-1' },
            },
          ],
        },
      ],
    })
    const answers = await current.ask([ana, ben])
    expect([...answers]).toEqual([
      [
        ana,
        {
          agent: ana,
          arn: arnOf(ana),
          profile: 'p-1',
          slots: { EMAIL: { free: 1, most: 3 }, TASK: { free: 0, most: 2 } },
          desk: {
            status: { name: 'Available', arn: 's-1', since: nine },
            next: 'Lunch',
            contacts: [
              {
                contact: reply,
                channel: 'EMAIL',
                state: 'CONNECTED',
                since: nine,
                connectedAt: nine,
                queue: 'q-1',
              },
            ],
          },
        },
      ],
    ])
    // Given up before the flow that waits for the answer gives up.
    const options = mock.commandCalls(GetCurrentUserDataCommand).map(({ args }) => args.at(1))
    expect(options).toEqual([{ abortSignal: expect.any(AbortSignal) }])
    expect(mock.commandCalls(GetCurrentUserDataCommand).map(({ args }) => args[0].input)).toEqual([
      { InstanceId: 'i-1', Filters: { Agents: [ana, ben] }, MaxResults: 100 },
    ])
  })

  it('passes over what tells nothing', async () => {
    mock.on(GetCurrentUserDataCommand).resolves({
      UserDataList: [{}, { User: { Id: ana, Arn: arnOf(ana) } }],
    })
    expect(await current.ask([ana])).toEqual(new Map())
    mock.on(GetCurrentUserDataCommand).resolves({})
    expect(await current.ask([ana])).toEqual(new Map())
  })
})

describe('reminding an agent of a disposition', () => {
  const remind = () => connectNotices(client, 'i-1', 'arn:i-1').dispositionMissing(ana, reply, nine)

  it('is shown for a shift, so that it does not fill what an instance may have', async () => {
    mock.on(CreateNotificationCommand).resolves({})
    await remind()
    const [call] = mock.commandCalls(CreateNotificationCommand)
    expect(call?.args[0].input).toMatchObject({
      ExpiresAt: new Date(later(nine, 12 * HOUR)),
      ClientToken: `disposition-missing-${reply}`,
    })
  })

  it.each([
    new InvalidRequestException(said),
    new LimitExceededException(said),
    new ServiceQuotaExceededException(said),
  ])('is refused where there are too many ($name)', async (error) => {
    mock.on(CreateNotificationCommand).rejects(error)
    await expect(remind()).rejects.toThrow(NoticeRefused)
  })

  it('fails where Connect does not take it now', async () => {
    mock.on(CreateNotificationCommand).rejects(new ThrottlingException(said))
    await expect(remind()).rejects.toThrow(ThrottlingException)
  })
})

describe('what a guide wrote on a contact', () => {
  const labels = connectGuideLabels(client, 'i-1')
  const guide = 'guide-1'
  const wrote = (Attributes: Record<string, string>) =>
    mock.on(GetContactAttributesCommand, { InitialContactId: reply }).resolves({ Attributes })

  it('says which contact the guide was about', async () => {
    wrote({ Disposition: 'Complaint', homewardDispositionGuide: guide })
    mock
      .on(DescribeContactCommand, { ContactId: guide })
      .resolves({ Contact: { Id: guide, RelatedContactId: ben } })
    expect(await labels.labelOf(reply)).toEqual({ value: 'Complaint', of: ben })
  })

  it('is there though no guide is named, or Connect does not know it', async () => {
    wrote({ Disposition: 'Complaint' })
    expect(await labels.labelOf(reply)).toEqual({ value: 'Complaint', of: undefined })
    wrote({ Disposition: 'Complaint', homewardDispositionGuide: guide })
    mock.on(DescribeContactCommand).rejects(new ResourceNotFoundException(said))
    expect(await labels.labelOf(reply)).toEqual({ value: 'Complaint', of: undefined })
  })

  it('is nothing where nothing was picked', async () => {
    wrote({ Disposition: '', homewardDispositionGuide: guide })
    expect(await labels.labelOf(reply)).toBeUndefined()
    mock.on(GetContactAttributesCommand).rejects(new ResourceNotFoundException(said))
    expect(await labels.labelOf(reply)).toBeUndefined()
  })
})

describe('helping an agent', () => {
  const nudge = connectNudge(client, 'i-1')
  const look = { en: 'Look.', de: 'Bitte schauen.' }

  it('by a notification is done once for a contact', async () => {
    mock
      .on(CreateNotificationCommand)
      .resolvesOnce({ NotificationId: 'n-1', NotificationArn: 'n' })
      .rejects(new DuplicateResourceException(said))
    await nudge.notify(arnOf(ana), reply, look, nine)
    await nudge.notify(arnOf(ana), reply, look, nine)
    expect(mock.commandCalls(CreateNotificationCommand).map(({ args }) => args[0].input)).toEqual(
      Array(2).fill({
        InstanceId: 'i-1',
        Recipients: [arnOf(ana)],
        Content: { en_US: 'Look.', de_DE: 'Bitte schauen.' },
        Priority: 'HIGH',
        ExpiresAt: new Date(later(nine, 2 * HOUR)),
        ClientToken: `stuck-${ana}-${reply}`,
      }),
    )
  })

  it('fails where Connect does not take it, so that it is tried again', async () => {
    mock.on(CreateNotificationCommand).rejects(new ThrottlingException(said))
    await expect(nudge.notify(arnOf(ana), reply, look, nine)).rejects.toThrow(ThrottlingException)
  })

  it('by a status takes Available, or else the first that is routable', async () => {
    const ready = { Id: 's-2', Name: 'Ready' }
    mock
      .on(ListAgentStatusesCommand)
      .resolvesOnce({ AgentStatusSummaryList: [ready, { Id: 's-1', Name: 'Available' }] })
      .resolvesOnce({ AgentStatusSummaryList: [ready] })
      .resolves({})
    await nudge.setBack(ana)
    await nudge.setBack(ana)
    await expect(nudge.setBack(ana)).rejects.toThrow('no routable status')
    expect(mock.commandCalls(PutUserStatusCommand).map(({ args }) => args[0].input)).toEqual([
      { InstanceId: 'i-1', UserId: ana, AgentStatusId: 's-1' },
      { InstanceId: 'i-1', UserId: ana, AgentStatusId: 's-2' },
    ])
  })
})

describe('watching an agent', () => {
  it('starts one execution for agent and contact, to wake at a whole second', async () => {
    const states = mockClient(SFNClient)
    onTestFinished(() => states.restore())
    states.on(StartExecutionCommand).resolvesOnce({}).rejects(new ExecutionAlreadyExists(said))
    const watch = sfnStuckWatch(new SFNClient({ region: 'us-east-1' }), 'arn:machine')
    await watch.watch(ana, reply, later(nine, 1))
    await watch.watch(ana, reply, later(nine, 5000))
    expect(states.commandCalls(StartExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:machine',
      name: `${ana}-${reply}`,
      input: JSON.stringify({ agent: ana, contact: reply, until: '2026-03-02T09:00:01.000Z' }),
    })
    expect(states.commandCalls(StartExecutionCommand)).toHaveLength(2)
  })
})
