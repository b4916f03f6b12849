import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { judgeMail } from '../../../lambdas/domain/mail/judge.ts'
import type { Header, MailFacts } from '../../../lambdas/domain/mail/mail-facts.ts'
import { aMail } from './a-mail.ts'

/** White space and comments as RFC 5322 §3.2.2 allows them between the tokens of a structured header. */
const between = fc.constantFrom('', ' ', '\t', '\r\n ', ' (by a (nested) comment) ', '\r\n\t(folded)\r\n ')
const anyCase = (text: string) => fc.mixedCase(fc.constant(text))
const token = (text: string) =>
  fc.tuple(between, anyCase(text), between).map(([before, word, after]) => before + word + after)
const tokens = (...texts: string[]) => fc.constantFrom(...texts).chain(token)

/** The same parameter as a token, quoted, and in the forms of RFC 2231. */
const parameter = (name: string, value: string) => {
  const half = Math.ceil(value.length / 2)
  const forms = [
    `${name}=${value}`,
    `${name}="${value}"`,
    `${name}*=us-ascii'en'${value.replaceAll('-', '%2D')}`,
    `${name}*1="${value.slice(half)}"; ${name}*0="${value.slice(0, half)}"`,
    `${name}*0*=us-ascii''${value.slice(0, half)}; ${name}*1=${value.slice(half)}`,
  ]
  return fc.constantFrom(...forms).chain(token)
}
const boundary = fc.constantFrom(' boundary="b;(1)"', ' Boundary=b', ' charset=utf-8; boundary="report-type"')
const media = (type: string, ...parameters: fc.Arbitrary<string>[]) =>
  fc
    .tuple(
      token(type),
      fc.tuple(boundary, ...parameters).chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
    )
    .map(([name, all]) => [name, ...all].join(';'))

type Spelled = { headers?: Record<string, fc.Arbitrary<string>>; facts?: Partial<MailFacts> }

const report = (kind: string): Spelled => ({
  headers: { 'Content-Type': media('multipart/report', parameter('report-type', kind)) },
})
const withHeader = (name: string, value: fc.Arbitrary<string>): Spelled => ({ headers: { [name]: value } })
const from = (address: string, name = ''): Spelled => ({ facts: { from: { name, address } } })

/** One or more of each class, each with no other mark than the one it is about. */
const MACHINES: Record<string, Spelled> = {
  'delivery report': report('delivery-status'),
  'disposition notification': report('disposition-notification'),
  'feedback report': report('feedback-report'),
  'TLS report': report('tlsrpt'),
  'report of no kind': withHeader('Content-Type', media('multipart/report')),
  'report in the clothes of another type': withHeader(
    'Content-Type',
    media('multipart/mixed', parameter('report-type', 'delivery-status')),
  ),
  'DMARC report': {
    headers: {
      'Content-Type': media(
        'application/zip',
        fc.constant(' name="mx.example!us.example!1800000000!1800086399.zip"'),
      ),
    },
  },
  'calendar reply': withHeader('Content-Type', media('text/calendar', parameter('method', 'REPLY'))),
  'delivery report by its class': withHeader('Content-Class', token('urn:content-classes:dsn')),
  'missed call': withHeader('Content-Class', tokens('missedcall', 'voice-uc', 'fax-ca')),
  'automatic reply': withHeader('Auto-Submitted', tokens('auto-replied', 'auto-generated', 'auto-notified')),
  'automatic reply through X.400': withHeader('Autosubmitted', tokens('auto-replied', 'auto-generated')),
  'vendor’s automatic reply': withHeader('X-Autoreply', tokens('yes', '1', 'true')),
  'bulk mail': withHeader('Precedence', tokens('bulk', 'junk', 'list', 'auto_reply')),
  'mailing list': withHeader('List-Id', fc.constantFrom('News <news.lists.example>', '<news.lists.example>')),
  newsletter: withHeader(
    'List-Unsubscribe',
    fc.constant('<mailto:off@lists.example>,\r\n <https://lists.example/off>'),
  ),
  'mail for bulk senders': {
    headers: { 'Feedback-ID': fc.constant('c1:u2:news:sender') },
    facts: { envelopeFrom: 'b-4711@return.example' },
  },
  'loop mark': withHeader('X-Loop', tokens('yes', 'true')),
  'loop mark in an answer': {
    headers: { 'X-Loop': fc.constant('desk@example.com'), 'In-Reply-To': fc.constant('<2@centre.example>') },
  },
  'plea for silence': withHeader('X-Auto-Response-Suppress', tokens('All', 'DR, AutoReply', 'OOF,RN')),
  bounce: withHeader('X-Failed-Recipients', fc.constant('bob@example.com')),
  'null return path': { facts: { envelopeFrom: '' } },
  'mail system': from('MAILER-DAEMON@mx.example'),
  'mail system by its name': from('x@mx.example', 'Mail Delivery Subsystem'),
  'mail system without a domain': {
    headers: {
      From: fc.constantFrom('MAILER-DAEMON (Mail Delivery System)', '"MAILER-DAEMON" <>', 'Postmaster'),
    },
    facts: { from: undefined },
  },
  program: from('root@host.example', 'Cron Daemon'),
  'address that nobody reads': from('do-not-reply+4711@shop.example'),
}

