import { describe, expect, it } from 'vitest'
import { aChatCentre } from './a-chat.ts'

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:chats'
const to = (StreamingEndpointArn: string) => ({ ChatStreamingConfiguration: { StreamingEndpointArn } })

describe('a chat that is streamed', () => {
  it('tells the topic of everything from then on, over its whole chain, who is idle too', async () => {
    const centre = await aChatCentre()
    const chat = await centre.taken()
    const { StreamingId } = await centre.ask('StartContactStreaming', {
      ContactId: chat.chatId,
      ...to(TOPIC),
    })
    expect(StreamingId).toMatch(/^[0-9a-f-]{36}$/)
    centre.connect.chats.write(chat.chatId, 'Hello')
    centre.connect.people.message('ana', chat.contactId, 'Yes?')
    centre.connect.people.close('ana', chat.contactId)
    await centre.pass(1)
    const { contactId } = centre.now(chat)
    const told = centre.published.map(({ attributes: { ParticipantRole, Type, ContactId } }) => [
      ...[ParticipantRole, Type, ContactId === contactId ? 'after the agent' : 'with the agent'],
    ])
    expect(told.slice(0, 4)).toEqual([
      ['CUSTOMER', 'MESSAGE', 'with the agent'],
      ['AGENT', 'MESSAGE', 'with the agent'],
      ['AGENT', 'EVENT', 'with the agent'],
      ['SYSTEM', 'MESSAGE', 'after the agent'],
    ])
    expect(centre.published[0]).toMatchObject({
      topicArn: TOPIC,
      attributes: {
        ...{ InitialContactId: chat.chatId, InstanceId: centre.instanceId, AccountId: '111122223333' },
        ...{ ContentType: 'text/plain', MessageVisibility: 'ALL' },
      },
      caller: { principal: 'connect.amazonaws.com', sourceArn: expect.stringContaining(centre.instanceId) },
    })
    expect(JSON.parse(centre.published[0]?.message ?? '')).toMatchObject({
      ...{ Type: 'MESSAGE', Content: 'Hello', DisplayName: 'Ada', AbsoluteTime: '2026-11-02T09:00:02.000Z' },
    })
  })

  it.each([
    [true, ['idle', 'autodisconnection']],
    [false, ['idle']],
  ])(
    'is told, %s, that the customer’s silence parted the agent, on the agent’s contact',
    async (told, kinds) => {
      const centre = await aChatCentre({ switches: { chatStreamsTellAutoDisconnection: told } })
      const minutes = { ParticipantTimerDurationInMinutes: 2 }
      const timers = ['IDLE', 'DISCONNECT_NONCUSTOMER'].map((TimerType) => ({
        ...{ ParticipantRole: 'CUSTOMER', TimerType, TimerValue: minutes },
      }))
      const offered = await centre.chat()
      const { chatId: ContactId } = offered
      await centre.ask('UpdateParticipantRoleConfig', {
        ...{ ContactId, ChannelConfiguration: { Chat: { ParticipantTimerConfigList: timers } } },
      })
      await centre.ask('StartContactStreaming', { ContactId, ...to(TOPIC) })
      centre.connect.people.setStatus('ana', 'Available')
      await centre.pass(1)
      centre.connect.people.accept('ana', offered.contactId)
      await centre.pass(5 * 60)
      const signals = centre.published
        .map(({ attributes }) => attributes)
        .filter(({ ParticipantRole, Type }) => ParticipantRole === 'CUSTOMER' && Type === 'EVENT')
        // The flow that says goodbye has the customer leave.
        .filter(({ ContactId }) => ContactId === offered.contactId)
      expect(signals.map(({ ContentType }) => ContentType?.split('participant.')[1])).toEqual(kinds)
    },
  )

  it('is asked for once: the same request is answered alike, another one refused', async () => {
    const centre = await aChatCentre()
    const { chatId: ContactId } = await centre.taken()
    const asked = { ContactId, ...to(TOPIC), ClientToken: 'once' }
    const first = await centre.ask('StartContactStreaming', asked)
    expect(await centre.ask('StartContactStreaming', asked)).toEqual(first)
    await expect(centre.ask('StartContactStreaming', { ContactId, ...to(TOPIC) })).rejects.toMatchObject({
      name: 'LimitExceededException',
    })
  })

  it.each([
    ['a topic that does not let Connect in', TOPIC.replace('chats', 'closed'), /closed is closed/],
    ['a contact that is not the first of its chain', TOPIC, /not the first one/],
    ['a chat that is over', TOPIC, /has ended/],
  ])('is refused for %s', async (which, topicArn, problem) => {
    const centre = await aChatCentre()
    const chat = await centre.taken()
    const ContactId = which.includes('chain')
      ? centre.connect.people.transfer('ana', chat.contactId, { queue: 'Help' })
      : chat.chatId
    if (which.includes('over')) centre.connect.chats.leave(chat.chatId)
    await centre.pass(1)
    await expect(centre.ask('StartContactStreaming', { ContactId, ...to(topicArn) })).rejects.toMatchObject({
      ...{ name: 'InvalidRequestException', message: expect.stringMatching(problem) },
    })
  })
})
