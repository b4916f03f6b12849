import { describe, expect, it } from 'vitest'
import { readLedger } from '../../bin/explain/ledger.ts'
import { CARLA, MINUTE, SECOND } from '../stories/office.ts'
import { BILLING, SALES, SUPPORT } from './build.ts'
import { type MailOffice, mailOffices } from './mail-office.ts'

const open = mailOffices()
const AUTOMATIC = ['Auto-Submitted: auto-replied']

describe('the headers of a mail', () => {
  it('keep an acknowledgement from a machine that nothing else gives away', async () => {
    const office = await open()
    const { contact } = await office.customerWrites({ headers: AUTOMATIC })
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect(await office.record(contact)).toMatchObject({ route: 'automatic', routeReason: 'auto-reply' })
  })

  it('are told of by the ledger of a thread that nobody else has written into', async () => {
    const office = await open()
    const { contact } = await office.customerWrites({ headers: AUTOMATIC })
    const endpoint = office.centre.endpoint.url
    const ledger = { endpoint, region: undefined, table: undefined }
    const lines = await readLedger({ of: { thread: contact }, ...ledger })
    expect(lines).toMatchObject([
      { contact, thread: contact, decision: 'routed', reason: 'auto-reply' },
      { decision: 'acknowledgement-refused', reason: 'auto-reply', rule: 'auto-submitted-reply' },
    ])
    expect(lines).toEqual(await readLedger({ of: { contact }, ...ledger }))
  })

  it('let a person be acknowledged as soon as without them', async () => {
    const office = await open()
    const { contact } = await office.customerWrites({ headers: ['Auto-Submitted: no'] })
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.counted('VerdictsMissing')).toBe(0)
  })

  it('name the person whom a web form writes for', async () => {
    const office = await open()
    const { contact } = await office.customerWrites({
      from: 'Forms <noreply@forms.example>',
      headers: ['Reply-To: Dana Lee <dana.lee@example.org>'],
    })
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact).map(({ to }) => to.address)).toEqual(['dana.lee@example.org'])
  })

  it('count for each of our addresses, and the person gets one acknowledgement', async () => {
    const office = await open()
    const { contacts } = await office.customerWrites({ to: [SUPPORT, BILLING, SALES] })
    await office.pass(MINUTE)
    expect(contacts).toHaveLength(3)
    expect(contacts.flatMap((contact) => office.acknowledgementsOf(contact))).toHaveLength(1)
    expect(office.told('mail inspected')).toMatchObject([{ inboxes: 3, acknowledge: true }])
  })

  it('are found again however the subject was folded and encoded', async () => {
    const office = await open()
    const encoded = '=?utf-8?q?Gr=C3=BC=C3=9Fe_aus?=\r\n =?utf-8?b?IEvDtmxu?=  und\r\n\t mehr'
    const { contact } = await office.customerWrites({ subject: encoded, headers: AUTOMATIC })
    await office.pass(MINUTE)
    expect(await office.record(contact)).toMatchObject({ routeReason: 'auto-reply' })
  })
})

describe('a mail without From', () => {
  it('goes to its queue unacknowledged, and troubles nobody', async () => {
    const office = await open()
    const [contact = ''] = await office.posts({ from: '' }, 'q@example.org')
    await office.pass(MINUTE)
    expect(office.phase(contact)).toBe('QUEUED')
    expect(office.centre.outbox.list()).toEqual([])
    expect(await office.record(contact)).toMatchObject({
      route: 'queue',
      routeReason: 'new-thread',
      acknowledgementReason: 'no-sender',
    })
    expect(office.told('email received')).toHaveLength(1)
    expect(office.counted('ContactsFoundInQueue')).toBe(0)
  })

  it('is a machine’s where its headers say so, and ends where such mail does', async () => {
    const office = await open()
    const [contact = ''] = await office.posts({ from: '', to: BILLING, headers: AUTOMATIC }, 'q@example.org')
    await office.pass(MINUTE)
    expect(office.phase(contact)).toBe('ENDED')
    expect(await office.record(contact)).toMatchObject({ route: 'automatic', routeReason: 'auto-reply' })
  })

  it('which the flow could not ask about is found in its queue, and recorded the same way', async () => {
    const office = await open()
    office.breaks({ caller: 'connect', operation: 'Invoke', error: 'ServiceException', when: 'before' })
    const [contact = ''] = await office.posts({ from: '' }, 'q@example.org')
    await office.pass(MINUTE)
    expect(await office.record(contact)).toMatchObject({
      routeReason: 'found-in-queue',
      acknowledgementReason: 'no-sender',
    })
  })
})

