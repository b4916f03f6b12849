import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { composeMail, type Draft } from '../../../local/mail/compose.ts'
import { createOutbox } from '../../../local/mail/outbox.ts'
import { parseMail } from '../../../local/mail/parse.ts'
import { Random } from '../../../local/random.ts'

const draft = (but: Partial<Draft> = {}): Draft => ({
  contactId: 'c-1',
  from: { name: 'Übersee Support', address: 'support@centre.example' },
  to: { name: '', address: 'jane@example.com' },
  cc: [],
  subject: 'Re: the deed',
  inReplyTo: 'one@example.com',
  references: ['zero@example.com', 'one@example.com'],
  contentType: 'text/plain',
  body: 'We received your mail. Grüße.',
  headers: [{ name: 'Auto-Submitted', value: 'auto-replied' }],
  sentAt: Date.UTC(2026, 0, 5, 9, 30),
  ...but,
})
const compose = (but: Partial<Draft> = {}) => composeMail(draft(but), new Random(7))
const readBack = async (but: Partial<Draft>) =>
  parseMail(new TextEncoder().encode((await compose(but)).raw), { from: '', to: [] })
const headerOf = (mail: Awaited<ReturnType<typeof readBack>>, wanted: string) =>
  mail.headers.find(({ name }) => name.toLowerCase() === wanted)?.value

describe('a composed mail', () => {
  it('reads back as it was written', async () => {
    const sent = await compose()
    const read = await readBack({})
    expect(read).toMatchObject({
      messageId: sent.messageId,
      from: { name: 'Übersee Support', address: 'support@centre.example' },
      to: [{ address: 'jane@example.com' }],
      subject: 'Re: the deed',
      inReplyTo: ['one@example.com'],
      references: ['zero@example.com', 'one@example.com'],
    })
    expect(read.text?.trim()).toBe('We received your mail. Grüße.')
    expect(headerOf(read, 'date')).toBe('Mon, 05 Jan 2026 09:30:00 +0000')
    expect(headerOf(read, 'auto-submitted')).toBe('auto-replied')
  })

  it('is the same, octet for octet, for the same seed', async () => {
    expect((await compose()).raw).toBe((await compose()).raw)
  })

  it('has a Message-ID of its own, inside our domain', async () => {
    const random = new Random(1)
    const [one, two] = [await composeMail(draft(), random), await composeMail(draft(), random)]
    expect(one.messageId).toMatch(/^[0-9a-f-]{36}@email\.connect\.local$/)
    expect(two.messageId).not.toBe(one.messageId)
  })

  it('sends HTML as HTML', async () => {
    const read = await readBack({ contentType: 'text/html', body: '<p>Grüße</p>' })
    expect(read.html).toContain('<p>Grüße</p>')
  })

  it('starts a thread without In-Reply-To and References', async () => {
    const read = await readBack({ inReplyTo: undefined, references: [] })
    expect([headerOf(read, 'in-reply-to'), headerOf(read, 'references')]).toEqual([undefined, undefined])
  })

  it('folds a long subject so that no line passes 998 octets, and reads it back whole', async () => {
    const subject = `Änderung ${'sehr lang '.repeat(90)}`.trim()
    const { raw } = await compose({ subject })
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
    expect((await readBack({ subject })).subject).toBe(subject)
  })
})

describe('header injection', () => {
  test.prop([
    fc.constantFrom('\r\n', '\n', '\r', '\r\n ', '\n\n'),
    fc.constantFrom('subject', 'name', 'address', 'id'),
  ])('adds no header through any field', async (lineBreak, field) => {
    const evil = `x${lineBreak}Bcc: victim@example.com${lineBreak}`
    const read = await readBack({
      ...(field === 'subject' ? { subject: evil } : {}),
      ...(field === 'name' ? { from: { name: evil, address: 'a@b.example' } } : {}),
      ...(field === 'address' ? { to: { name: '', address: `${evil}@b.example` } } : {}),
      ...(field === 'id' ? { inReplyTo: evil, references: [evil] } : {}),
    })
    expect(headerOf(read, 'bcc')).toBeUndefined()
  })

  it.each([
    { name: 'X-Ok', value: 'a\r\nBcc: victim@example.com' },
    { name: 'X Bad', value: 'a' },
    { name: 'X:Bad', value: 'a' },
    { name: '', value: 'a' },
    { name: 'Bcc', value: 'victim@example.com' },
    { name: 'content-type', value: 'text/html' },
  ])('refuses the custom header $name: $value', async (header) => {
    await expect(compose({ headers: [header] })).rejects.toThrow(/header/)
  })
})

describe('the outbox', () => {
  it('keeps what left, newest last, until cleared', async () => {
    const outbox = createOutbox(2)
    for (const subject of ['one', 'two', 'three']) outbox.put(await compose({ subject }))
    expect(outbox.list().map(({ subject }) => subject)).toEqual(['two', 'three'])
    outbox.clear()
    expect(outbox.list()).toEqual([])
  })
})
