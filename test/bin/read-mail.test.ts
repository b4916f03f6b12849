import { describe, expect, it } from 'vitest'
import { readMail, type SeenOfMail } from '../../bin/explain/read-mail.ts'
import { judgeMail } from '../../lambdas/domain/mail/judge.ts'
import { Random } from '../../local/random.ts'

const octets = (text: string) => new TextEncoder().encode(text)
const read = (mail: string | Uint8Array, seen: SeenOfMail = 'all') =>
  readMail(typeof mail === 'string' ? octets(mail) : mail, { ownAddresses: [], seen })

const HEADER = [
  'Return-Path: <jane@example.com>',
  'From: =?utf-8?q?J=C3=A4ne?= Doe <jane@example.com>',
  'Reply-To: "Doe, Jane" <jane.doe@example.com>, team:ann@example.com,bob@example.com;',
  'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
  ' again',
]

describe('a mail file', () => {
  it('is read with decoded sender, Reply-To, subject, envelope and text', async () => {
    expect(await read(`${HEADER.join('\r\n')}\r\n\r\nhello there\r\n`)).toMatchObject({
      from: { name: 'Jäne Doe', address: 'jane@example.com' },
      replyTo: [
        { address: 'jane.doe@example.com' },
        { address: 'ann@example.com' },
        { address: 'bob@example.com' },
      ],
      subject: 'Grüße again',
      envelopeFrom: 'jane@example.com',
      bodyStart: expect.stringContaining('hello there'),
    })
  })

  it.each(['\n', '\r', '\r\r\n'])('may have %j at its line ends', async (lineEnd) => {
    const mail = await read([...HEADER, '', 'hello', ''].join(lineEnd))
    expect(mail).toMatchObject({ subject: 'Grüße again', bodyStart: expect.stringContaining('hello') })
    expect(mail.headers).toHaveLength(4)
  })

  it('may begin with an mbox line, which is no header and no envelope', async () => {
    const mail = await read(`From MAILER-DAEMON Mon Jan  5 09:30:00 2026\nFrom: jane@example.com\n\nhi`)
    expect(mail).toMatchObject({ from: { address: 'jane@example.com' }, envelopeFrom: undefined })
  })

  it('may begin with a mark of its byte order, and blank lines', async () => {
    const mail = await read('\uFEFF\n\nReturn-Path: <<>>\nFrom: jane@example.com\n\nhi')
    expect(mail).toMatchObject({ from: { address: 'jane@example.com' }, envelopeFrom: '' })
  })

  it('may have raw octets of UTF-8 or Windows-1252 in its header', async () => {
    const latin = new Uint8Array([
      ...octets('From: jane@example.com\nSubject: Gr'),
      0xfc,
      0xdf,
      ...octets('e\n\nhi'),
    ])
    expect(await read(latin)).toMatchObject({ subject: 'Grüße' })
    expect(await read('From: jane@example.com\nSubject: Grüße\n\nhi')).toMatchObject({ subject: 'Grüße' })
  })

  it.each([
    ['<>', ''],
    ['< >', ''],
    ['<<>>', ''],
    ['(nobody) "<>"', ''],
    ['<jane@example.com>', 'jane@example.com'],
    ['jane@example.com', 'jane@example.com'],
    ['', undefined],
  ])('has the return path %j as %j', async (value, envelopeFrom) => {
    expect((await read(`Return-Path: ${value}\nFrom: a@b.example\n\n`)).envelopeFrom).toBe(envelopeFrom)
  })

  it('tells the types of its parts, and not those of a mail attached to it', async () => {
    const inner =
      'Content-Type: multipart/report; boundary=i\n\n--i\nContent-Type: message/delivery-status\n\nAction: failed\n--i--'
    const mail = await read(
      `From: a@b.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nsee attached\n--o\nContent-Type: message/rfc822\n\n${inner}\n--o\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--o--\n`,
    )
    expect(mail.parts).toEqual(['message/rfc822', 'text/calendar; method=reply'])
  })

  it('gives the words of an HTML body, and marks what it quotes', async () => {
    const mail = await read(
      'From: a@b.example\nContent-Type: text/html\n\n<style>p{}</style><p>I&#39;m away.</p><blockquote>old</blockquote>',
    )
    expect(mail.bodyStart?.replace(/\s+/g, ' ')).toContain("I'm away. > old")
  })

  it('reads letters that HTML spells by name or number', async () => {
    const mail = await read(
      'From: a@b.example\nContent-Type: text/html\n\n<p>Gr&uuml;&szlig;e, &Eacute;mile&#8217;s &#x20AC; &copy; &wrong; &#0;</p><a href="x">&gt; more</a>',
    )
    expect(mail.bodyStart?.replace(/\s+/g, ' ').trim()).toBe('Grüße, Émile’s € © &wrong; &#0; more')
  })

  it('gives the end of a page, also where there is a plain text beside it', async () => {
    const page = `<p>${'sale '.repeat(20_000)}</p><p>This email was sent to you@example.com.</p><a href="https://x.example">Unsubscribe</a>`
    const mail = await read(
      `From: a@b.example\nContent-Type: multipart/alternative; boundary=o\n\n--o\n\nsale\n--o\nContent-Type: text/html\n\n${page}\n--o--\n`,
    )
    expect(mail.bodyStart?.trim()).toBe('sale')
    expect(mail.bodyEnd?.replace(/\s+/g, ' ')).toMatch(
      /This email was sent to you@example\.com\. Unsubscribe$/,
    )
  })

  it('shows only what Connect shows, when asked for that', async () => {
    const mail = await read(`Auto-Submitted: auto-replied\n${HEADER.join('\n')}\n\nhello`, 'contact')
    expect(mail).toMatchObject({
      headers: undefined,
      envelopeFrom: undefined,
      replyTo: [],
      subject: 'Grüße again',
    })
    expect(mail.bodyStart).toBeUndefined()
  })

  it('shows what SES shows, when asked for that: the first 10 KB of its headers, no text and no parts', async () => {
    const many = Array.from({ length: 12 }, (_, n) => `X-Filler-${n}: ${'x'.repeat(1_000)}`)
    const mail = await read([...HEADER, ...many, 'Precedence: bulk', '', 'hello'].join('\n'), 'headers')
    expect(mail).toMatchObject({
      envelopeFrom: 'jane@example.com',
      subject: 'Grüße again',
      headersTruncated: true,
    })
    expect(mail.headers?.map(({ name }) => name).slice(-2)).toEqual(['X-Filler-7', 'X-Filler-8'])
    expect(mail).not.toHaveProperty('bodyStart')
    expect(mail).not.toHaveProperty('parts')
    expect(await read(`${HEADER.join('\n')}\n\nhello`, 'headers')).toMatchObject({ headersTruncated: false })
  })

  it.each(['', 'no header at all\n', '\n\nFrom nowhere'])(
    'is refused where it is no mail: %j',
    async (text) => {
      await expect(read(text)).rejects.toThrow('no mail')
    },
  )
})

