import { HOUR, SECOND, type Stage } from '../stage/stage.ts'

const HELD_MS = 16 * HOUR
const DAY = 24 * HOUR

/**
 * A day of `emails`: half of them begin a thread, and each of those is answered once by the customer. Of these replies
 * every other one finds its agent there, and the rest are held to the end and taken by a colleague. Every email is
 * acknowledged, answered and closed, so that all its events are in the price.
 */
export async function dayOf(emails: number, stage: Stage): Promise<void> {
  const { people } = stage.centre.connect
  const endsAt = stage.now() + DAY
  people.setStatus('ana', 'Available')
  const answers: string[] = []
  for (let i = 0; i < emails / 2; i++) answers.push(await handled(stage, 'ana', await arrived(stage)))
  const [present, absent] = [answers.slice(0, answers.length / 2), answers.slice(answers.length / 2)]
  for (const answer of present) await handled(stage, 'ana', await arrived(stage, answer))
  people.logOut('ana')
  people.setStatus('ben', 'Available')
  const held: string[] = []
  for (const answer of absent) held.push(await arrived(stage, answer))
  for (const contact of held) {
    const until = (stage.contact(contact).enqueuedAt ?? 0) + HELD_MS
    await stage.pass(until - stage.now())
    await handled(stage, 'ben', contact)
  }
  people.logOut('ben')
  await stage.pass(endsAt - stage.now())
}

async function arrived(stage: Stage, answers?: string): Promise<string> {
  const contact = stage.receive({ answers })
  await stage.pass(8 * SECOND)
  return contact
}

/** Gives the Message-ID of the agent's answer. */
async function handled(stage: Stage, agent: string, contact: string): Promise<string> {
  const { people } = stage.centre.connect
  people.accept(agent, contact)
  const reply = people.reply(agent, contact, { body: 'We will look into it.' })
  await stage.pass(SECOND)
  people.close(agent, contact)
  await stage.pass(SECOND)
  return stage.centre.outbox.list().find(({ contactId }) => contactId === reply)?.messageId ?? ''
}
