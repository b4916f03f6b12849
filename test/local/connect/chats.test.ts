import { describe, expect, it } from 'vitest'
import { aChatCentre } from './a-chat.ts'

const participant = { DisplayName: 'Ada' }

describe('a chat', () => {
  it('is queued by its flow, offered, and taken as often as the agent has chat slots', async () => {
    const centre = await aChatCentre()
    centre.connect.people.setStatus('ana', 'Available')
    const chats = [await centre.chat('Hello'), await centre.chat(), await centre.chat()]
    for (const { contactId } of chats.slice(0, 2)) centre.connect.people.accept('ana', contactId)
    await centre.pass(1)
    const phases = chats.map(
      ({ contactId }) => (centre.connect.contact(contactId) as { State: string }).State,
    )
    expect(phases).toEqual(['CONNECTED', 'CONNECTED', 'QUEUED'])
    expect(centre.seen(chats[0]!)).toEqual([
      'CUSTOMER Hello',
      'CUSTOMER participant.joined',
      'SYSTEM Welcome',
      'AGENT participant.joined',
    ])
  })

  it('is told of as contact events of channel CHAT', async () => {
    const centre = await aChatCentre()
    const { contactId } = await centre.taken()
    centre.connect.chats.leave(contactId)
    await centre.pass(1)
    const told = centre.events.map(({ detail }) => detail)
    expect(told.map(({ eventType }) => eventType)).toEqual([
      'INITIATED',
      'CONNECTED_TO_SYSTEM',
      'QUEUED',
      'CONNECTED_TO_AGENT',
      'DISCONNECTED',
      'COMPLETED',
    ])
    expect(told.at(-1)).toMatchObject({
      channel: 'CHAT',
      initiationMethod: 'API',
      disconnectReason: 'CUSTOMER_DISCONNECT',
    })
    expect(Date.parse(told.at(-1).connectedToSystemTimestamp)).toBe(Date.parse(told[0].initiationTimestamp))
  })

  it('takes a slot in the agent event stream from the offer to the end', async () => {
    const centre = await aChatCentre()
    await centre.ask('AssociateInstanceStorageConfig', {
      ResourceType: 'AGENT_EVENTS',
      StorageConfig: {
        StorageType: 'KINESIS_STREAM',
        KinesisStreamConfig: { StreamArn: 'arn:aws:kinesis:us-east-1:111122223333:stream/agents' },
      },
    })
    const { chatId } = await centre.taken()
    centre.connect.chats.leave(chatId)
    await centre.pass(1)
    const told = centre.calls
      .filter(({ operation }) => operation === 'PutRecords')
      .flatMap(({ input }) => input.Records)
      .map(({ Data }) => JSON.parse(Buffer.from(Data).toString()).CurrentAgentSnapshot)
      .filter(({ AgentStatus }) => AgentStatus.Name === 'Available')
    const inShort = told.map(({ Contacts: [contact], Configuration: { RoutingProfile } }) => [
      contact && `${contact.Channel} ${contact.State}`,
      RoutingProfile.Concurrency[0].AvailableSlots,
    ])
    expect(inShort).toEqual([
      [undefined, 2],
      ['CHAT CONNECTING', 1],
      ['CHAT CONNECTED', 1],
      [undefined, 2],
    ])
  })

  it('carries what both write, and refuses what is too long', async () => {
    const centre = await aChatCentre()
    const chat = await centre.taken()
    centre.connect.chats.write(chat.chatId, 'Is anybody there?')
    centre.connect.people.message('ana', chat.contactId, 'I am')
    expect(centre.seen(chat).slice(-2)).toEqual(['CUSTOMER Is anybody there?', 'AGENT I am'])
    expect(() => centre.connect.chats.write(chat.chatId, 'x'.repeat(1025))).toThrow(/1 to 1024/)
    expect(() => centre.connect.chats.write(chat.chatId, '')).toThrow(/1 to 1024/)
  })

  it('that its agent ends goes to the disconnect flow, on a contact of its own', async () => {
    const centre = await aChatCentre()
    const chat = await centre.taken()
    centre.connect.people.close('ana', chat.contactId)
    await centre.pass(1)
    expect(centre.seen(chat).slice(-4)).toEqual([
      'AGENT participant.left',
      'SYSTEM Goodbye',
      'CUSTOMER participant.left',
      'SYSTEM chat.ended',
    ])
    const { contactId, over } = centre.now(chat)
    expect(over).toBe(true)
    const last = await centre.ask('DescribeContact', { ContactId: contactId })
    expect(last.Contact).toMatchObject({
      InitiationMethod: 'DISCONNECT',
      PreviousContactId: chat.contactId,
      InitialContactId: chat.chatId,
      DisconnectReason: 'CONTACT_FLOW_DISCONNECT',
    })
    const first = await centre.ask('DescribeContact', { ContactId: chat.contactId })
    expect(first.Contact.DisconnectReason).toBe('AGENT_DISCONNECT')
  })

  it.each([
    [59, 'QUEUED'],
    [61, 'ENDED'],
  ])(
    'that its agent left is queued again where the customer writes within the minute: after %i s it is %s',
    async (seconds, phase) => {
      const centre = await aChatCentre({ returnsWithin: 60 })
      const chat = await centre.taken()
      centre.connect.people.setStatus('ana', 'Offline')
      centre.connect.people.close('ana', chat.contactId)
      await centre.pass(seconds)
      if (phase === 'QUEUED') centre.connect.chats.write(chat.chatId, 'One more thing')
      await centre.pass(1)
      const { contactId, over } = centre.now(chat)
      expect(centre.connect.contacts().find(({ id }) => id === contactId)?.phase).toBe(phase)
      expect(over).toBe(phase === 'ENDED')
    },
  )

  it('that its agent ends without a disconnect flow is over for both', async () => {
    const centre = await aChatCentre({ goodbye: false })
    const chat = await centre.taken()
    centre.connect.people.close('ana', chat.contactId)
    await centre.pass(1)
    expect(centre.now(chat)).toMatchObject({ over: true, contactId: chat.contactId })
    expect(() => centre.connect.chats.write(chat.chatId, 'Wait!')).toThrow(/is over/)
  })

  it('that its customer ends is followed by no flow', async () => {
    const centre = await aChatCentre()
    const chat = await centre.taken()
    centre.connect.chats.leave(chat.chatId)
    await centre.pass(60)
    expect(centre.seen(chat)).not.toContain('SYSTEM Goodbye')
    expect(centre.connect.contacts()).toHaveLength(1)
  })

  it('goes on at the next agent after a transfer', async () => {
    const centre = await aChatCentre()
    await centre.agent('ben', {
      profileId: await chatProfile(centre),
    })
    const chat = await centre.taken()
    centre.connect.people.setStatus('ben', 'Available')
    const next = centre.connect.people.transfer('ana', chat.contactId, { agent: 'ben' })
    await centre.pass(1)
    centre.connect.people.accept('ben', next)
    centre.connect.people.message('ben', next, 'Ben here')
    expect(centre.now(chat)).toMatchObject({ contactId: next, over: false })
    expect(centre.seen(chat)).toContain('AGENT Ben here')
    expect(centre.seen(chat)).not.toContain('SYSTEM Goodbye')
  })

  it('ends after 25 hours, counted over its whole chain', async () => {
    const centre = await aChatCentre()
    const chat = await centre.chat()
    await centre.pass(25 * 3600 - 2)
    expect(centre.now(chat).over).toBe(false)
    await centre.pass(2)
    expect(centre.now(chat).over).toBe(true)
  })
})

