import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { judgeMail } from '../../../lambdas/domain/mail/judge.ts'
import type { Header, MailFacts } from '../../../lambdas/domain/mail/mail-facts.ts'
import {
  ABSENCE,
  ABSENCE_TOLD,
  AUTOMATIC_REPLY,
  BEFORE_OUR_SUBJECT,
  FAILED_DELIVERY,
  READ_RECEIPT,
  RETURNED_MAIL,
  RETURNED_MAIL_TOLD,
} from '../../../lambdas/domain/mail/reading/subject-phrases.ts'
import { aContact, aMail } from './a-mail.ts'

describe('whom an acknowledgement goes to', () => {
  it('is the sender, where the sender is a person', () => {
    expect(judgeMail(aMail())).toEqual({
      acknowledge: true,
      to: 'jane@example.com',
      reason: 'person',
      rule: 'nothing-automatic',
    })
  })

  it('is the person in Reply-To, where a web form sends from a no-reply address', () => {
    const form = aMail({
      from: { name: 'Website', address: 'noreply@web.example' },
      replyTo: [{ name: 'Jane', address: 'jane@example.com' }],
    })
    expect(judgeMail(form)).toMatchObject({ acknowledge: true, to: 'jane@example.com', reason: 'web-form' })
  })

  it.each([
    'form-submission@builder.example',
    'kontaktformular@web.example',
    'mailer@shop.example',
    'anfrage@portal.example',
    'kontakt-formular@web.example',
    'formmail@web.example',
    'u12345678@host.example',
    'www-data@web.example',
    'posta-certificata@pec.example',
  ])('is the person in Reply-To, where a form or a service writes as %s', (address) => {
    const form = aMail({
      from: { name: 'Website', address },
      replyTo: [{ name: 'Jane', address: 'jane@other.example' }],
    })
    expect(judgeMail(form)).toMatchObject({ acknowledge: true, to: 'jane@other.example', reason: 'web-form' })
  })

  it('is the person in Reply-To, also where it names them twice, or us beside them', () => {
    for (const other of ['JANE@other.example', 'support@centre.example']) {
      const form = aMail({
        from: { name: 'Website', address: 'mailer@shop.example' },
        replyTo: [
          { name: '', address: other },
          { name: '', address: 'jane@other.example' },
        ],
      })
      expect(judgeMail(form)).toMatchObject({ acknowledge: true, reason: 'web-form' })
    }
  })

  it('is the firm in Reply-To, where a form writes for one that has a general address only', () => {
    const form = aMail({
      from: { name: 'Website', address: 'kontaktformular@web.example' },
      replyTo: [{ name: '', address: 'info@bakery.example' }],
    })
    expect(judgeMail(form)).toMatchObject({ to: 'info@bakery.example', reason: 'web-form' })
  })

  it.each([
    ['mailer@lawfirm.example', 'office@lawfirm.example'],
    ['system@firm.example', 'support@desk.example'],
    ['carla@shop.example', 'jane@other.example'],
  ])('is the sender %s, where a person may be, who wants answers at %s', (address, wanted) => {
    const mail = aMail({ from: { name: '', address }, replyTo: [{ name: '', address: wanted }] })
    expect(judgeMail(mail)).toMatchObject({ acknowledge: true, to: address, reason: 'person' })
  })

  it('is nobody, where such a form marks its mail as bulk', () => {
    const form = aMail({
      from: { name: 'Website', address: 'noreply@web.example' },
      replyTo: [{ name: 'Jane', address: 'jane@example.com' }],
      headers: { Precedence: 'bulk' },
    })
    expect(judgeMail(form)).toMatchObject({ acknowledge: false, reason: 'bulk' })
  })

  it.each([
    { 'List-Unsubscribe': '<https://x.example/off>' },
    { 'X-Campaign': 'c12' },
    { 'X-Microsoft-Antispam': 'BCL:9;' },
  ])('is nobody, where a sender that forms have marks it as %j', (headers) => {
    const newsletter = aMail({
      from: { name: 'Shop', address: 'mailer@service.example' },
      replyTo: [{ name: '', address: 'anna@shop.example' }],
      headers,
    })
    expect(judgeMail(newsletter)).toMatchObject({ acknowledge: false })
  })

  it('is the person in Reply-To, where what is only a form is sent through a service', () => {
    const form = aMail({
      from: { name: 'Website', address: 'form-submission@builder.example' },
      replyTo: [{ name: '', address: 'jane@other.example' }],
      headers: { 'List-Unsubscribe': '<https://x.example/off>', 'Feedback-ID': '1.eu:abc:service' },
    })
    expect(judgeMail(form)).toMatchObject({ acknowledge: true, to: 'jane@other.example' })
  })

  it('is somebody at a provider in Reply-To, whatever a form is called that is sent through a service', () => {
    const form = aMail({
      from: { name: 'Website', address: 'mailer@shop.example' },
      replyTo: [{ name: 'Bob', address: 'bob.alder@gmail.com' }],
      headers: { 'Feedback-ID': '1:2:Sendinblue' },
    })
    expect(judgeMail(form)).toMatchObject({ acknowledge: true, to: 'bob.alder@gmail.com' })
  })

  it('is nobody, where a newsletter wants its answers elsewhere', () => {
    const newsletter = aMail({
      from: { name: 'Shop', address: 'newsletter@service.example' },
      replyTo: [{ name: '', address: 'info@shop.example' }],
      headers: { 'List-Unsubscribe': '<https://x.example/off>' },
    })
    expect(judgeMail(newsletter)).toMatchObject({ acknowledge: false, reason: 'list' })
  })

  it('is not our own address in Reply-To', () => {
    const echo = aMail({
      from: { name: '', address: 'no-reply@web.example' },
      replyTo: [{ name: '', address: 'SUPPORT@centre.example' }],
    })
    expect(judgeMail(echo)).toMatchObject({ acknowledge: false, reason: 'no-reply' })
  })

  it('is the envelope’s sender, where From cannot be used (RFC 3834 §4)', () => {
    expect(judgeMail({ ...aMail(), from: undefined })).toMatchObject({
      acknowledge: true,
      to: 'jane@example.com',
    })
  })

  it('is nobody, where the mail names no address at all', () => {
    expect(judgeMail({ ...aContact(), from: undefined })).toEqual({
      acknowledge: false,
      reason: 'no-sender',
      rule: 'no-sender',
    })
  })
})

