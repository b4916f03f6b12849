/** A mailbox as RFC 5322 §3.4 has it: a display name, possibly empty, and an address. */
export interface Mailbox {
  name: string
  address: string
}

/** A customer's mail as it reached us, parsed; `raw` is what came over SMTP. */
export interface InboundMail {
  /** Without angle brackets; undefined where the mail has none. */
  messageId: string | undefined
  /** Message ids of In-Reply-To, without angle brackets. */
  inReplyTo: readonly string[]
  /** Message ids of References, oldest first, without angle brackets. */
  references: readonly string[]
  /** Undefined where the mail has no usable From. */
  from: Mailbox | undefined
  to: readonly Mailbox[]
  cc: readonly Mailbox[]
  /** Decoded; '' where there is none. */
  subject: string
  text: string | undefined
  html: string | undefined
  attachments: readonly { filename: string; contentType: string; bytes: number }[]
  headers: readonly { name: string; value: string }[]
  /** SMTP envelope: '' is the null reverse-path (RFC 5321 §4.5.5). */
  envelope: { from: string; to: readonly string[] }
  /** Whole octets of `raw`. */
  bytes: number
  raw: Uint8Array
}

/** A mail that left the contact centre. */
export interface OutboundMail {
  contactId: string
  messageId: string
  from: Mailbox
  to: Mailbox
  cc: readonly Mailbox[]
  subject: string
  inReplyTo: string | undefined
  references: readonly string[]
  contentType: 'text/plain' | 'text/html'
  body: string
  headers: readonly { name: string; value: string }[]
  /** Epoch milliseconds, virtual. */
  sentAt: number
  raw: string
}