async function chatProfile(centre: {
  ask(operation: string, input?: object): Promise<any>
}): Promise<string> {
  const { RoutingProfileSummaryList: profiles } = await centre.ask('ListRoutingProfiles')
  return profiles.find(({ Name }: { Name: string }) => Name === 'Chat').Id
}

describe('StartChatContact', () => {
  it('gives a token with which the customer connects, and the same again for the same client token', async () => {
    const centre = await aChatCentre()
    const ContactFlowId = (await flowNamed(centre, 'Chat')).Id
    const request = {
      ContactFlowId,
      ParticipantDetails: participant,
      InitialMessage: { ContentType: 'text/plain', Content: 'Hello' },
      Attributes: { topic: 'kettle' },
      ClientToken: 'once',
    }
    const started = await centre.ask('StartChatContact', request)
    expect(await centre.ask('StartChatContact', request)).toEqual(started)
    await centre.pass(1)
    expect(() => centre.connect.chats.write(started.ContactId, 'x')).toThrow(/not connected yet/)
    centre.connect.chats.connect(started.ParticipantToken)
    centre.connect.chats.write(started.ContactId, 'x')
    const { Attributes } = await centre.ask('GetContactAttributes', { InitialContactId: started.ContactId })
    expect(Attributes).toEqual({ topic: 'kettle' })
    expect(() => centre.connect.chats.connect('another')).toThrow(/no chat has this/)
  })

  it('ends the chat of a customer who does not connect within five minutes', async () => {
    const centre = await aChatCentre()
    const ContactFlowId = (await flowNamed(centre, 'Chat')).Id
    const { ContactId } = await centre.ask('StartChatContact', {
      ContactFlowId,
      ParticipantDetails: participant,
    })
    await centre.pass(300)
    const { Contact } = await centre.ask('DescribeContact', { ContactId })
    expect(Contact.DisconnectReason).toBe('CUSTOMER_CONNECTION_NOT_ESTABLISHED')
  })

  it('refuses as documented, and what is not modelled', async () => {
    const centre = await aChatCentre({ switches: { concurrentChats: 1 } })
    const ContactFlowId = (await flowNamed(centre, 'Chat')).Id
    const start = (more: object) =>
      centre.ask('StartChatContact', { ContactFlowId, ParticipantDetails: participant, ...more })
    const refused = async (more: object, name: string) =>
      await expect(start(more)).rejects.toMatchObject({ name })
    await refused({ ParticipantDetails: { DisplayName: '' } }, 'InvalidParameterException')
    await refused({ ChatDurationInMinutes: 59 }, 'InvalidParameterException')
    await refused({ SupportedMessagingContentTypes: ['text/markdown'] }, 'InvalidParameterException')
    await refused(
      { InitialMessage: { ContentType: 'text/plain', Content: 'x'.repeat(1025) } },
      'InvalidParameterException',
    )
    await refused({ ContactFlowId: 'unknown' }, 'ResourceNotFoundException')
    await refused({ PersistentChat: { SourceContactId: 'c' } }, 'InvalidRequestException')
    await start({})
    await refused({}, 'LimitExceededException')
  })
})

async function flowNamed(centre: { ask(operation: string, input?: object): Promise<any> }, name: string) {
  const { ContactFlowSummaryList: flows } = await centre.ask('ListContactFlows')
  return flows.find(({ Name }: { Name: string }) => Name === name)
}
