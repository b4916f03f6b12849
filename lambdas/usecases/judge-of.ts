import { foundBefore, type Judge } from '../domain/acknowledgement.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import type { MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import type { EpochMs } from '../domain/values.ts'

/**
 * What tells how a contact's mail is to be judged. The rules are loaded only where nothing has been found of it before:
 * they are a good part of a cold start, and seldom asked.
 */
export async function judgeOf(
  record: ContactRecord | undefined,
  verdicts: MailVerdicts | undefined,
  now: EpochMs,
): Promise<Judge> {
  const found = record && foundBefore(record, verdicts, now)
  return found ? () => found : (await import('../domain/mail/judge-contact.ts')).judgeContact
}
