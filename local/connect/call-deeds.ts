import { hold, resume } from './call-hold.ts'
import { abandon, assertSettled, join, leave, part } from './call-transfer.ts'
import type { Centre } from './centre.ts'
import type { Contact, User } from './model.ts'
import type { People } from './people.ts'

export const TALKING = ['CONNECTED', 'CONNECTED_ONHOLD']

type AtDesk = (
  username: string,
  contactId: string,
  states: readonly string[],
) => { user: User; contact: Contact }

/** What an agent does with a call that she has. `atDesk` finds it on her desk in one of these states, or refuses. */
export function callDeeds(
  centre: Centre,
  atDesk: AtDesk,
): Pick<People, 'hold' | 'resume' | 'join' | 'leave' | 'abandon'> {
  const call: AtDesk = (username, contactId, states) => {
    const { user, contact } = atDesk(username, contactId, states)
    if (contact.channel === 'VOICE') return { user, contact }
    throw new Error(`contact ${contactId} is ${contact.channel}: only calls are put on hold or joined`)
  }
  return {
    hold(username, contactId) {
      const { user, contact } = call(username, contactId, ['CONNECTED'])
      assertSettled(centre, contact)
      part(centre, contact)
      hold(centre, user, contact)
    },
    resume(username, contactId) {
      const { user, contact } = call(username, contactId, ['CONNECTED_ONHOLD'])
      resume(centre, user, contact)
    },
    join(username, contactId) {
      const { user, contact } = call(username, contactId, TALKING)
      join(centre, user, contact)
    },
    leave: (username, contactId) => leave(centre, call(username, contactId, TALKING).contact),
    abandon: (username, contactId) => abandon(centre, call(username, contactId, TALKING).contact),
  }
}
