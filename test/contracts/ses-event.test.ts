import { fc, it } from '@fast-check/vitest'
import { describe, expect } from 'vitest'

import { MalformedMailEvent, parseSesEvent } from '../../lambdas/contracts/ses-event.ts'
import { judgeMail } from '../../lambdas/domain/mail/judge.ts'

type Headers = { name?: unknown; value?: unknown }[]

const at = '2026-03-02T09:00:00.000Z'

/** As SES sends it for a person's mail; say what your test is about. */
function anEvent({ mail = {}, receipt = {} }: { mail?: object; receipt?: object } = {}) {
  const headers: Headers = [
    { name: 'Return-Path', value: '<carla@example.net>' },
    { name: 'From', value: 'Carla <carla@example.net>' },
    { name: 'To', value: 'support@example.com' },
    { name: 'Subject', value: 'My invoice' },
  ]
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp: at,
            messageId: 'o3vrnil0e2ic',
            source: 'carla@example.net',
            destination: ['support@example.com'],
            headersTruncated: false,
            headers,
            commonHeaders: {
              returnPath: 'carla@example.net',
              from: ['Carla <carla@example.net>'],
              to: ['support@example.com'],
              subject: 'My invoice',
            },
            ...mail,
          },
          receipt: {
            recipients: ['support@example.com'],
            spamVerdict: { status: 'PASS' },
            virusVerdict: { status: 'PASS' },
            ...receipt,
          },
        },
      },
    ],
  }
}

const read = (changes?: Parameters<typeof anEvent>[0]) => parseSesEvent(anEvent(changes))[0]!
const judged = (changes?: Parameters<typeof anEvent>[0]) =>
  judgeMail({ ...read(changes).facts, ownAddresses: ['support@example.com'] })

