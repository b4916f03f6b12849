import { readContentType } from '../reading/content-type.ts'
import { type Examined, isReaction, reportType } from '../reading/examined.ts'
import { tokenOf } from '../reading/header-index.ts'
import type { Rule } from './rule.ts'

export const hasPart = (mail: Examined, type: string) =>
  mail.facts.parts?.some((part) => part.startsWith(type)) ?? false
const isOf = (mail: Examined, type: string) => mail.contentType.type === type
const isReport = (mail: Examined, kind: RegExp) => kind.test(reportType(mail) ?? '')

/** The mail itself, or a part of it. Whoever answers or forwards a report may have its parts in the mail too. */
const carries = (mail: Examined, type: string) =>
  isOf(mail, type) || (hasPart(mail, type) && !mail.subject.isAnswer && !isReaction(mail))

const RETURNED_PARTS = [
  'message/delivery-status',
  'message/global-delivery-status',
  'message/xdelivery-status',
  'text/rfc822-headers',
]

/** People attach what came back to them below a text of their own. A report's own text has a rule of its own. */
const isBelowText = (mail: Examined) =>
  isOf(mail, 'multipart/mixed') && (mail.facts.bodyStart ?? '').trim() !== ''

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
    source:
      'RFC 8098 §3, RFC 6533 §4; Microsoft Learn, "Mapping PR_MESSAGE_CLASS to DAV:contentclass" (Content-Class)',
    reason: 'read-receipt',
    test: (mail) =>
      isReport(mail, /^disposition/) ||
      carries(mail, 'message/disposition-notification') ||
      carries(mail, 'message/global-disposition-notification') ||
      isOfClass(mail, 'mdn'),
  },
  {
    id: 'feedback-report',
    source:
      'RFC 5965 §2, RFC 6591 §3; sisimai ARF and PHP-Bounce-Handler (X-HmXmrOriginalRecipient, Hotmail)',
    reason: 'complaint',
    test: (mail) =>
      isReport(mail, /^feedback/) ||
      carries(mail, 'message/feedback-report') ||
      mail.headers.first('x-hmxmroriginalrecipient') !== undefined,
  },
  {
    id: 'machine-report',
    source: 'RFC 8460 §5.3, RFC 7489 §7.2.1.1 (names of the files)',
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
    source:
      'RFC 6522 §3, §4, RFC 3464 §2, RFC 6533 §3; Microsoft KB 323484 (Content-Class); Mail::DeliveryStatus::BounceParser (xdelivery-status, XWall)',
    reason: 'bounce',
    test: (mail) =>
      reportType(mail) !== undefined ||
      (!isBelowText(mail) && RETURNED_PARTS.some((type) => carries(mail, type))) ||
      isOfClass(mail, 'dsn'),
  },
  {
    id: 'failed-recipients',
    source: 'Exim specification, "System-wide message filtering": X-Failed-Recipients of bounces',
    reason: 'bounce',
    test: ({ headers }) => headers.first('x-failed-recipients') !== undefined,
  },
  {
    id: 'returned-mail-header',
    source:
      'SpamAssassin 20_vbounce.cf (X-MS-Embedded-Report, X-Error-Status); rspamd bounce.lua (X-MDDSN-Message); sisimai (X-MS-Exchange-Message-Is-Ndr, X-Mailer of SurfControl and IMail); flufl.bounce smtp32',
    reason: 'bounce',
    test: isReturned,
  },
]
