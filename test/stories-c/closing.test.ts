import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const DAY = 24 * HOUR
/** Here the window is 30 days: after 90, the default, Connect itself does not know any more what a mail answers. */
const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

/** A set of strings in the table, of which the office's own reader shows nothing. */
async function openContactsOf(office: Office, thread: string): Promise<string[]> {
  const { Item } = await office.call('dynamodb', 'GetItem', {
    TableName: office.table(),
    Key: { pk: { S: `THREAD#${thread}` } },
  })
  return Item?.open?.SS ?? []
}

const threadOf = (office: Office, thread: string) => office.item(`THREAD#${thread}`)

describe('a thread (E10)', () => {
  it('is closed by its agent, and opened again by its customer alone, for its owner', async () => {
    const office = await open({ sweep: false })
    const { contact, answer } = await office.threadOf('ana')
    expect(await openContactsOf(office, contact)).toEqual([])
    const closed = await threadOf(office, contact)
    expect(closed).toMatchObject({ owner: office.idOf('ana'), lastEndedAt: expect.any(Number) })

    const away = await office.customerWrites({ answers: answer, subject: 'Automatic reply: My invoice' })
    expect(await openContactsOf(office, contact)).toEqual([])
    expect(await office.record(away.contact)).toMatchObject({ route: 'automatic', thread: contact })
    expect(await threadOf(office, contact)).toEqual(closed)

    office.sets('ben', 'Available')
    const { contact: reply } = await office.customerWrites({ answers: answer })
    expect(await openContactsOf(office, contact)).toEqual([reply])
    expect(await office.record(reply)).toMatchObject({
      thread: contact,
      holdOwner: office.idOf('ana'),
      threadClosedAt: closed?.lastEndedAt,
    })
    office.sets('ana', 'Available')
    await office.pass(SECOND)
    expect(office.holder(reply)).toBe('ana')
  })

  it('is open, in whatever order a close and a reply in the same second are told', async () => {
    for (const late of [false, true]) {
      const office = await open({ sweep: false })
      office.sets('ana', 'Available')
      const { contact } = await office.customerWrites()
      const answer = await office.agentAnswers('ana', contact)
      if (late) office.breaks({ deliver: 'late', probability: 1, lateByMs: MINUTE })
      office.centre.connect.people.close('ana', contact)
      const { contact: reply } = await office.customerWrites({ answers: answer })
      office.mends()
      await office.pass(5 * MINUTE)
      expect(await openContactsOf(office, contact)).toEqual([reply])
      expect(await office.record(reply)).toMatchObject({ thread: contact })
    }
  })

  it('is followed by a new one, of the same owner, when the reply comes after the window', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const { contact, answer } = await office.threadOf('ana')
    office.centre.connect.people.logOut('ana')
    await office.pass(31 * DAY)
    const { contact: late } = await office.customerWrites({ answers: answer })
    expect(await office.record(late)).toMatchObject({
      thread: late,
      predecessor: contact,
      holdOwner: office.idOf('ana'),
    })
    expect(await threadOf(office, late)).toMatchObject({ predecessor: contact, owner: office.idOf('ana') })
    expect(await threadOf(office, contact)).toMatchObject({ successor: late })

    office.sets('ana', 'Available')
    await office.pass(SECOND)
    const second = await office.agentAnswers('ana', late)
    await office.agentCloses('ana', late)
    const { contact: next } = await office.customerWrites({ answers: second })
    expect(await office.record(next)).toMatchObject({ thread: late, threadClosedAt: expect.any(Number) })
  })

  it('stays open through a transfer, and is closed where that ends', async () => {
    const office = await open({ sweep: false })
    office.sets('ana', 'Available')
    const { contact } = await office.customerWrites()
    office.centre.connect.people.accept('ana', contact)
    office.sets('ben', 'Available')
    const moved = office.centre.connect.people.transfer('ana', contact, { agent: 'ben' })
    await office.pass(5 * SECOND)
    expect(await openContactsOf(office, contact)).toEqual([moved])
    expect(await office.record(contact)).toMatchObject({ continuedBy: moved })
    office.centre.connect.people.accept('ben', moved)
    await office.agentCloses('ben', moved)
    await office.pass(5 * SECOND)
    expect(await openContactsOf(office, contact)).toEqual([])
    expect(await threadOf(office, contact)).toMatchObject({ owner: office.idOf('ben') })
  })
})