describe('titles in the languages of our users', () => {
  it.each(Object.entries(AUTOMATIC_REPLY))('knows an automatic reply in %s', (_language, phrases) => {
    for (const phrase of phrases.split('|')) {
      expect(judgeMail(aContact({ subject: `${phrase}: Re: 4711` })), phrase).toMatchObject({
        reason: 'auto-reply',
      })
      expect(judgeMail(aContact({ subject: phrase.toUpperCase() })), phrase).toMatchObject({
        reason: 'auto-reply',
      })
    }
  })

  it.each(Object.entries(ABSENCE))('knows an absence in %s', (_language, phrases) => {
    for (const phrase of phrases.split('|')) {
      expect(judgeMail(aContact({ subject: `${phrase}: 4711` })), phrase).toMatchObject({
        reason: 'auto-reply',
      })
    }
  })

  it.each(Object.entries(ABSENCE_TOLD))('knows what tells of an absence in %s', (_language, phrases) => {
    for (const phrase of phrases.split('|')) {
      expect(judgeMail(aContact({ subject: `${phrase}: Re: 4711` })), phrase).toMatchObject({
        reason: 'auto-reply',
      })
      for (const subject of [phrase, `${phrase}: Tom`])
        expect(judgeMail(aContact({ subject })), subject).toMatchObject({ reason: 'person' })
    }
  })

  it.each(Object.entries(FAILED_DELIVERY))('knows a failed delivery in %s', (_language, phrases) => {
    for (const phrase of phrases.split('|')) {
      expect(judgeMail(aContact({ subject: `${phrase}: Re: 4711` })), phrase).toMatchObject({
        reason: 'bounce',
      })
    }
  })

  it.each([
    ['read-receipt', READ_RECEIPT],
    ['auto-reply', BEFORE_OUR_SUBJECT],
  ])('knows a %s by what stands before our subject, and before no other', (reason, phrases) => {
    for (const phrase of phrases.split('|')) {
      expect(judgeMail(aContact({ subject: `${phrase}: Re: 4711` })), phrase).toMatchObject({ reason })
      expect(judgeMail(aContact({ subject: `${phrase}: 4711` })), phrase).toMatchObject({ reason: 'person' })
    }
  })

  it('knows thirty languages and more of each', () => {
    const tables = [AUTOMATIC_REPLY, { ...ABSENCE, ...ABSENCE_TOLD }, FAILED_DELIVERY]
    expect(Math.min(...tables.map((table) => Object.keys(table).length))).toBeGreaterThanOrEqual(30)
  })
})

const PHRASES = [
  AUTOMATIC_REPLY,
  ABSENCE,
  ABSENCE_TOLD,
  FAILED_DELIVERY,
  RETURNED_MAIL,
  RETURNED_MAIL_TOLD,
].flatMap((table) => Object.values(table).flatMap((phrases) => phrases.split('|')))
const phrase = fc.constantFrom(...PHRASES)
const MARKS = [
  ['Auto-Submitted', 'auto-replied'],
  ['Precedence', 'bulk'],
  ['List-Id', '<news.example.com>'],
  ['X-Loop', 'yes'],
  ['X-Auto-Response-Suppress', 'All'],
  ['Content-Type', 'multipart/report; report-type=delivery-status'],
  ['Auto-Submitted', 'no'],
  ['Precedence', 'normal'],
  ['X-Auto-Response-Suppress', 'None'],
  ['Subject', 'hello'],
] as const
const someHeaders = fc
  .subarray(MARKS as readonly (readonly [string, string])[] as (readonly [string, string])[])
  .map((marks) => marks.map(([name, value]): Header => ({ name, value })))
