import { describe, expect, it } from 'vitest'
import { BILLING, SUPPORT } from './build.ts'
import { CARLA, HOUR, MINUTE } from './office.ts'
import { offices } from './offices.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

describe('the acknowledgement (E1)', () => {
  it('leaves once, in the mail thread, from the address the customer wrote to', async () => {
    const office = await open()
    const { contact, messageId } = await office.customerWrites({ subject: 'Where is my parcel?' })
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toEqual([
      expect.objectContaining({
        from: { name: 'Homeward Support', address: SUPPORT },
        to: { name: 'Carla Meyer', address: 'carla.meyer@example.net' },
        subject: 'Re: Where is my parcel?',
        inReplyTo: messageId,
        references: [messageId],
      }),
    ])
    expect(office.centre.outbox.list()).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ acknowledgement: 'sent' })
  })

  it('forgets whom it wrote to as soon as it is sent', async () => {
    const office = await open()
    const { contact } = await office.customerWrites()
    const record = await office.record(contact)
    expect(record).toMatchObject({ acknowledgement: 'sent', routeReason: 'new-thread' })
    expect(Object.keys(record ?? {})).not.toEqual(expect.arrayContaining(['customerAddress']))
    expect(JSON.stringify(record)).not.toContain('carla')
  })
})

describe('one mail to two of our addresses', () => {
  it('becomes two contacts, both in their queues, and one acknowledgement', async () => {
    const office = await open({ assembly: OTHER })
    const { contacts } = await office.customerWrites({ to: [SUPPORT, BILLING], subject: 'To both of you' })
    await office.pass(MINUTE)
    expect(contacts.map((id) => office.phase(id))).toEqual(['QUEUED', 'QUEUED'])
    expect(contacts.flatMap((id) => office.acknowledgementsOf(id))).toHaveLength(1)
    const records = await Promise.all(contacts.map((id) => office.record(id)))
    expect(records.map((record) => record?.acknowledgement).sort()).toEqual(['refused', 'sent'])
    const refused = records.find((record) => record?.acknowledgement === 'refused')
    expect(refused).toMatchObject({ acknowledgementReason: 'answered-from-another-address' })
  })

  it('does not swallow a second mail of the same subject to the same address', async () => {
    const office = await open({ assembly: OTHER })
    const first = await office.customerWrites({ subject: 'Hello again' })
    const second = await office.customerWrites({ subject: 'Hello again' })
    await office.pass(MINUTE)
    for (const { contact } of [first, second]) expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('is answered in the language of the inbox', async () => {
    const office = await open({ assembly: OTHER })
    const { contact } = await office.customerWrites({ to: BILLING })
    expect(office.acknowledgementsOf(contact)[0]?.body).toContain('Guten Tag')
  })
})

describe('thread and owner (E3, E4)', () => {
  it('offers a reply to the available owner alone, at once', async () => {
    const office = await open()
    const { answer, contact: first } = await office.threadOf('ana')
    office.sets('ben', 'Available')
    office.sets('ana', 'Available')
    const { contact } = await office.customerWrites({ subject: 'Re: My invoice', answers: answer })
    expect(office.contact(contact).associationId).toBe(first)
    expect(office.offers(contact)).toEqual([{ agent: 'ana', after: 0 }])
    expect(office.holder(contact)).toBe('ana')
  })

  it('gives it to a busy owner when she is free, though another agent has nothing to do', async () => {
    const office = await open({ sweep: false })
    const { answer } = await office.threadOf('ana')
    office.sets('ana', 'Available')
    const [busy] = await inHandOf('ana', 5)
    office.sets('ben', 'Available')
    const { contact } = await office.customerWrites({ answers: answer })
    await office.pass(HOUR)
    expect(office.offers(contact)).toEqual([])
    await office.agentCloses('ana', busy ?? '')
    expect(office.offers(contact).map(({ agent }) => agent)).toEqual(['ana'])

    async function inHandOf(agent: string, many: number): Promise<string[]> {
      const taken: string[] = []
      for (let i = 0; i < many; i++) {
        const { contact: id } = await office.customerWrites({ from: `customer-${i}@example.org` })
        office.accepts(agent, id)
        taken.push(id)
      }
      return taken
    }
  })

  it('holds it while the owner is logged out, and offers it the moment she is back', async () => {
    const office = await open({ sweep: false })
    const { answer } = await office.threadOf('ana')
    office.sets('ben', 'Available')
    const { contact } = await office.customerWrites({ answers: answer })
    await office.pass(3 * HOUR)
    expect(office.offers(contact)).toEqual([])
    office.sets('ana', 'Available')
    expect(office.offers(contact).map(({ agent }) => agent)).toEqual(['ana'])
    await office.agentAnswers('ana', contact)
    await office.pass(16 * HOUR)
    expect(office.told('hold reviewed')).toEqual([
      expect.objectContaining({ outcome: 'over', reason: 'accepted-by-owner' }),
    ])
  })

  it('keeps the owner when somebody stands in for her', async () => {
    const office = await open({ sweep: false })
    const { answer, contact: first } = await office.threadOf('ana')
    office.sets('ben', 'Available')
    const second = await office.customerWrites({ answers: answer })
    await office.pass(16 * HOUR)
    expect(office.holder(second.contact)).toBe('ben')
    const standIn = await office.agentAnswers('ben', second.contact)
    await office.agentCloses('ben', second.contact)
    const third = await office.customerWrites({ answers: standIn })
    expect(await office.item(`THREAD#${first}`)).toMatchObject({ owner: office.idOf('ana') })
    expect(await office.record(third.contact)).toMatchObject({ holdOwner: office.idOf('ana') })
    expect(office.holder(third.contact)).toBeUndefined()
  })

  it('finds the thread of a reply to the acknowledgement itself', async () => {
    const office = await open()
    const { contact: first } = await office.customerWrites({ from: CARLA })
    const acknowledged = office.acknowledgementsOf(first)[0]
    office.sets('ana', 'Available')
    await office.agentAnswers('ana', first)
    await office.agentCloses('ana', first)
    office.sets('ana', 'Offline')
    const reply = await office.customerWrites({ answers: acknowledged?.messageId })
    expect(await office.record(reply.contact)).toMatchObject({ thread: first, holdOwner: office.idOf('ana') })
    expect(office.acknowledgementsOf(reply.contact)).toHaveLength(1)
    expect(office.told('email received').at(-1)).toMatchObject({ foundBy: 'record' })
  })

  it('asks Connect for the owner of a thread that began before Homeward, in whatever order it lists contacts', async () => {
    const office = await open({ switches: { associatedContacts: 'oldest-first' } })
    const { answer, contact: first } = await office.threadOf('ana')
    for (const { id } of office.centre.connect.contacts()) await office.deletesItem(`CONTACT#${id}`)
    await office.deletesItem(`THREAD#${first}`)
    const { contact } = await office.customerWrites({ answers: answer })
    expect(await office.record(contact)).toMatchObject({ thread: first, holdOwner: office.idOf('ana') })
    expect(office.told('email received').at(-1)).toMatchObject({
      foundBy: 'connect',
      reason: 'reply-to-owner',
    })
  })

  it('keeps the thread over a transfer, acknowledges nothing twice for it, and holds the next reply', async () => {
    const office = await open()
    office.sets('ana', 'Available')
    const first = await office.customerWrites()
    const { people } = office.centre.connect
    people.accept('ana', first.contact)
    office.sets('ben', 'Available')
    const transferred = people.transfer('ana', first.contact, { agent: 'ben' })
    await office.pass(MINUTE)
    office.accepts('ben', transferred)
    const answer = await office.agentAnswers('ben', transferred)
    await office.agentCloses('ben', transferred)
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(transferred)).toEqual([])
    expect(await office.record(transferred)).toMatchObject({ thread: first.contact })
    const { contact } = await office.customerWrites({ answers: answer })
    expect(await office.record(contact)).toMatchObject({ thread: first.contact, route: 'owner' })
  })
})
