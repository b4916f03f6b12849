import type { Hire } from '../../local/composition/staff.ts'
import { SECOND, type Stage } from '../stage/stage.ts'

/** Default of the configuration, `chat.atOnce`: as many chats as an agent has at once. */
const AT_ONCE = 3
/** Connect starts to count a customer's silence five times a second, and as often streams a chat. */
const APART_MS = 250

export const agentsFor = (chats: number): Hire[] =>
  Array.from({ length: Math.ceil(chats / AT_ONCE) }, (_, at) => ({
    ...{ username: `agent-${at}`, firstName: 'Agent', lastName: `Number ${at}` },
  }))

/** Customers start chats, slowly enough for Connect to set their timers, and wait for an agent. */
export async function queueChats(stage: Stage, chats: number): Promise<void> {
  for (let at = 0; at < chats; at++) {
    stage.centre.connect.chats.start({
      flow: 'homeward-prod-inbound-chat',
      name: `Customer ${at}`,
      message: 'Hello?',
    })
    await stage.pass(APART_MS)
  }
  await stage.pass(10 * SECOND)
}

/**
 * Agents take what waits, one chat after the other, and each customer says one more thing and then nothing. Gives the
 * chats with the instant of that, in epoch milliseconds.
 */
export async function fallSilent(stage: Stage, withinMs: number): Promise<Map<string, number>> {
  const { chats, people } = stage.centre.connect
  const silentSince = new Map<string, number>()
  const all = people.list()
  const each = withinMs / (all.length * AT_ONCE)
  for (const { username } of all) {
    people.setStatus(username, 'Available')
    await stage.pass(0)
    const offered = people.list().find((person) => person.username === username)?.contacts ?? []
    for (const { contactId } of offered) {
      people.accept(username, contactId)
      chats.write(contactId, 'It is about my invoice.')
      silentSince.set(contactId, stage.now())
      await stage.pass(each)
    }
    // Whoever is parted from a customer is not given another one.
    people.setStatus(username, 'Offline')
  }
  return silentSince
}
