import { decideAcknowledgement, type Preparation, type SkipReason } from '../domain/acknowledgement.ts'
import type { Settings } from '../domain/inbox.ts'
import { type ContactId, later, MINUTE, SECOND } from '../domain/values.ts'
import type { MailClaims, Pace } from '../ports/acknowledger.ts'
import type { Clock } from '../ports/clock.ts'
import type { ContactRecords } from '../ports/contact-records.ts'
import type { Journal } from '../ports/journal.ts'

export interface PrepareAcknowledgementPorts {
  contacts: ContactRecords
  claims: MailClaims
  pace: Pace
  journal: Journal
  clock: Clock
}

/** Connect makes the several contacts of one mail within seconds; a person needs longer to write the same twice. */
const ONE_MAIL_WITHIN_MS = 5 * MINUTE

const SOON_MS = 5 * MINUTE
const SETTLED_WITHIN_MS = 15 * MINUTE

/** Decides whether a contact is acknowledged, and when its turn is. */
export async function prepareAcknowledgement(
  contact: ContactId,
  settings: Settings,
  { contacts, claims, pace, journal, clock }: PrepareAcknowledgementPorts,
): Promise<Preparation> {
  const now = clock.now()
  const record = await contacts.find(contact)
  const decision = decideAcknowledgement(record, settings.inboxes, now)
  if (decision.kind === 'skip') return skip(decision.reason)

  const { customer, inbox } = decision
  const claim =
    settings.inboxes.length > 1
      ? await claims.claim({
          customer,
          inbox: inbox.address,
          at: record?.receivedAt ?? now,
          withinMs: ONE_MAIL_WITHIN_MS,
        })
      : 'mine'
  if (claim === 'taken') return skip('answered-from-another-address')

  const at = await pace.nextTurn(now, SECOND / settings.acknowledgementsPerSecond)
  // In a storm the turn may be hours away; the sweep must not take that for a lost acknowledgement.
  if (at - now > SOON_MS)
    await contacts.postponeAcknowledgement(
      contact,
      record?.acknowledgement?.attempts ?? 0,
      later(at, SETTLED_WITHIN_MS),
    )
  journal.decided('acknowledgement due', { contact, at })
  return { kind: 'send', at }

  async function skip(reason: SkipReason): Promise<Preparation> {
    await contacts.settleAcknowledgement(contact, reason === 'too-late' ? 'failed' : 'refused', reason)
    journal.decided('acknowledgement skipped', { contact, reason })
    return { kind: 'skip', reason }
  }
}
