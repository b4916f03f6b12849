import { expect, it } from 'vitest'
import { GERMAN } from '../stories/build.ts'
import { MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices('customers who are spoken to')
const GREETING = 'Welcome. Somebody will be with you soon.'
const [FIRST, SECOND_ONE, THIRD] = [
  'Hello, are you there?',
  'We have not heard from you. Do you still need help?',
  'We will close this chat soon unless you write to us.',
] as const
const CLOSING =
  'We close this chat because we have not heard from you. If you are still there, please write to us now.'
const SILENT = 'No response from the customer'

/** Carla chats, and Ana has taken it. */
async function chatting(office: Office): Promise<string> {
  office.sets('ana', 'Available')
  const { chatId } = office.centre.connect.chats.start({
    ...{ flow: 'homeward-prod-inbound-chat', name: 'Carla', message: 'My invoice?' },
  })
  await office.pass(5 * SECOND)
  office.centre.connect.people.accept('ana', chatId)
  await office.pass(SECOND)
  return chatId
}

const chatOf = (office: Office, id: string) => office.centre.connect.chats.find(id)!

/** What Carla reads after the greeting, and how many seconds after Ana took the chat. */
function read(office: Office, id: string, since: number): [text: string, seconds: number][] {
  return chatOf(office, id)
    .transcript.filter(({ role, text }) => role === 'SYSTEM' && text !== undefined && text !== GREETING)
    .map(({ text, at }) => [text ?? '', Math.round((at - since) / SECOND)])
}

it('who says nothing is asked three times, two minutes apart, and then told of the close; their agent is free from the first question on', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const chat = await chatting(office)
  const since = office.now() - SECOND
  await office.pass(2 * MINUTE + 5 * SECOND)
  expect(office.contact(chat)).toMatchObject({ disconnectReason: 'IDLE_DISCONNECT' })
  const ana = office.centre.connect.people.list().find(({ username }) => username === 'ana')
  expect(ana?.contacts).toEqual([])
  expect((await office.record(chat))?.disposition).toBeUndefined()

  await office.pass(10 * MINUTE)
  const said = read(office, chat, since)
  expect(said.map(([text]) => text)).toEqual([FIRST, SECOND_ONE, THIRD, CLOSING])
  for (const [at, minutes] of [2, 4, 6, 8].entries())
    expect(Math.abs((said[at]?.[1] ?? 0) - minutes * 60)).toBeLessThanOrEqual(1)
  expect(chatOf(office, chat).over).toBe(true)
  expect(await office.record(chat)).toMatchObject({ disposition: SILENT, dispositionFrom: 'silence' })
  expect(office.contact(chat)).toMatchObject({
    segmentAttributes: { Disposition: { ValueString: SILENT } },
  })
})

it('who answers, at the last second of the last wait too, is with the same agent at once, stays there, and is asked anew when silent again', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const chat = await chatting(office)
  const { chats, people } = office.centre.connect
  await office.pass(9 * MINUTE - 2 * SECOND)
  expect(read(office, chat, 0).map(([text]) => text)).toEqual([FIRST, SECOND_ONE, THIRD, CLOSING])
  chats.write(chat, 'Sorry, I was away')
  await office.pass(SECOND)
  const { contactId: again } = chatOf(office, chat)
  expect(office.contact(again).criteria?.steps).toMatchObject([
    { agentIds: [office.idOf('ana')], durationSeconds: 30 },
  ])
  office.accepts('ana', again)
  await office.pass(MINUTE)
  people.message('ana', again, 'Welcome back')
  expect(office.phase(again)).toBe('CONNECTED')
  expect(office.contact(again)).toMatchObject({ previousContactId: chat })
  expect((await office.record(chat))?.disposition).toBeUndefined()

  await office.pass(70 * SECOND)
  expect(office.contact(again)).toMatchObject({ disconnectReason: 'IDLE_DISCONNECT' })
  expect(read(office, chat, 0).at(-1)?.[0]).toBe(FIRST)
})

/** Has the customer write at the very moment at which nudge-chat makes its n-th such call for them. */
function writesDuring(office: Office, chat: string, operation: string, nth: number): void {
  const { chats } = office.centre.connect
  let left = nth
  const stop = office.centre.calls.onCall((call, { input }) => {
    const { contactId, over } = chatOf(office, chat)
    const about = [chat, contactId].some((id) => JSON.stringify(input ?? '').includes(id))
    if (over || !about || call.operation !== operation || !/nudgechat/i.test(call.caller) || --left > 0)
      return
    stop()
    chats.write(chat, 'One moment')
  })
}

