/** A customer's mail, as the person sees it. */
export interface Letter {
  /** `Carla <carla@example.net>`; '' leaves the header out. */
  from?: string
  /** Ours, one or several. */
  to?: string | readonly string[]
  subject?: string
  text?: string
  /** Message-ID of the mail that is replied to. */
  answers?: string | undefined
  /** Further header lines. */
  headers?: readonly string[]
}

/** The octets of a letter (RFC 5322). */
export function composed(letter: Letter & { messageId: string }): string {
  const { from = '', to = [], subject, text = '', answers, headers = [], messageId } = letter
  return [
    ...(from === '' ? [] : [`From: ${from}`]),
    `To: ${[to].flat().join(', ')}`,
    ...(subject === undefined ? [] : [`Subject: ${subject}`]),
    `Message-ID: <${messageId}>`,
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`, `References: <${answers}>`]),
    ...headers,
    ...(headers.some((line) => /^content-type:/i.test(line))
      ? []
      : ['Content-Type: text/plain; charset=utf-8']),
    '',
    text,
  ].join('\r\n')
}

/** The address in `Carla <carla@example.net>`. */
export const addressIn = (mailbox: string) => /<(.*)>/.exec(mailbox)?.[1] ?? mailbox