/** What people's mail programs write, and what only looks like a machine's mark. */
const HARMLESS: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ['Date', fc.constant('Mon, 4 Jan 2027 09:00:00 +0000')],
  ['MIME-Version', token('1.0')],
  ['Auto-Submitted', token('no')],
  ['Autosubmitted', token('not-auto-submitted')],
  ['Precedence', tokens('normal', 'first-class', 'special-delivery')],
  ['X-Auto-Response-Suppress', tokens('None', 'DR, NDR, RN, NRN')],
  ['X-Autoreply', tokens('no', 'false')],
  ['X-Loop', tokens('no', 'false')],
  ['Content-Class', token('urn:content-classes:message')],
  ['Thread-Topic', fc.constantFrom('Out of office', 'AutoResponse to my mail')],
  ['Feedback-ID', fc.constantFrom('i1234abcd:Fastmail', '1:user:proton')],
  ['Disposition-Notification-To', fc.constant('jane@example.com')],
  ['Return-Receipt-To', fc.constant('jane@example.com')],
  ['X-MS-Exchange-Inbox-Rules-Loop', fc.constant('jane@example.com')],
  ['X-Mailer', fc.constantFrom('Microsoft Outlook 16.0', 'Apple Mail (2.3)', 'PHPMailer 6.8')],
  ['List-Id', fc.constant(' ')],
]
const TYPES = [
  media('text/plain'),
  media('multipart/mixed'),
  media('multipart/alternative', fc.constant(' type="multipart/report; report-type=delivery-status"')),
  media('text/calendar', parameter('method', 'REQUEST')),
]
const SUBJECTS = [
  'Re: Automatic reply: my mail',
  'AW: Abwesenheitsnotiz: Termin',
  'Fwd: Undelivered Mail Returned to Sender',
  'WG: Unzustellbar: Ihre Nachricht',
  'TR : Réponse automatique : Bonjour',
  'RE: [SpamCop (192.0.2.1) id:1] you?',
  'Your out of office reply is wrong',
  'Undeliverable parcel 4711',
  'Failure notice for my boiler',
  'Newsletter: please stop it',
  'Automatic payment',
] as const
const TEXTS = [
  'I only get automatic replies from you. I need a person.',
  'I am out of the office until Monday, please call my mobile.',
  'Please unsubscribe me from this newsletter.',
  'It came back:\n\n> This is the mail system at host mx.example.\n> Reporting-MTA: dns; mx.example',
  'Your machine said: this is an automated response. Is anybody there?',
] as const

const spelled = (headers: Record<string, fc.Arbitrary<string>>) =>
  fc.tuple(...Object.entries(headers).map(([name, value]) => fc.record({ name: anyCase(name), value })))
const someHarmless = (but: readonly string[]) =>
  fc
    .subarray(HARMLESS.filter(([name]) => !but.includes(name)))
    .chain((chosen) => spelled(Object.fromEntries(chosen)))
const inAnyOrder = (headers: readonly Header[]) =>
  fc.shuffledSubarray([...headers], { minLength: headers.length })

const machine = fc.constantFrom(...Object.entries(MACHINES)).chain(([kind, { headers = {}, facts = {} }]) =>
  fc
    .tuple(spelled(headers), someHarmless(Object.keys(headers)))
    .chain((all) => inAnyOrder(all.flat()))
    .map((all) => ({ kind, mail: { ...aMail(), ...facts, headers: all } })),
)
const person = fc
  .tuple(
    fc.constantFrom(...TYPES).chain((type) => spelled({ 'Content-Type': type })),
    someHarmless([]),
    fc.constantFrom(...SUBJECTS),
    fc.constantFrom(...TEXTS),
  )
  .chain(([type, harmless, subject, text]) =>
    inAnyOrder([...type, ...harmless]).map(
      (headers): MailFacts => ({ ...aMail({ subject, bodyStart: text, bodyEnd: text }), headers }),
    ),
  )

describe('mail spelled in any way that its standard allows', () => {
  test.prop([machine], { numRuns: 600 })('is refused where a machine wrote it', ({ mail }) => {
    expect(judgeMail(mail)).toMatchObject({ acknowledge: false })
  })

  test.prop([person], { numRuns: 400 })('is acknowledged where a person did', (mail) => {
    expect(judgeMail(mail)).toMatchObject({ acknowledge: true, to: 'jane@example.com' })
  })
})
