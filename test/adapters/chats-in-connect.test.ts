import {
  ConnectClient,
  DescribeContactCommand,
  ResourceNotFoundException,
  StartContactStreamingCommand,
  ThrottlingException,
  UpdateParticipantRoleConfigCommand,
} from '@aws-sdk/client-connect'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import { connectChatStreams } from '../../lambdas/adapters/connect-chat-streams.ts'
import { connectChatTimers } from '../../lambdas/adapters/connect-chat-timers.ts'
import { connectContacts } from '../../lambdas/adapters/connect-contacts.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'

const mock = mockClient(ConnectClient)
afterAll(() => mock.restore())
const client = new ConnectClient({ region: 'us-east-1' })
const timers = connectChatTimers(client, 'i-1')
const directory = connectContacts(client, 'i-1')
const chat = 'chat-1' as ContactId
const said = { $metadata: {}, message: 'no' } as const

beforeEach(() => mock.reset())

describe('a chat in Connect', () => {
  it('is watched by the two timers of the customer, and by none of the agent', async () => {
    await timers.watch(chat, { idleMinutes: 2, closeAfterMinutes: 6 })
    const [call] = mock.commandCalls(UpdateParticipantRoleConfigCommand)
    const timer = (TimerType: string, ParticipantTimerDurationInMinutes: number) => ({
      ...{ ParticipantRole: 'CUSTOMER', TimerType, TimerValue: { ParticipantTimerDurationInMinutes } },
    })
    expect(call?.args[0].input).toEqual({
      InstanceId: 'i-1',
      ContactId: chat,
      ChannelConfiguration: {
        Chat: { ParticipantTimerConfigList: [timer('IDLE', 2), timer('DISCONNECT_NONCUSTOMER', 6)] },
      },
    })
  })

  it('is parted from its agent by one timer, where it is spoken to afterwards', async () => {
    await timers.watch(chat, { closeAfterMinutes: 2 })
    const [call] = mock.commandCalls(UpdateParticipantRoleConfigCommand)
    const list = call?.args[0].input.ChannelConfiguration?.Chat?.ParticipantTimerConfigList
    expect(list?.map(({ TimerType }) => TimerType)).toEqual(['DISCONNECT_NONCUSTOMER'])
  })

  it('is streamed to the topic, by the same request however often it is asked for', async () => {
    const streams = connectChatStreams(client, 'i-1', () => 'arn:topic')
    await streams.start(chat)
    await streams.start(chat)
    const inputs = mock.commandCalls(StartContactStreamingCommand).map(({ args }) => args[0].input)
    expect(new Set(inputs.map((input) => JSON.stringify(input))).size).toBe(1)
    expect(inputs[0]).toMatchObject({
      ContactId: chat,
      ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:topic' },
    })
  })

  it('says how it ended and who had it, or that it is not there; other refusals are passed on', async () => {
    const AgentInfo = { Id: 'a-1', ConnectedToAgentTimestamp: new Date(1_767_603_600_000) }
    const Contact = { DisconnectReason: 'IDLE_DISCONNECT', AgentInfo }
    mock
      .on(DescribeContactCommand)
      .resolvesOnce({ Contact })
      .rejectsOnce(new ResourceNotFoundException(said))
      .rejectsOnce(new ThrottlingException(said))
    expect(await directory.describe(chat)).toMatchObject({
      disconnectReason: 'IDLE_DISCONNECT',
      agent: 'a-1',
    })
    expect(await directory.describe(chat)).toBeUndefined()
    await expect(directory.describe(chat)).rejects.toThrow(ThrottlingException)
  })
})
