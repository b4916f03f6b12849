import { readContentType } from './content-type.ts'
import { type Examined, isReaction, reportType } from './examined.ts'
import { tokenOf } from './header-index.ts'
import type { Rule } from './rule.ts'

export const hasPart = (mail: Examined, type: string) =>
  mail.facts.parts?.some((part) => part.startsWith(type)) ?? false
const isOf = (mail: Examined, type: string) => mail.contentType.type === type
const isReport = (mail: Examined, kind: RegExp) => kind.test(reportType(mail) ?? '')

/** The mail itself, or a part of it. Whoever answers or forwards a report may have its parts in the mail too. */
const carries = (mail: Examined, type: string) =>
  isOf(mail, type) || (hasPart(mail, type) && !mail.subject.isAnswer && !isReaction(mail))

/** Exchange's own name for what a mail is. */
const isOfClass = ({ headers }: Examined, kind: 'dsn' | 'mdn') =>
  headers.all('content-class').some((value) => tokenOf(value) === `urn:content-classes:${kind}`)

/** `receiver!domain!begin!end`, with an identifier or without, and the kind of file. */
const REPORT_FILE =
  /^[^!\s]{1,255}![^!\s]{1,255}!\d{9,11}!\d{9,11}(?:![^!\s]{1,255})?\.(?:xml|json|zip|gz)(?:\.gz)?$/

/** The whole mail is such a file. People attach one to a mail, which then is of another type. */
function isReportFile({ headers, contentType }: Examined): boolean {
  if (contentType.type.startsWith('multipart/')) return false
  const disposition = readContentType(headers.first('content-disposition') ?? '')
  return [contentType.parameter('name'), disposition.parameter('filename')].some((name) =>
    REPORT_FILE.test(name),
  )
}

const RETURNED_MAIL_MAILER = /^(?:<smtp32 v[\d.]|surfcontrol e-mail filter$)/i

function isReturned({ headers }: Examined): boolean {
  return (
    ['x-ms-embedded-report', 'x-ms-exchange-message-is-ndr', 'x-mddsn-message'].some((name) =>
      headers.stands(name),
    ) ||
    headers.all('x-error-status').some((value) => /user unknown/i.test(value)) ||
    headers.all('x-mailer').some((value) => RETURNED_MAIL_MAILER.test(value.trim()))
  )
}

/** What mail systems report, by its form. */
export const REPORTS: readonly Rule[] = [
  {
    id: 'disposition-notification',
    reason: 'read-receipt',
    test: (mail) =>
      isReport(mail, /^disposition/) ||
      carries(mail, 'message/disposition-notification') ||
      carries(mail, 'message/global-disposition-notification') ||
      isOfClass(mail, 'mdn'),
  },
  {
    id: 'feedback-report',
    reason: 'complaint',
    test: (mail) =>
      isReport(mail, /^feedback/) ||
      carries(mail, 'message/feedback-report') ||
      mail.headers.first('x-hmxmroriginalrecipient') !== undefined,
  },
  {
    id: 'machine-report',
    reason: 'report',
    test: (mail) =>
      isReport(mail, /^tlsrpt/) ||
      /^application\/tlsrpt\+/.test(mail.contentType.type) ||
      mail.headers.first('tls-report-domain') !== undefined ||
      mail.headers.first('tls-report-submitter') !== undefined ||
      isReportFile(mail),
  },
  {
    id: 'delivery-report',
    reason: 'bounce',
    test: (mail) =>
      reportType(mail) !== undefined ||
      carries(mail, 'message/delivery-status') ||
      carries(mail, 'message/global-delivery-status') ||
      carries(mail, 'text/rfc822-headers') ||
      isOfClass(mail, 'dsn'),
  },
  {
    id: 'failed-recipients',
    reason: 'bounce',
    test: ({ headers }) => headers.first('x-failed-recipients') !== undefined,
  },
  {
    id: 'returned-mail-header',
    reason: 'bounce',
    test: isReturned,
  },
]