it('of three customers of one agent who fall silent together, those are heard who write while nothing listens: when a message is chosen, and after the last one, when the end is recorded', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const atOnce = await chatting(office)
  const atTheEnd = await chatting(office)
  const never = await chatting(office)
  writesDuring(office, atOnce, 'UpdateItem', 1)
  writesDuring(office, atTheEnd, 'UpdateContact', 1)
  await office.pass(12 * MINUTE)

  expect(read(office, atOnce, 0).map(([text]) => text)).toEqual([FIRST])
  expect(read(office, atTheEnd, 0).map(([text]) => text)).toEqual([FIRST, SECOND_ONE, THIRD, CLOSING])
  for (const chat of [atOnce, atTheEnd]) {
    expect(chatOf(office, chat).over).toBe(false)
    office.accepts('ana', chatOf(office, chat).contactId)
  }
  expect(chatOf(office, never).over).toBe(true)
})

it('is spoken to without the stream as well, in their language; what comes late, or twice, or of a chat that is over changes nothing', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  office.breaks({
    ...{ service: 'connect', operation: 'StartContactStreaming', when: 'before' },
    error: 'LimitExceededException',
  })
  const chat = await chatting(office)
  await office.call('connect', 'UpdateContactAttributes', {
    ...{ InstanceId: office.instanceId(), InitialContactId: chat, Attributes: { language: 'de-AT' } },
  })
  await office.pass(3 * MINUTE)
  const { contactId } = chatOf(office, chat)
  const Attributes = { homewardNudge: '1', language: 'de' }
  const ContactData = { Channel: 'CHAT', ContactId: contactId, PreviousContactId: chat, Attributes }
  const asked = { Details: { ContactData } }
  const [once, again] = [await office.invokes('nudge-chat', asked), await office.invokes('nudge-chat', asked)]
  expect(once.answer).toEqual({ next: 'say', text: GERMAN.messages[1], waitSeconds: '120', step: '2' })
  expect(again).toEqual(once)

  await office.pass(10 * MINUTE)
  expect(read(office, chat, 0).map(([text]) => text)).toEqual([...GERMAN.messages, GERMAN.closingMessage])
  expect(chatOf(office, chat).over).toBe(true)
  expect(office.counted('ChatsNotStreamed')).toBe(1)
  const before = await office.record(chat)
  const attribute = (Value: string) => ({ Type: 'String', Value })
  const MessageAttributes = {
    ContactId: attribute(contactId),
    ParticipantRole: attribute('CUSTOMER'),
    Type: attribute('MESSAGE'),
  }
  const late = { Records: [{ Sns: { Timestamp: '2026-01-05T08:00:00.000Z', MessageAttributes } }] }
  for (const event of [late, late])
    expect((await office.invokes('note-chat-message', event)).error).toBeUndefined()
  expect(await office.record(chat)).toEqual(before)
  expect(await office.record(contactId)).toMatchObject({ customerSpokeAt: Date.parse('2026-01-05T08:00Z') })
})

it('who answered is not called silent where they give up in the queue, though the chat is not streamed', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  office.breaks({ operation: 'StartContactStreaming', error: 'InvalidRequestException', when: 'before' })
  const chat = await chatting(office)
  await office.pass(2 * MINUTE + 30 * SECOND)
  office.sets('ana', 'Offline')
  office.centre.connect.chats.write(chat, 'Here I am')
  await office.pass(10 * SECOND)
  office.centre.connect.chats.leave(chat)
  await office.pass(MINUTE)
  expect(chatOf(office, chat).over).toBe(true)
  expect((await office.record(chat))?.disposition).toBeUndefined()
})

it('is told of the close by the flow alone where our function fails', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  office.breaks({
    ...{ caller: 'nudgechat', operation: 'UpdateItem', when: 'before' },
    error: 'InternalServerError',
  })
  const chat = await chatting(office)
  await office.pass(5 * MINUTE)
  expect(read(office, chat, 0).map(([text]) => text)).toEqual([CLOSING])
  expect(chatOf(office, chat).over).toBe(true)
})

it('is with the agent whom another gave the chat to: counted anew from their joining, asked, and closed as their contact', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const first = await chatting(office)
  office.sets('ben', 'Available')
  await office.pass(MINUTE)
  const { people } = office.centre.connect
  const given = people.transfer('ana', first, { quickConnect: 'Transfer chat' })
  office.sets('ana', 'Offline')
  await office.pass(10 * SECOND)
  office.accepts('ben', given)
  const since = office.now()
  await office.pass(MINUTE)
  people.message('ben', given, 'Ben here')
  await office.pass(12 * MINUTE)
  expect(read(office, first, since).map(([text, at]) => [text, Math.round(at / 60)])).toEqual([
    ...[
      [FIRST, 2],
      [SECOND_ONE, 4],
      [THIRD, 6],
      [CLOSING, 8],
    ],
  ])
  expect(chatOf(office, first).over).toBe(true)
  expect(office.contact(given)).toMatchObject({ disconnectReason: 'IDLE_DISCONNECT' })
  expect(await office.record(given)).toMatchObject({ disposition: SILENT })
  expect((await office.record(first))?.disposition).toBeUndefined()
})

