import { describe, expect, it } from 'vitest'
import type { Letter } from '../stories/mail.ts'
import { CARLA, HOUR, MINUTE, SECOND } from '../stories/office.ts'
import { BILLING, SALES, SUPPORT } from './build.ts'
import { type MailOffice, mailOffices } from './mail-office.ts'

const open = mailOffices()
const DAY = 24 * HOUR

/** A program that answers whatever comes, at once and for ever. `write` makes its n-th answer. */
async function facing(
  office: MailOffice,
  {
    write,
    forMs,
    envelopeFrom,
  }: { write: (n: number, answered: string) => Letter; forMs: number; envelopeFrom?: string },
): Promise<number> {
  await office.stopsSweeping()
  const until = office.now() + forMs
  let answered = 0
  let quietFor = 0
  await office.posts(write(0, ''), envelopeFrom)
  while (office.now() < until) {
    const step = quietFor > 3 * MINUTE ? 6 * HOUR : 20 * SECOND
    await office.pass(Math.min(step, until - office.now()))
    const mails = office.centre.outbox.list().slice(answered)
    quietFor = mails.length > 0 ? 0 : quietFor + step
    for (const mail of mails) await office.posts(write(++answered, mail.messageId), envelopeFrom)
  }
  return office.centre.outbox.list().length
}

const A_WEEK = 7 * DAY

describe('two autoresponders facing each other for a week', () => {
  it('fall silent at once where the other marks its mail', async () => {
    const office = await open()
    const sent = await facing(office, {
      forMs: A_WEEK,
      write: (n, answers) => ({
        from: 'The Robot <robot@partner.example>',
        subject: 'Thank you for your message',
        // Somebody wrote from that address first.
        headers: n === 0 ? [] : ['Auto-Submitted: auto-replied'],
        answers: answers || undefined,
      }),
    })
    expect(sent).toBe(1)
  })

  it('fall silent within 5 where nothing marks it', async () => {
    const office = await open()
    const sent = await facing(office, {
      forMs: A_WEEK,
      write: (_, answers) => ({
        from: 'Pat Smith <pat.smith@partner.example>',
        subject: 'Concerning your request',
        text: 'It is with our team.',
        answers: answers || undefined,
      }),
    })
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(5)
  })

  it('fall silent within 5 where the other answers the acknowledgement under its own subject', async () => {
    const office = await open()
    const sent = await facing(office, {
      forMs: A_WEEK,
      write: (n, answers) => ({
        from: 'Pat Smith <pat.smith@partner.example>',
        subject: `${'Re: '.repeat(n)}Concerning your request`,
        answers: answers || undefined,
      }),
    })
    expect(sent).toBeLessThanOrEqual(5)
  })
})

describe('a loop that changes each time', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  it.each<[string, (n: number, answers: string) => Letter]>([
    [
      'the sender by a byte, in a domain of its own',
      (n) => ({ from: `pat.smith${letters[n % 26]}@partner.example`, subject: 'Concerning your request' }),
    ],
    [
      'the sender by a byte, at a free-mail provider',
      (n) => ({ from: `pat.${letters[n % 26]}mith@gmail.com`, subject: 'Concerning your request' }),
    ],
    [
      'the subject, which gains a tag',
      (n, answers) => ({
        from: 'pat.smith@partner.example',
        subject: `${'[Ticket] '.repeat(n)}Concerning your request [#${1000 + n}]`,
        answers: answers || undefined,
      }),
    ],
    [
      'the thread, a new one',
      (n) => ({ from: 'pat.smith@gmail.com', subject: `Concerning your request ${n}` }),
    ],
  ])('%s, stops within 5', async (_, write) => {
    const office = await open()
    const sent = await facing(office, { forMs: 2 * DAY, write })
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(5)
  })
})

/** Ten thousand take minutes on a laptop; what they would do differently from these is nothing that Homeward counts. */
const BOUNCES = 120

describe(`${BOUNCES} bounces within a minute`, () => {
  it('are acknowledged by nobody, and put nothing in the queue where automatic mail ends', async () => {
    const office = await open()
    const contacts: string[] = []
    for (let n = 0; n < BOUNCES; n++) {
      contacts.push(...(await office.posts(bounce(n, BILLING), '')))
      await office.pass(MINUTE / BOUNCES)
    }
    await office.pass(10 * MINUTE)
    expect(contacts).toHaveLength(BOUNCES)
    expect(office.centre.outbox.list()).toEqual([])
    expect(new Set(contacts.map((contact) => office.phase(contact)))).toEqual(new Set(['ENDED']))
    expect(contacts.filter((contact) => office.queueOf(contact) !== undefined)).toEqual([])
    expect(office.counted('BouncedMail')).toBe(BOUNCES)
    expect(new Set(office.told('mail bounced').map(({ ours }) => ours))).toEqual(new Set(['unknown']))
    expect(await office.deadLetters()).toEqual({})
  })
})