describe('what SES sends', () => {
  it('is read as facts about a mail', () => {
    expect(read()).toEqual({
      id: 'o3vrnil0e2ic',
      at: Date.parse(at),
      recipients: ['support@example.com'],
      facts: {
        headers: expect.arrayContaining([{ name: 'Subject', value: 'My invoice' }]),
        headersTruncated: false,
        envelopeFrom: 'carla@example.net',
        from: { name: 'Carla', address: 'carla@example.net' },
        replyTo: [],
        to: [{ name: '', address: 'support@example.com' }],
        subject: 'My invoice',
        spamVerdict: 'PASS',
        virusVerdict: 'PASS',
      },
    })
  })

  it.each([
    ['empty', ''],
    ['in angle brackets', '<>'],
    ['with white space', ' < > '],
  ])('has a null reverse-path when the source is %s', (_, source) => {
    expect(read({ mail: { source } }).facts.envelopeFrom).toBe('')
    expect(judged({ mail: { source } })).toMatchObject({ acknowledge: false, reason: 'null-return-path' })
  })

  it('has one when there is no source, unless the mail says where it came from', () => {
    const nowhere = { source: undefined, commonHeaders: null, headers: [] }
    expect(read({ mail: nowhere }).facts.envelopeFrom).toBe('')
    expect(read({ mail: { source: null } }).facts.envelopeFrom).toBe('carla@example.net')
    const fromHeader = { ...nowhere, headers: [{ name: 'RETURN-PATH ', value: '<bo@example.net>' }] }
    expect(read({ mail: fromHeader }).facts.envelopeFrom).toBe('bo@example.net')
  })

  it('shows names, subject and addresses however they are folded and encoded', () => {
    const headers = [
      { name: 'FROM', value: '=?utf-8?q?M=C3=BCller=2C_Hans?=\r\n <hans@example.net>' },
      { name: 'reply-TO', value: 'Team: a@example.net, "B, C" <b@example.net>;' },
      { name: 'subject', value: '=?iso-8859-1?q?Gr=FC=DFe?=\r\n\tan alle' },
    ]
    const { facts } = read({ mail: { headers, commonHeaders: undefined } })
    expect(facts.from).toEqual({ name: 'Müller, Hans', address: 'hans@example.net' })
    expect(facts.replyTo.map(({ address }) => address)).toEqual(['a@example.net', 'b@example.net'])
    expect(facts.subject.replace(/\s+/g, ' ')).toBe('Grüße an alle')
  })

  it('says as a boolean or a string that headers were cut, and what was cut off is still shown', () => {
    const mail = { headers: [{ name: 'Received', value: 'x' }], headersTruncated: 'true' }
    const { facts } = read({ mail })
    expect(facts).toMatchObject({ headersTruncated: true, subject: 'My invoice', from: { name: 'Carla' } })
    expect(read({ mail: { headersTruncated: 'false' } }).facts.headersTruncated).toBe(false)
  })

  it('decides nothing by a header that is missing, and the strictest decides where it is repeated', () => {
    expect(judged()).toMatchObject({ acknowledge: true, to: 'carla@example.net' })
    const headers = [
      { name: 'Auto-Submitted', value: 'no' },
      { name: 'AUTO-SUBMITTED', value: ' Auto-Replied\r\n (vacation)' },
    ]
    expect(judged({ mail: { headers } })).toMatchObject({ acknowledge: false, reason: 'auto-reply' })
  })

  it('refuses what SES takes for spam or a virus', () => {
    expect(judged({ receipt: { spamVerdict: { status: 'FAIL' } } })).toMatchObject({ reason: 'spam' })
    expect(judged({ receipt: { virusVerdict: { status: 'FAIL' } } })).toMatchObject({ reason: 'virus' })
    expect(judged({ receipt: { spamVerdict: { status: 'GRAY' } } })).toMatchObject({ acknowledge: true })
    expect(judged({ receipt: { spamVerdict: null } })).toMatchObject({ acknowledge: true })
  })

  it.each<[string, Headers]>([
    ['5,000 headers', Array.from({ length: 5_000 }, (_, n) => ({ name: `X-${n}`, value: 'y' }))],
    ['a header of 1 MB', [{ name: 'X-Long', value: 'a b,'.repeat(262_144) }]],
    ['a From of 1 MB', [{ name: 'From', value: `${'"a" <b@c>, '.repeat(95_000)}` }]],
    ['a subject of 1 MB', [{ name: 'Subject', value: '=?utf-8?q?a?= '.repeat(75_000) }]],
    [
      'every header empty',
      ['From', 'To', 'Subject', 'Auto-Submitted', 'Precedence'].map((name) => ({ name, value: '' })),
    ],
    ['headers of no name or value', [{ name: '' }, { value: 'x' }, {}, { name: 'Subject', value: null }]],
    ['octets that were not UTF-8', [{ name: 'Subject', value: 'Gr\uFFFD\uFFFDe \uD800 \0' }]],
  ])('is judged with %s', (_, headers) => {
    expect(judged({ mail: { headers, commonHeaders: undefined, source: 'carla@example.net' } }).rule).toEqual(
      expect.any(String),
    )
  })

  it.each([
    ['nothing', undefined, 'Records'],
    ['a word', 'hello', 'Records'],
    ['no records', { Records: [] }, 'Records'],
    [
      'a record of another service',
      { Records: [{ eventSource: 'aws:s3', s3: {} }] },
      'Records.0.ses.mail.messageId',
    ],
    ['a mail without an id', anEvent({ mail: { messageId: 7 } }), 'Records.0.ses.mail.messageId'],
    ['a mail of no time', anEvent({ mail: { timestamp: 'noon' } }), 'Records.0.ses.mail.timestamp'],
    ['headers that are none', anEvent({ mail: { headers: 'From: x' } }), 'Records.0.ses.mail.headers'],
  ])('is refused by name, with the field, when it is %s', (_, event, field) => {
    expect(() => parseSesEvent(event)).toThrow(MalformedMailEvent)
    expect(() => parseSesEvent(event)).toThrow(field)
  })

  const names = [
    'From',
    'reply-to',
    'Subject',
    'Auto-Submitted',
    'PRECEDENCE',
    'List-Id',
    'Return-Path',
    'Content-Type',
  ]
  const values = [
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('=?utf-8?b?', '=?x?q?=zz?=', '<>', '"', '((((', 'a@b <c@d', 'a: b@c;', '\r\n '),
  ]
  const aHeader = fc.record({
    name: fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 40 })),
    value: fc.oneof(
      ...values,
      fc.array(fc.oneof(...values), { maxLength: 8 }).map((some) => some.join('')),
    ),
  })
  it.prop([fc.array(aHeader, { maxLength: 40 }), fc.option(fc.string({ unit: 'binary' }))], {
    numRuns: 2_000,
  })('is judged whatever its headers are', (headers, source) => {
    expect(judged({ mail: { headers, source, commonHeaders: undefined } }).rule).toEqual(expect.any(String))
  })

  it('is refused without a word of what it says', () => {
    const event = anEvent({ mail: { timestamp: 'carla@example.net', destination: 'My invoice' } })
    expect(() => parseSesEvent(event)).not.toThrow(/carla|invoice/)
    expect(() => parseSesEvent(event)).toThrow(MalformedMailEvent)
  })
})
