import type { Centre } from './centre.ts'
import type { Contact } from './model.ts'

/** AWS: "Amazon Connect service quotas", email thread expiry; not adjustable. */
const THREAD_MS = 90 * 86_400_000

/** Remembers which contact a message is. One mail to two of our addresses is two contacts. */
export function rememberMessage({ state }: Centre, messageId: string | undefined, contact: Contact): void {
  if (messageId === undefined) return
  state.messages.set(messageId, [...(state.messages.get(messageId) ?? []), contact.id])
}

/**
 * The contact that a mail answers, by In-Reply-To and then References from the newest (RFC 5256 §2, RFC 5322 §3.6.4),
 * if that message is at most 90 days old. Of one mail's several contacts, the one at the same of our addresses.
 */
export function answeredContact(
  centre: Centre,
  mail: { inReplyTo: readonly string[]; references: readonly string[] },
  ourAddress: string,
): Contact | undefined {
  const oldest = centre.timeline.now() - THREAD_MS
  for (const messageId of [...mail.inReplyTo, ...mail.references.toReversed()]) {
    const contacts = (centre.state.messages.get(messageId) ?? [])
      .map((id) => centre.state.contacts.get(id))
      .filter((contact) => contact !== undefined && contact.initiatedAt >= oldest)
    const ours = contacts.find((contact) => sameAddress(contact?.systemEndpoint?.address, ourAddress))
    const answered = ours ?? contacts.at(-1)
    if (answered) return relatedOf(centre, answered)
  }
  return undefined
}

function relatedOf({ switches, state }: Centre, answered: Contact): Contact {
  if (switches.relatedContactOfReply === 'message-replied-to') return answered
  return state.contacts.get(answered.relatedContactId ?? '') ?? answered
}

export const sameAddress = (a: string | undefined, b: string | undefined) =>
  a !== undefined && a.toLowerCase() === b?.toLowerCase()
