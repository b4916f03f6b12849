import * as z from 'zod/mini'

import { readable } from '../domain/mail/encoded-words.ts'
import type { Header, MailFacts } from '../domain/mail/mail-facts.ts'
import type { EpochMs } from '../domain/values.ts'
import { mailboxesIn } from './mailboxes.ts'

/** What SES sent cannot be worked with. Lambda tries twice more, then keeps it among the dead letters. */
export class MalformedMailEvent extends Error {
  override readonly name = 'MalformedMailEvent'
}

const text = z.optional(z.nullable(z.string()))
const texts = z.optional(z.nullable(z.array(z.string())))
const verdict = z.optional(z.nullable(z.looseObject({ status: text })))

/**
 * What SES hands to the Lambda action of a receipt rule (SES guide, "Contents of notifications for email receiving"):
 * headers and envelope, no body. Only what nothing can be judged without is insisted on.
 */
const SesEvent = z.object({
  Records: z
    .array(
      z.object({
        ses: z.object({
          mail: z.object({
            messageId: z.string(),
            timestamp: z.iso.datetime({ offset: true }),
            source: text,
            destination: texts,
            headers: z.optional(z.nullable(z.array(z.looseObject({ name: text, value: text })))),
            headersTruncated: z.optional(z.nullable(z.union([z.boolean(), z.string()]))),
            commonHeaders: z.optional(
              z.nullable(
                z.looseObject({ returnPath: text, from: texts, to: texts, replyTo: texts, subject: text }),
              ),
            ),
          }),
          receipt: z.optional(
            z.nullable(z.looseObject({ recipients: texts, spamVerdict: verdict, virusVerdict: verdict })),
          ),
        }),
      }),
    )
    .check(z.minLength(1)),
})

type Record = z.infer<typeof SesEvent>['Records'][number]['ses']

export type SesMail = Readonly<{
  id: string
  at: EpochMs
  facts: Omit<MailFacts, 'ownAddresses'>
  recipients: readonly string[]
}>

/** Throws MalformedMailEvent, which says which field is wrong. */
export function parseSesEvent(event: unknown): SesMail[] {
  const parsed = SesEvent.safeParse(event)
  if (!parsed.success) throw new MalformedMailEvent(explain(parsed.error.issues))
  return parsed.data.Records.map(({ ses }) => mailOf(ses))
}

function mailOf({ mail, receipt }: Record): SesMail {
  const headers = headersOf(mail.headers)
  return {
    id: mail.messageId,
    at: Date.parse(mail.timestamp) as EpochMs,
    recipients: receipt?.recipients ?? mail.destination ?? [],
    facts: {
      headers,
      // SES writes a boolean, and its reference says that it is a string.
      headersTruncated: String(mail.headersTruncated) === 'true',
      envelopeFrom: envelopeFrom(mail, headers),
      ...shown(mail, headers ?? []),
      spamVerdict: receipt?.spamVerdict?.status ?? '',
      virusVerdict: receipt?.virusVerdict?.status ?? '',
    },
  }
}

function headersOf(headers: Record['mail']['headers']): Header[] | undefined {
  return headers?.flatMap(({ name, value }) => (name ? [{ name, value: value ?? '' }] : []))
}

/** What Connect shows too. SES's own reading of a header comes first: it is there even where the list was cut before it. */
function shown({ commonHeaders }: Record['mail'], headers: readonly Header[]) {
  const all = (name: string) =>
    headers.filter((header) => header.name.trim().toLowerCase() === name).map(({ value }) => value)
  const mailboxes = (common: string[] | null | undefined, name: string) => {
    const read = (common ?? []).flatMap(mailboxesIn)
    return read.length > 0 ? read : all(name).flatMap(mailboxesIn)
  }
  return {
    from: mailboxes(commonHeaders?.from, 'from')[0],
    replyTo: mailboxes(commonHeaders?.replyTo, 'reply-to'),
    to: mailboxes(commonHeaders?.to, 'to'),
    subject: readable(commonHeaders?.subject || all('subject')[0] || ''),
  }
}

/** '' or `<>` is the null reverse-path (RFC 5321 §4.5.5), and so is no source at all: SES leaves out what is empty. */
function envelopeFrom(
  { source, commonHeaders }: Record['mail'],
  headers: readonly Header[] | undefined,
): string {
  const returnPath = headers?.find(({ name }) => /^\s*return-path\s*$/i.test(name))?.value
  const path = source ?? commonHeaders?.returnPath ?? returnPath ?? ''
  return path.replace(/^\s*<|>\s*$/g, '').trim()
}

/** Fields and what was expected of them, never their values: those may be a customer's. */
function explain(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join('.') || 'the event'}: ${message}`)
    .join('; ')
}
