import type { Notice } from './notice.ts'
import { type AgentPresence, hasLoggedOff, isInHand, type Unexplained } from './presence.ts'
import { SECOND } from './values.ts'

/** Connect tells the start of one status by events and when asked, and need not cut them alike. */
const SAME_START_MS = SECOND

/**
 * A status that its agent is in and did not choose: it began while a contact was in conversation, and was not the next
 * status chosen since the first contact that was in hand then. Whoever has logged off is not stuck but gone.
 */
export function stuckIn(presence: AgentPresence): Unexplained | undefined {
  const { status, unexplained, chosen } = presence
  if (!unexplained || status.type === 'routable' || hasLoggedOff(presence)) return undefined
  const isTheSame =
    unexplained.status === status.name && Math.abs(unexplained.since - status.since) <= SAME_START_MS
  const wasChosen =
    chosen?.name === unexplained.status &&
    chosen.chosenAt >= unexplained.inHandSince &&
    chosen.chosenAt <= unexplained.since + SAME_START_MS
  return isTheSame && !wasChosen ? unexplained : undefined
}

/** The status to look at again later: its contact is over, and nobody watches it yet. */
export function toBeWatched(presence: AgentPresence): Unexplained | undefined {
  const stuck = stuckIn(presence)
  if (!stuck || stuck.contact === presence.watched) return undefined
  const stillInHand = presence.contacts.some((each) => each.contact === stuck.contact && isInHand(each))
  return stillInHand ? undefined : stuck
}

/** What an operator wants done for an agent who is stuck. */
export type StuckRemedy = 'notify' | 'set-back' | 'off'

export type StuckReview =
  | Readonly<{ kind: 'over'; reason: 'gone' | 'another-status' | 'switched-off' }>
  | Readonly<{ kind: Exclude<StuckRemedy, 'off'>; reason: 'still-stuck' }>

/** What to do about an agent who was to be looked at for this contact, as things are now. */
export function reviewStuck(
  presence: AgentPresence | undefined,
  contact: Unexplained['contact'],
  remedy: StuckRemedy,
): StuckReview {
  if (remedy === 'off') return { kind: 'over', reason: 'switched-off' }
  if (!presence || hasLoggedOff(presence)) return { kind: 'over', reason: 'gone' }
  if (stuckIn(presence)?.contact !== contact) return { kind: 'over', reason: 'another-status' }
  return { kind: remedy, reason: 'still-stuck' }
}

/** Nothing of anybody: notifications are not for personal data (admin guide, "Notifications"). */
export const STUCK_NOTICE: Notice = {
  en: 'Your status changed while you were handling a contact, and has stayed so since. No contacts come to you. If you did not want that, set yourself to Available.',
  de: 'Ihr Status hat sich geändert, während Sie einen Kontakt bearbeitet haben, und ist seither so geblieben. Sie bekommen keine Kontakte. Wenn das nicht so sein soll, setzen Sie sich wieder auf Verfügbar (Available).',
}
