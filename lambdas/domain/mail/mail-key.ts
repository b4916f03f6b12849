import { readable } from './reading/encoded-words.ts'
import { isAscii } from './reading/plain-words.ts'

/** What both Connect and SES show of a mail, by which a verdict on it is found again. */
export type MailKey = Readonly<{ from: string; to: string; subject: string }>

/** Connect cuts subjects, and where SES cuts is not documented: what stands in front tells mails apart well enough. */
const SUBJECT_COMPARED = 200

/**
 * The key of a mail. The two sides hand on the same subject folded or not, decoded or not, composed or not; addresses
 * compare without regard to case, as mail systems do in practice.
 */
export function mailKeyOf({
  from,
  to,
  subject,
}: {
  from: string
  to: string
  subject: string | undefined
}): MailKey {
  return { from: addressOf(from), to: addressOf(to), subject: subjectOf(subject ?? '') }
}

function addressOf(address: string): string {
  return address.trim().toLowerCase()
}

function subjectOf(subject: string): string {
  const text = readable(subject)
  // The same class twice: of ASCII, without Unicode's tables.
  const line = isAscii(text)
    ? text.replace(/[^!-~]+/g, ' ')
    : text.normalize('NFC').replace(/[\s\p{C}]+/gu, ' ')
  return Array.from(line.trim()).slice(0, SUBJECT_COMPARED).join('').trim()
}