/** What `nudge-chat` says when the flow asks it, at a step, about the chat's latest contact. */
async function asked(office: Office, chat: string, contactId: string, step: string) {
  const ContactData = {
    ...{ Channel: 'CHAT', ContactId: contactId, PreviousContactId: chat },
    Attributes: { homewardNudge: step },
  }
  return (await office.invokes('nudge-chat', { Details: { ContactData } })).answer
}

it('what the stream tells twice or minutes late of words that an agent read keeps nobody from being asked; who is told to be back is, whoever asks again', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const chat = await chatting(office)
  office.breaks({ deliver: 'twice', detailType: 'Chat Message', probability: 1 })
  office.centre.connect.chats.write(chat, 'Read by Ana')
  await office.pass(SECOND)
  office.mends()
  office.breaks({ deliver: 'late', lateByMs: 3 * MINUTE, detailType: 'Chat Message', probability: 1 })
  office.centre.connect.chats.write(chat, 'Read by Ana, told of late')
  const since = office.now()
  await office.pass(5 * MINUTE)
  const asking = chatOf(office, chat).contactId
  expect(read(office, chat, since)).toEqual([
    [FIRST, 120],
    [SECOND_ONE, 240],
  ])
  office.centre.connect.chats.write(chat, 'Back, and told of late as well')
  await office.pass(5 * SECOND)
  office.accepts('ana', chatOf(office, chat).contactId)
  await office.pass(4 * MINUTE)
  expect((await office.record(asking))?.customerSpokeAt).toBeDefined()
  expect(await asked(office, chat, asking, '2')).toEqual({ next: 'return' })
  expect(await office.deadLetters()).toEqual({})
})

it('who goes while they are asked is asked nothing more, their agent has nothing of it, and the contact its disposition; asking late about them is harmless', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  const chat = await chatting(office)
  await office.pass(3 * MINUTE)
  const { chats, people } = office.centre.connect
  const asking = chatOf(office, chat).contactId
  chats.leave(chat)
  await office.pass(10 * MINUTE)
  expect(chatOf(office, chat).over).toBe(true)
  expect(read(office, chat, 0).map(([text]) => text)).toEqual([FIRST])
  expect(people.list().find(({ username }) => username === 'ana')?.contacts).toEqual([])
  expect(await office.record(chat)).toMatchObject({ disposition: SILENT, dispositionFrom: 'silence' })
  expect(office.contact(chat)).toMatchObject({ segmentAttributes: { Disposition: { ValueString: SILENT } } })
  expect(await asked(office, chat, asking, '4')).toMatchObject({ next: 'listen' })
  expect(await office.deadLetters()).toEqual({})
})

it.each([
  ['the stream alone', true],
  ['its contact event alone', false],
])(
  'is asked in time, of three who fall silent together, where Connect says nothing of why they are alone, but %s does',
  async (_, told) => {
    const office = await open({
      ...{ assembly: 'customers who are spoken to', sweep: false },
      switches: { chatStreamsTellAutoDisconnection: told },
    })
    office.breaks({
      ...{ caller: 'closechat', operation: 'DescribeContact', when: 'before' },
      error: 'InvalidRequestException',
    })
    const chats = [await chatting(office), await chatting(office), await chatting(office)]
    const since = office.now()
    if (told) office.breaks({ deliver: 'drop', probability: 1 })
    for (const chat of chats) office.centre.connect.chats.write(chat, 'One moment')
    await office.pass(130 * SECOND)
    for (const chat of chats) {
      const [[text, at] = [], ...more] = read(office, chat, since)
      expect([text, more]).toEqual([FIRST, []])
      expect(at).toBeLessThanOrEqual(123)
    }
    const ana = office.centre.connect.people.list().find(({ username }) => username === 'ana')
    expect(ana?.contacts).toEqual([])
    office.centre.connect.chats.write(chats[1]!, 'Here I am')
    await office.pass(SECOND)
    const { contactId: again } = chatOf(office, chats[1]!)
    expect(office.contact(again).criteria?.steps).toMatchObject([{ agentIds: [office.idOf('ana')] }])
  },
)

it('is asked all the same where nothing says at first why they are alone, and Connect only later', async () => {
  const office = await open({ assembly: 'customers who are spoken to', sweep: false })
  office.breaks({ deliver: 'drop', probability: 1 })
  // Connect calls a function of a flow up to four times: it is asked again after two seconds, and then every ten.
  office.breaks({
    ...{ caller: 'closechat', operation: 'DescribeContact', when: 'before', times: 8 },
    error: 'InvalidRequestException',
  })
  const chat = await chatting(office)
  const since = office.now() - SECOND
  await office.pass(12 * MINUTE)
  const said = read(office, chat, since)
  expect(said.map(([text]) => text)).toEqual([FIRST, SECOND_ONE, THIRD, CLOSING])
  expect(said[0]?.[1]).toBe(133)
  expect(await office.record(chat)).toMatchObject({ disposition: SILENT })
})
