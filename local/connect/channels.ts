import type { Centre } from './centre.ts'
import { slots } from './eligibility.ts'
import type { Channel, Contact, User } from './model.ts'

/** Those that are routed to agents. Guides run on chat contacts, which take no slot. */
export const ROUTED: readonly Channel[] = ['EMAIL', 'TASK', 'VOICE', 'CHAT']

/** What stands beside an address in events, requests and flows. */
export const endpointType = ({ channel }: Contact) =>
  channel === 'VOICE' ? 'TELEPHONE_NUMBER' : 'EMAIL_ADDRESS'

/**
 * Whether an agent may be offered one more contact of a channel, as far as her slots and her other channels go
 * (AWS: "Channels and concurrency").
 */
export function hasFreeSlot(centre: Centre, user: User, channel: string): boolean {
  const { most, used } = slots(centre, user, channel)
  return used < most && inHand(centre, user).every((other) => other === channel || lets(centre, user, other))
}

/** The channels of what was routed to her and is on her desk still. */
function inHand({ state }: Centre, user: User): string[] {
  return user.contacts.flatMap(({ contactId }) => state.contacts.get(contactId)?.channel ?? [])
}

/** Whether work on a channel lets contacts of others through. Without a word about it, see switches. */
function lets({ state, switches }: Centre, user: User, channel: string): boolean {
  const set = state.profiles
    .get(user.routingProfileId)
    ?.concurrency.find(({ Channel }) => Channel === channel)?.CrossChannelBehavior?.BehaviorType
  return (set ?? switches.crossChannelUnsaid) === 'ROUTE_ANY_CHANNEL'
}