const unrelated = fc.record({
  name: fc.stringMatching(/^X-Zz[a-z]{1,10}$/),
  value: fc.string(),
})
const mailWith = (headers: readonly Header[]): MailFacts => ({ ...aMail(), headers })

describe('a verdict', () => {
  test.prop([someHeaders, fc.infiniteStream(fc.nat())])(
    'does not depend on the order of the headers',
    (headers, dice) => {
      const rolls = new Map(headers.map((header) => [header, dice.next().value as number]))
      const shuffled = [...headers].sort((one, other) => rolls.get(one)! - rolls.get(other)!)
      expect(judgeMail(mailWith(shuffled))).toEqual(judgeMail(mailWith(headers)))
    },
  )

  test.prop([someHeaders])('does not depend on case, folding and white space', (headers) => {
    const odd = headers.map(({ name, value }) => ({
      name: ` ${name.toUpperCase()}\t`,
      value: `\r\n  ${value.toUpperCase().replaceAll('; ', ' ;\r\n\t')}  `,
    }))
    expect(judgeMail(mailWith(odd))).toEqual(judgeMail(mailWith(headers)))
  })

  test.prop([someHeaders, fc.array(unrelated, { maxLength: 20 })])(
    'is not changed by unrelated headers',
    (headers, more) => {
      expect(judgeMail(mailWith([...more, ...headers]))).toEqual(judgeMail(mailWith(headers)))
    },
  )

  test.prop([
    fc.constantFrom(
      'Re',
      'RE',
      'AW',
      'Antwort',
      'SV',
      'Odp',
      'R',
      'RES',
      'Re[2]',
      'Re (3)',
      '回复',
      'Fwd',
      'WG',
      'TR',
    ),
    phrase,
  ])('never refuses a person for the title that they answer or forward', (prefix, title) => {
    const subject = `${prefix}: ${title}: 4711`
    expect(judgeMail(aMail({ subject }))).toMatchObject({ acknowledge: true })
    expect(judgeMail(aContact({ subject }))).toMatchObject({ acknowledge: true })
  })

  test.prop([phrase, fc.constantFrom('settings do not work', 'is broken', 'for all my colleagues please')])(
    'never refuses a person who writes about such a title',
    (title, more) => {
      expect(judgeMail(aContact({ subject: `Question about ${title} ${more}` }))).toMatchObject({
        acknowledge: true,
      })
    },
  )

  test.prop(
    [fc.string(), fc.string(), fc.string(), fc.array(fc.record({ name: fc.string(), value: fc.string() }))],
    {
      numRuns: 2_000,
    },
  )('comes without a throw, whatever the text', (subject, bodyStart, address, headers) => {
    const mail = { ...aMail({ subject, bodyStart, from: { name: subject, address } }), headers }
    expect(judgeMail(mail).rule).not.toBe('')
  })

  it('comes for a mail of 5,000 headers with the mark last, and for one whose headers are all empty', () => {
    const many = Array.from({ length: 4_999 }, (_, n) => ({ name: `X-${n}`, value: 'v' }))
    expect(judgeMail(mailWith([...many, { name: 'Precedence', value: 'junk' }]))).toMatchObject({
      reason: 'bulk',
    })
    expect(judgeMail(mailWith(MARKS.map(([name]) => ({ name, value: ' \r\n ' }))))).toMatchObject({
      acknowledge: true,
    })
  })

  it('comes for headers of a megabyte', () => {
    const long = ['(', '=?utf-8?q?', ' ', '<', 'a,', ';'].map((part) => ({
      name: 'Auto-Submitted',
      value: part.repeat(1_000_000 / part.length),
    }))
    expect(judgeMail(mailWith([...long, { name: 'X-Loop', value: 'x'.repeat(1_000_000) }]))).toMatchObject({
      acknowledge: false,
    })
  })

  // Read in powers of their length, these would take longer than a test may.
  it.each(['.', '. ', '., ', '.!', '! ', ',', ': ', '_', '=', '* '])('comes for rows of %j', (sign) => {
    for (const opening of ['', 'Dear ', 'Dear all', 'Welcome to ', 'Thank you for your order. Dear '])
      expect(judgeMail(aMail({ bodyStart: opening + sign.repeat(2_000) }))).toMatchObject({
        acknowledge: true,
      })
  })
})
