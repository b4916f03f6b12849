import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { messageIdsIn, parseMail } from '../../../local/mail/parse.ts'

const envelope = { from: 'jane@example.com', to: ['support@centre.example'] }
const parse = (text: string | Uint8Array) =>
  parseMail(typeof text === 'string' ? new TextEncoder().encode(text) : text, envelope)
const mail = (...lines: string[]) => lines.join('\r\n')

describe('a mail that keeps the rules', () => {
  it('is read with its encoded words, addresses, body and envelope', async () => {
    const raw = mail(
      'Received: from a by b',
      'From: =?UTF-8?Q?J=C3=A4ne?= <jane@example.com>',
      'To: "Support, please" <support@centre.example>, Team: ann@x.example, Bob <bob@x.example>;',
      'Cc: undisclosed-recipients:;',
      'Subject: =?iso-8859-1?Q?Caf=E9?= =?iso-8859-1?Q?_au_lait?=',
      'Message-ID: <one@example.com>',
      'In-Reply-To: <zero@example.com>',
      'References: <a@example.com>\r\n <zero@example.com>',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Gr=FC=DFe',
    )
    const read = await parse(raw)
    expect(read).toMatchObject({
      from: { name: 'Jäne', address: 'jane@example.com' },
      to: [
        { name: 'Support, please', address: 'support@centre.example' },
        { name: '', address: 'ann@x.example' },
        { name: 'Bob', address: 'bob@x.example' },
      ],
      cc: [],
      subject: 'Café au lait',
      messageId: 'one@example.com',
      inReplyTo: ['zero@example.com'],
      references: ['a@example.com', 'zero@example.com'],
      envelope,
      bytes: raw.length,
    })
    expect(read.text?.trim()).toBe('Grüße')
  })

  it('keeps every header, repeated ones too, in the order they came', async () => {
    const { headers } = await parse(
      mail('X-B: 1', 'received: 2', 'X-A: 3', 'Received: =?UTF-8?B?w6Q=?=', '', ''),
    )
    expect(headers).toEqual([
      { name: 'X-B', value: '1' },
      { name: 'received', value: '2' },
      { name: 'X-A', value: '3' },
      { name: 'Received', value: 'ä' },
    ])
  })

  it('tells each attachment by name, type and octets', async () => {
    const { attachments, text } = await parse(
      mail(
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        '',
        'hello',
        '--b',
        'Content-Type: application/pdf; name=deed.pdf',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename=deed.pdf',
        '',
        'AAECAw==',
        '--b--',
      ),
    )
    expect(attachments).toEqual([{ filename: 'deed.pdf', contentType: 'application/pdf', bytes: 4 }])
    expect(text?.trim()).toBe('hello')
  })

  it('reads a body of five megabytes whole', async () => {
    const body = `${'x'.repeat(78)}\r\n`.repeat(65_536)
    const { text, bytes } = await parse(`Subject: long\r\n\r\n${body}`)
    expect(bytes).toBeGreaterThan(5 * 1024 * 1024)
    expect(text?.replaceAll(/\s/g, '')).toHaveLength(78 * 65_536)
  })
})

describe('a mail that breaks the rules', () => {
  it('has no sender where it has no From, and none where From has no address', async () => {
    expect((await parse('Subject: x\r\n\r\nhi')).from).toBeUndefined()
    expect((await parse('From: Jane Doe\r\n\r\nhi')).from).toBeUndefined()
    expect((await parse('From: <>\r\n\r\nhi')).from).toBeUndefined()
  })

  it('is read although its charset is unknown or its bytes are not of it', async () => {
    const text = (charset: string) => `Content-Type: text/plain; charset=${charset}\r\n\r\n`
    const latin = new Uint8Array([...new TextEncoder().encode(text('utf-8')), 0xe4, 0xff, 0x41])
    expect((await parse(latin)).text).toContain('A')
    expect((await parse(`${text('klingon')}plain`)).text).toContain('plain')
  })

  it('gives the header and the body as they are where the parts are nested too deep', async () => {
    const deep = Array.from(
      { length: 300 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
    )
    const read = await parse(`From: jane@example.com\r\nSubject: deep\r\n${deep.join('')}\r\nbottom`)
    expect(read).toMatchObject({ from: { address: 'jane@example.com' }, subject: 'deep' })
    expect(read.text).toContain('bottom')
  })

  it('is no mail at all and still gives an empty one', async () => {
    expect(await parse('')).toMatchObject({ headers: [], subject: '', messageId: undefined, bytes: 0 })
  })

  test.prop([fc.uint8Array({ maxLength: 600 })])('never throws, whatever the octets', async (octets) => {
    expect((await parse(octets)).bytes).toBe(octets.length)
  })

  test.prop([
    fc.array(
      fc.constantFrom(
        'From:',
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
        ' ',
        '=?UTF-8?B?',
        '<a@b>',
        'Content-Type: message/rfc822',
        'To: a:b@c;',
        '\u0000',
        '(',
      ),
      { maxLength: 40 },
    ),
  ])('never throws, whatever the pieces of mail', async (pieces) => {
    expect((await parse(pieces.join('\r\n'))).envelope).toBe(envelope)
  })
})

describe('message ids', () => {
  it.each([
    ['<a@b>', ['a@b']],
    ['<a@b><c@d>', ['a@b', 'c@d']],
    ['Your mail of Monday <a@b> (comment)', ['a@b']],
    ['a@b c@d', ['a@b', 'c@d']],
    ['<a\r\n @b>', ['a@b']],
    ['<a@b> <a@b>', ['a@b']],
    ['<no-at-sign>', ['no-at-sign']],
    ['junk', []],
    ['<<a@b>>', ['a@b']],
    ['<>', []],
    ['', []],
  ])('are found in %j', (value, ids) => {
    expect(messageIdsIn(value)).toEqual(ids)
  })

  it('keeps the newest thousand of an endless References', () => {
    const ids = messageIdsIn(Array.from({ length: 5_000 }, (_, n) => `<${n}@b>`).join(' '))
    expect(ids).toHaveLength(1_000)
    expect(ids.at(-1)).toBe('4999@b')
  })
})
