/** A mailbox as RFC 5322 §3.4 has it; `name` is '' where there is none. */
export type Mailbox = Readonly<{ name: string; address: string }>

/** A header field as it came: folded, encoded, in any case. */
export type Header = Readonly<{ name: string; value: string }>

/** All that may be known of a mail when it is judged. What is not known is left out, never invented. */
export type MailFacts = Readonly<{
  /** Undefined: nobody saw the headers, only the contact (sender, recipient, subject, verdicts). */
  headers: readonly Header[] | undefined
  /** SES cut the list of headers: what is missing proves nothing. */
  headersTruncated: boolean
  /** The reverse-path of SMTP; '' is the null reverse-path (RFC 5321 §4.5.5); undefined where unknown. */
  envelopeFrom: string | undefined
  from: Mailbox | undefined
  replyTo: readonly Mailbox[]
  to: readonly Mailbox[]
  subject: string
  /** Media types of the parts, lower case, with `; method=` for calendars. Absent where the body was not read. */
  parts?: readonly string[]
  /** The first characters of the text, decoded. Absent where the body was not read. */
  bodyStart?: string
  /** And the last: the same, where the text is short. */
  bodyEnd?: string
  /** Every address at which this contact centre receives or from which it sends. */
  ownAddresses: readonly string[]
  /** As SES (`PASS`, `FAIL`, `GRAY`, …) or Connect (`PASSED`, `FAILED`) puts it. */
  spamVerdict?: string
  virusVerdict?: string
}>