describe('a verdict that comes after the contact', () => {
  it('is waited for', async () => {
    const office = await open()
    losesVerdict(office)
    const { contact } = await office.customerWrites({ headers: AUTOMATIC })
    expect(office.acknowledgementsOf(contact)).toEqual([])
    await office.invokesAgain()
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect((await office.record(contact))?.acknowledgementReason).toBe('auto-reply')
  })

  it('comes too late for the thread: it was opened again and is held, as by a person', async () => {
    const office = await open()
    const { contact } = await absenceWithoutVerdict(office)
    await office.invokesAgain()
    await office.pass(MINUTE)
    await expectPersons(office, contact)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect((await office.record(contact))?.acknowledgementReason).toBe('auto-reply')
  })

  it('saves the web form of a person, who was never taken for a machine meanwhile', async () => {
    const office = await open()
    losesVerdict(office)
    const { contact } = await office.customerWrites({
      from: 'Forms <noreply@forms.example>',
      to: BILLING,
      headers: ['Reply-To: Dana Lee <dana.lee@example.org>'],
    })
    expect(office.phase(contact)).not.toBe('ENDED')
    await office.invokesAgain()
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact).map(({ to }) => to.address)).toEqual(['dana.lee@example.org'])
  })
})

describe('a verdict that never comes', () => {
  const silent = async () => {
    const office = await open()
    office.breaks({
      caller: 'ses.amazonaws.com',
      operation: 'Invoke',
      error: 'ServiceException',
      when: 'before',
    })
    return office
  }

  it('holds an acknowledgement up for less than a minute, and is counted', async () => {
    const office = await silent()
    const { contact } = await office.customerWrites()
    expect(office.acknowledgementsOf(contact)).toEqual([])
    await office.pass(40 * SECOND)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.counted('VerdictsMissing')).toBe(1)
  })

  it('has an absence that only headers give away taken for a person, and answered', async () => {
    const office = await open()
    const { contact } = await absenceWithoutVerdict(office)
    await office.pass(MINUTE)
    await expectPersons(office, contact)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('leaves a no-reply sender unanswered', async () => {
    const office = await silent()
    const { contact } = await office.customerWrites({ from: 'noreply@shop.example' })
    await office.pass(5 * MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect((await office.record(contact))?.acknowledgementReason).toBe('no-reply')
  })
})

describe('a verdict on an earlier mail of the same sender and subject', () => {
  const about = { to: BILLING, subject: 'Re: My invoice' }

  it.each(['late', 'never'])('is not on a person whose own comes %s', async (comes) => {
    const office = await open()
    const { answer } = await office.threadOf('ana', { to: BILLING })
    await office.customerWrites({ ...about, answers: answer, headers: AUTOMATIC })
    await office.pass(20 * SECOND)
    losesVerdict(office)
    const { contact } = await office.customerWrites({ ...about, answers: answer })
    if (comes === 'late') await office.invokesAgain()
    await office.pass(MINUTE)
    expect(await office.record(contact)).toMatchObject({ route: 'owner', routeReason: 'reply-to-owner' })
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('is not on their machine, whose own is waited for', async () => {
    const office = await open()
    await office.customerWrites(about)
    await office.pass(20 * SECOND)
    losesVerdict(office)
    const { contact } = await office.customerWrites({ ...about, headers: AUTOMATIC })
    await office.invokesAgain()
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    expect((await office.record(contact))?.acknowledgementReason).toBe('auto-reply')
  })

  it('has nobody answered whom only an earlier form named', async () => {
    const office = await open()
    const form = (to: string) => ({ from: 'Forms <noreply@forms.example>', headers: [`Reply-To: ${to}`] })
    const [anna = ''] = await office.posts(form('anna@example.org'))
    await office.pass(2 * MINUTE)
    losesVerdict(office)
    const [bert = ''] = await office.posts(form('bert@example.org'))
    await office.pass(2 * MINUTE)
    expect(office.acknowledgementsOf(anna).map(({ to }) => to.address)).toEqual(['anna@example.org'])
    expect(office.acknowledgementsOf(bert)).toEqual([])
    expect((await office.record(bert))?.acknowledgementReason).toBe('no-reply')
  })
})

describe('a verdict that comes twice', () => {
  it('changes nothing', async () => {
    const office = await open()
    const { contact } = await office.customerWrites()
    await office.invokesAgain()
    await office.pass(MINUTE)
    expect(office.told('mail inspected')).toHaveLength(2)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })
})

describe('web forms of several people at once', () => {
  const form = (to: string) => ({
    from: 'Forms <noreply@forms.example>',
    subject: 'Contact request',
    headers: [`Reply-To: ${to}`],
  })
  const people = ['anna@example.org', 'bert@example.org', 'carl@example.org']

  it('are acknowledged to nobody rather than to another, and all are routed as people are', async () => {
    const office = await open()
    const contacts = await Promise.all(people.map(async (to) => (await office.posts(form(to)))[0]!))
    await office.pass(2 * MINUTE)
    const records = await Promise.all(contacts.map((contact) => office.record(contact)))
    const answered = contacts.map((contact) => office.acknowledgementsOf(contact).map(({ to }) => to.address))
    for (const [n, record] of records.entries()) {
      expect(record?.route).not.toBe('automatic')
      if (answered[n]?.length === 0) expect(record?.acknowledgementReason).toBe('unclear-addressee')
      else expect(answered[n]).toEqual([people[n]])
    }
    expect(answered.filter((to) => to.length === 0).length).toBeGreaterThan(1)
  })

  it('are acknowledged each to its own once they are minutes apart', async () => {
    const office = await open()
    for (const to of people) {
      const [contact = ''] = await office.posts(form(to))
      await office.pass(2 * MINUTE)
      expect(office.acknowledgementsOf(contact).map((mail) => mail.to.address)).toEqual([to])
    }
  })
})

describe('a verdict on another mail of the same sender and subject', () => {
  it('silences no person whose mail came at the same moment', async () => {
    const office = await open()
    const [person = ''] = await office.posts({ from: CARLA })
    await office.posts({ from: CARLA, headers: AUTOMATIC })
    await office.pass(2 * MINUTE)
    expect(office.acknowledgementsOf(person)).toHaveLength(1)
  })

  it('decides that mail alone, whichever came first', async () => {
    const office = await open()
    const first = await office.customerWrites()
    await office.pass(2 * MINUTE)
    const second = await office.customerWrites({ headers: AUTOMATIC })
    await office.pass(2 * MINUTE)
    const third = await office.customerWrites()
    await office.pass(MINUTE)
    const got = [first, second, third].map(({ contact }) => office.acknowledgementsOf(contact).length)
    expect(got).toEqual([1, 0, 1])
  })

  it('does not reach back to a mail whose own verdict was lost', async () => {
    const office = await open()
    office.breaks({
      caller: 'ses.amazonaws.com',
      operation: 'Invoke',
      error: 'ServiceException',
      when: 'before',
      times: 1,
    })
    const [person = ''] = await office.posts({ from: CARLA })
    await office.pass(15 * SECOND)
    await office.posts({ from: CARLA, headers: AUTOMATIC })
    await office.pass(2 * MINUTE)
    expect(office.acknowledgementsOf(person)).toHaveLength(1)
  })
})

/** Ana's thread is closed, and its customer is away. */
async function absenceWithoutVerdict(office: MailOffice): Promise<{ contact: string }> {
  await office.stopsSweeping()
  const { answer } = await office.threadOf('ana')
  losesVerdict(office)
  return office.customerWrites({ answers: answer, subject: 'Re: My invoice', headers: AUTOMATIC })
}

/** It has reopened the thread, waits for Ana, and somebody is to answer. */
async function expectPersons(office: MailOffice, contact: string): Promise<void> {
  const record = await office.record(contact)
  expect(record).toMatchObject({ route: 'owner', holdOwner: office.idOf('ana') })
  expect(record?.threadClosedAt).toBeDefined()
  expect(await office.executions('HoldForOriginalAgent')).toHaveLength(1)
  expect(await office.thread(contact)).toMatchObject({ lastCustomerContact: contact })
}

/** The next verdict that InspectMail writes is lost, until it is invoked again. */
function losesVerdict(office: MailOffice): void {
  office.breaks({
    caller: 'inspectmail',
    operation: 'UpdateItem',
    error: 'ValidationException',
    when: 'before',
    times: 1,
  })
}
