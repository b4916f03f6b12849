import type { MailKey } from '../domain/mail/mail-key.ts'
import {
  availableTo,
  isOfOneMail,
  type MailVerdicts,
  usedMeanwhile,
  verdictOn,
} from '../domain/mail/mail-verdicts.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import type { VerdictUses } from '../ports/mail-verdicts.ts'

/**
 * The verdicts that a contact may rest on. Where the one it does rest on is of one mail only, that is noted first, so that
 * no later contact is judged by it whose own verdict is late or lost.
 */
export async function verdictsFor(
  { id, receivedAt, mail }: { id: ContactId; receivedAt: EpochMs; mail: MailKey },
  found: MailVerdicts | undefined,
  uses: VerdictUses,
): Promise<MailVerdicts> {
  let available = availableTo(id, receivedAt, found)
  for (;;) {
    const verdict = verdictOn(receivedAt, available)
    if (!verdict || verdict.usedBy !== undefined || !isOfOneMail(verdict, mail.from)) return available
    if (await uses.use(mail, verdict, id)) return available
    available = availableTo(id, receivedAt, usedMeanwhile(available, verdict))
  }
}