function bounce(n: number, to: string): Letter {
  return {
    from: `Mail Delivery Subsystem <mailer-daemon@mx${n % 7}.example>`,
    to,
    subject: 'Undelivered Mail Returned to Sender',
    headers: [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      'Auto-Submitted: auto-replied',
    ],
    text: '--b\r\nContent-Type: text/plain\r\n\r\nIt did not arrive.\r\n--b--',
  }
}

describe('automatic mail', () => {
  it('goes to its own queue where there is one, and to that of customers where nothing is said', async () => {
    const office = await open()
    const [machine = ''] = await office.posts(bounce(1, SALES), '')
    const [usual = ''] = await office.posts(bounce(2, SUPPORT), '')
    const [person = ''] = await office.posts({ from: CARLA, to: SALES })
    await office.pass(MINUTE)
    expect([machine, usual, person].map((contact) => office.queueOf(contact))).toEqual([
      'Machines',
      'Support',
      'Sales',
    ])
  })

  it('leaves a hold of the same thread as it is: owner, end and all', async () => {
    const office = await open()
    await office.stopsSweeping()
    const { answer } = await office.threadOf('ana')
    office.sets('ben', 'Available')
    const held = await office.customerWrites({ answers: answer, subject: 'Re: My invoice' })
    const before = await office.record(held.contact)
    await office.pass(2 * HOUR)
    const away = await office.customerWrites({
      answers: answer,
      subject: 'Re: My invoice',
      headers: ['Auto-Submitted: auto-replied (vacation)'],
      text: 'I am on the beach.',
    })
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(away.contact)).toEqual([])
    expect(await office.record(held.contact)).toEqual(before)
    expect(await office.executions('HoldForOriginalAgent')).toHaveLength(1)
    expect(office.holder(held.contact)).toBeUndefined()
    await office.pass(14 * HOUR)
    expect(office.holder(held.contact)).toBe('ben')
  })

  it('reopens no thread and starts no hold, though the thread has an owner', async () => {
    const office = await open()
    const { answer, contact } = await office.threadOf('ana')
    const thread = (await office.record(contact))?.thread
    const before = await office.item(`THREAD#${thread}`)
    const away = await office.customerWrites({
      answers: answer,
      subject: 'Automatic reply: My invoice',
      headers: ['Auto-Submitted: auto-replied'],
    })
    const [report = ''] = await office.posts({ ...bounce(1, SUPPORT), answers: answer }, '')
    await office.pass(HOUR)
    expect(office.told('mail bounced')).toMatchObject([{ contact: report, thread, ours: 'known' }])
    expect(before).toBeDefined()
    expect(await office.item(`THREAD#${thread}`)).toEqual(before)
    expect(await office.executions('HoldForOriginalAgent')).toEqual([])
    expect((await office.record(away.contact))?.holdUntil).toBeUndefined()
    const reply = await office.customerWrites({ answers: answer, subject: 'Re: My invoice' })
    expect(await office.record(reply.contact)).toMatchObject({
      route: 'owner',
      holdOwner: office.idOf('ana'),
    })
  })

  it('gives the thread to nobody and opens it for nobody, however often agents pass it on', async () => {
    const office = await open()
    await office.stopsSweeping()
    const { answer, contact } = await office.threadOf('ana')
    const thread = `THREAD#${(await office.record(contact))?.thread}`
    const away = await office.customerWrites({
      answers: answer,
      subject: 'Automatic reply: My invoice',
      headers: ['Auto-Submitted: auto-replied'],
    })
    const before = await office.item(thread)
    const chain = [away.contact]
    for (const [from, to] of [
      ['ben', 'cleo'],
      ['cleo', 'ben'],
    ] as const) {
      office.sets(from, 'Available')
      await office.pass(10 * SECOND)
      office.accepts(from, chain.at(-1) ?? '')
      await office.pass(SECOND)
      chain.push(office.centre.connect.people.transfer(from, chain.at(-1) ?? '', { agent: to }))
      await office.pass(10 * SECOND)
    }
    office.accepts('ben', chain.at(-1) ?? '')
    await office.pass(MINUTE)
    expect(await office.record(chain[2] ?? '')).toMatchObject({ handledBy: office.idOf('ben') })
    await office.agentCloses('ben', chain.at(-1) ?? '')
    await office.pass(2 * HOUR)
    expect(before).toBeDefined()
    expect(await office.item(thread)).toEqual(before)
    expect(office.told('thread closed')).toHaveLength(1)
    const reply = await office.customerWrites({ answers: answer, subject: 'Re: My invoice' })
    expect(await office.record(reply.contact)).toMatchObject({ holdOwner: office.idOf('ana') })
  })
})