describe('ten thousand mutated mails', () => {
  it('are all judged without a throw', async () => {
    const random = new Random(20_260_105)
    for (let round = 0; round < 10_000; round++) {
      const verdict = await read(mutant(random))
        .then(judgeMail)
        .catch((error: Error) => error.message)
      expect(verdict, `round ${round}`).toSatisfy(
        (found: unknown) => typeof found === 'object' || String(found).startsWith('no mail'),
      )
    }
  })
})

const SEEDS = [
  `${HEADER.join('\r\n')}\r\nAuto-Submitted: auto-replied (vacation)\r\n\r\nI am away. Thank you for your mail.\r\n`,
  `From: MAILER-DAEMON@x.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nHi. This is the qmail-send program\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--\r\n`,
  'From: a@b.example\nSubject: =?iso-2022-jp?B?GyRCPCtGMEpWPy4bKEI=?=\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPGI+aGVsbG88L2I+\n',
  'From: noreply@web.example\nReply-To: jane@example.com\nList-Id: <x.y>\nSubject: Out of Office: =?utf-8?q?=\n\n> quoted\nOn Monday, Ann wrote:\n',
] as const
const PIECES = [
  '\r\n',
  '\n',
  '\0',
  '=?utf-8?b?',
  '?=',
  '(',
  ')',
  '<',
  '>',
  ':',
  ';',
  '"',
  '--b',
  'ÿ',
  '\u202e',
  ' ',
  'Re: ',
] as const

function mutant(random: Random): Uint8Array {
  let text: string = random.pick(SEEDS)
  for (let change = random.below(8); change >= 0; change--) {
    const at = random.below(text.length + 1)
    const kind = random.below(4)
    if (kind === 0)
      text = text.slice(0, at) + random.pick(PIECES).repeat(1 + random.below(20)) + text.slice(at)
    else if (kind === 1) text = text.slice(0, at) + text.slice(at + random.below(30))
    else if (kind === 2)
      text = text.slice(0, at) + random.pick(SEEDS).slice(random.below(200)) + text.slice(at)
    else text = text.slice(0, at) + String.fromCharCode(random.below(256)) + text.slice(at + 1)
  }
  return random.chance(0.5) ? octets(text) : Buffer.from(text, 'latin1')
}
