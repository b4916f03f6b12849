import { expect, it } from 'vitest'
import { MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices('customers who chat')
const GREETING = 'Welcome. Somebody will be with you soon.'
const CLOSING =
  'We close this chat because we have not heard from you. If you are still there, please write to us now.'

/** Carla chats, and Ana has taken it. */
async function chatting(office: Office): Promise<string> {
  office.sets('ana', 'Available')
  const { chats, people } = office.centre.connect
  const { chatId } = chats.start({
    flow: 'homeward-prod-inbound-chat',
    name: 'Carla',
    message: 'My invoice?',
  })
  await office.pass(5 * SECOND)
  people.accept('ana', chatId)
  await office.pass(SECOND)
  return chatId
}

const chatOf = (office: Office, id: string) => {
  const { over, contactId, transcript, signals } = office.centre.connect.chats.find(id)!
  return {
    over,
    contactId,
    said: transcript.flatMap(({ text }) => text ?? []),
    signals: signals.map(({ contentType }) => contentType.slice(contentType.lastIndexOf('.') + 1)),
  }
}

it('a customer who writes at the last moment keeps the agent; one who stays silent is told, and the chat is closed with its disposition', async () => {
  const office = await open({ assembly: 'customers who chat', sweep: false })
  const chat = await chatting(office)
  const { chats, people } = office.centre.connect

  await office.pass(8 * MINUTE - 2 * SECOND)
  expect(chatOf(office, chat)).toMatchObject({ over: false, contactId: chat, signals: ['idle'] })
  chats.write(chat, 'Here I am')
  await office.pass(7 * MINUTE)
  people.message('ana', chat, 'What about it?')
  await office.pass(MINUTE - 2 * SECOND)
  expect(office.phase(chat)).toBe('CONNECTED')
  expect(chatOf(office, chat).said).not.toContain(CLOSING)

  await office.pass(12 * SECOND)
  expect(chatOf(office, chat)).toMatchObject({
    over: false,
    said: ['My invoice?', GREETING, 'Here I am', 'What about it?', CLOSING],
    signals: ['idle', 'returned', 'idle', 'autodisconnection'],
  })
  expect(office.contact(chat)).toMatchObject({
    disconnectReason: 'IDLE_DISCONNECT',
    segmentAttributes: { Disposition: { ValueString: 'No response from the customer' } },
  })
  expect(await office.record(chat)).toMatchObject({
    ...{ disposition: 'No response from the customer', dispositionFrom: 'silence' },
  })
  expect(people.list().find(({ username }) => username === 'ana')?.contacts).toEqual([])

  await office.pass(MINUTE)
  expect(chatOf(office, chat).over).toBe(true)
  expect(office.contact(chatOf(office, chat).contactId)).toMatchObject({
    ...{ initiationMethod: 'DISCONNECT', disconnectReason: 'CONTACT_FLOW_DISCONNECT' },
  })
})

it('a customer who writes after the closing message, late as it is where Connect does not say at first why they are alone, gets an agent again, whose silence is counted anew', async () => {
  const office = await open({ assembly: 'customers who chat', sweep: false })
  // Connect calls a function of a flow up to four times; then the flow waits, and asks again.
  office.breaks({
    ...{ caller: 'closechat', operation: 'DescribeContact', when: 'before', times: 4 },
    error: 'InvalidRequestException',
  })
  const chat = await chatting(office)
  const { chats } = office.centre.connect
  await office.pass(8 * MINUTE + 30 * SECOND)
  chats.write(chat, 'Sorry, I was away')
  await office.pass(5 * SECOND)
  const { contactId: again } = chatOf(office, chat)
  office.accepts('ana', again)
  await office.pass(8 * MINUTE + 5 * SECOND)
  expect(office.contact(again)).toMatchObject({
    ...{ previousContactId: chat, disconnectReason: 'IDLE_DISCONNECT' },
  })
  expect(chatOf(office, chat).said.filter((text) => text === CLOSING)).toHaveLength(2)
  await office.pass(MINUTE)
  expect(chatOf(office, chat).over).toBe(true)
})

it('a chat that Ana ends says nothing of silence; without our function chats are queued all the same', async () => {
  const office = await open({ assembly: 'customers who chat', sweep: false })
  office.centre.faults.add({
    ...{ service: 'connect', operation: 'UpdateParticipantRoleConfig', when: 'before' },
    error: 'InvalidRequestException',
  })
  const chat = await chatting(office)
  await office.pass(30 * MINUTE)
  expect(chatOf(office, chat)).toMatchObject({ over: false, signals: [] })
  office.centre.connect.people.close('ana', chat)
  await office.pass(10 * SECOND)
  expect(chatOf(office, chat)).toMatchObject({ over: true, said: ['My invoice?', GREETING] })
  expect(await office.record(chat)).toBeUndefined()
})
