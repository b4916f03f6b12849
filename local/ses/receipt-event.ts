import type { InboundMail, Mailbox } from '../mail/mail.ts'
import { firstHeaders, type Header, rawHeaders } from './headers.ts'

export interface Receipt {
  /** SES's own id of the mail. */
  id: string
  /** Epoch milliseconds. */
  at: number
  mail: InboundMail
  /** Of the envelope, as far as the rule matched them. */
  recipients: readonly string[]
  functionArn: string
  /** How SES writes the null reverse-path is not documented. */
  nullPath: '' | '<>' | undefined
}

/** What a Lambda action hands on (SES guide, "Event examples for Lambda"): headers and envelope, no body. */
export function receiptEvent({ id, at, mail, recipients, functionArn, nullPath }: Receipt): object {
  const timestamp = new Date(at).toISOString()
  const own = rawHeaders(mail.raw)
  const verdicts = { spam: verdictIn(own, 'spam'), virus: verdictIn(own, 'virus') }
  const added: Header[] = [
    { name: 'Return-Path', value: `<${mail.envelope.from}>` },
    { name: 'Received', value: `from localhost by inbound-smtp.local with SMTP id ${id};\r\n ${timestamp}` },
    { name: 'X-SES-Spam-Verdict', value: verdicts.spam },
    { name: 'X-SES-Virus-Verdict', value: verdicts.virus },
  ]
  const { headers, truncated } = firstHeaders([
    ...added,
    ...own.filter(({ name }) => !/^x-ses-(?:spam|virus)-verdict$/i.test(name)),
  ])
  const source = mail.envelope.from === '' ? nullPath : mail.envelope.from
  const passed = { status: 'PASS' }
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp,
            ...(source !== undefined && { source }),
            messageId: id,
            destination: [...mail.to, ...mail.cc].map(({ address }) => address),
            headersTruncated: truncated,
            headers,
            commonHeaders: commonHeaders(mail, source),
          },
          receipt: {
            timestamp,
            processingTimeMillis: 500,
            recipients,
            spamVerdict: { status: verdicts.spam },
            virusVerdict: { status: verdicts.virus },
            spfVerdict: passed,
            dkimVerdict: passed,
            dmarcVerdict: passed,
            action: { type: 'Lambda', functionArn, invocationType: 'Event' },
          },
        },
      },
    ],
  }
}

/** A mail may bring its own verdict along: that is how a tester makes one fail. */
function verdictIn(headers: readonly Header[], kind: 'spam' | 'virus'): string {
  return headers.find(({ name }) => name.toLowerCase() === `x-ses-${kind}-verdict`)?.value ?? 'PASS'
}

function commonHeaders(mail: InboundMail, returnPath: string | undefined): object {
  const decoded = (wanted: string) => mail.headers.find(({ name }) => name.toLowerCase() === wanted)?.value
  const replyTo = decoded('reply-to')
  const date = decoded('date')
  return {
    ...(returnPath !== undefined && { returnPath }),
    ...(mail.from && { from: [written(mail.from)] }),
    ...(date !== undefined && { date }),
    ...(mail.to.length > 0 && { to: mail.to.map(written) }),
    ...(mail.cc.length > 0 && { cc: mail.cc.map(written) }),
    ...(replyTo !== undefined && { replyTo: [replyTo] }),
    ...(mail.messageId !== undefined && { messageId: `<${mail.messageId}>` }),
    ...(decoded('subject') !== undefined && { subject: mail.subject }),
  }
}

function written({ name, address }: Mailbox): string {
  return name === '' ? address : `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
}
