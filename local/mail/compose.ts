import MailComposer from 'nodemailer/lib/mail-composer'
import type { Random } from '../random.ts'
import type { Mailbox, OutboundMail } from './mail.ts'

/** What is to be sent; `sentAt` is epoch milliseconds, virtual. */
export type Draft = Omit<OutboundMail, 'messageId' | 'raw'>

/** Header fields the mail itself decides: a template that sets one would send a mail other than the one recorded. */
const OWN_FIELDS =
  /^(from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|return-path|received|content-.*)$/i

/**
 * Writes a draft as RFC 5322 and MIME. The same random state and draft give the same octets.
 * Throws where a custom header has no valid name (RFC 5322 §2.2; at most 126 characters), belongs to the mail itself or
 * holds a line break. Line breaks in subject, names and ids are closed up: no value can begin a header of its own.
 */
export async function composeMail(draft: Draft, random: Random): Promise<OutboundMail> {
  for (const header of draft.headers) assertHarmless(header)
  const messageId = `${random.uuid()}@email.connect.local`
  const composer = new MailComposer({
    from: oneLine(draft.from),
    to: oneLine(draft.to),
    cc: draft.cc.map(oneLine),
    subject: closedUp(draft.subject),
    messageId: `<${messageId}>`,
    ...(draft.inReplyTo === undefined ? {} : { inReplyTo: `<${bareId(draft.inReplyTo)}>` }),
    ...(draft.references.length === 0 ? {} : { references: draft.references.map((id) => `<${bareId(id)}>`) }),
    date: new Date(draft.sentAt),
    headers: draft.headers.map(({ name, value }) => ({ key: name, value })),
    [draft.contentType === 'text/html' ? 'html' : 'text']: draft.body,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const raw = (await composer.compile().build()).toString('utf8')
  return { ...draft, messageId, raw }
}

function assertHarmless({ name, value }: { name: string; value: string }): void {
  if (!/^[!-9;-~]{1,126}$/.test(name)) throw new Error(`header name ${JSON.stringify(name)} is not valid`)
  if (OWN_FIELDS.test(name)) throw new Error(`header ${name} belongs to the mail itself`)
  if (/[\r\n\0]/.test(value)) throw new Error(`header ${name} holds a line break`)
}

function oneLine({ name, address }: Mailbox): Mailbox {
  return { name: closedUp(name), address: address.replace(/[\s<>]+/g, '') }
}

function closedUp(value: string): string {
  return value.replace(/[\r\n\0]+/g, ' ')
}

function bareId(id: string): string {
  return id.replace(/[\s<>\0]+/g, '')
}
