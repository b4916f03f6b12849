import { atLeast, atMost, exactly, type Figure } from '../figure.ts'
import { HOUR, MINUTE, onStage, SECOND, type Stage } from '../stage/stage.ts'

const EMAILS = 1000
/** AWS: "Amazon Connect service quotas", CreateContact and StartOutboundEmailContact, requests a second. */
const QUOTA = 2
const SHARE_OF_QUOTA = 0.9
const MOST_THROTTLED_PER_100 = 3

/**
 * A thousand customers write in one minute. API quotas are the defaults; the instance's quota of active emails, which an
 * operator can have raised, is out of the way.
 */
export async function storm(progress: (line: string) => void): Promise<Figure[]> {
  return onStage({ quotas: 'default', switches: { concurrentEmails: 10_000 } }, progress, async (stage) => {
    const contacts: string[] = []
    for (let i = 0; i < EMAILS; i++) {
      contacts.push(stage.receive())
      await stage.pass(MINUTE / EMAILS)
    }
    progress(`storm: ${EMAILS} emails have come in`)
    await stage.pass(HOUR)
    return figuresOf(stage, contacts, progress)
  })
}

function figuresOf(stage: Stage, contacts: readonly string[], progress: (line: string) => void): Figure[] {
  const { connect, outbox, calls } = stage.centre
  const answered = new Map(connect.contacts().map(({ id, relatedContactId }) => [id, relatedContactId]))
  const mails = outbox.list()
  const perContact = new Map(contacts.map((id) => [id, 0]))
  for (const { contactId } of mails) {
    const inbound = answered.get(contactId) ?? ''
    perContact.set(inbound, (perContact.get(inbound) ?? 0) + 1)
  }
  const once = [...perContact.values()].filter((times) => times === 1).length
  const sentAt = mails.map((mail) => mail.sentAt)
  const seconds = (Math.max(...sentAt) - Math.min(...sentAt)) / SECOND
  const throttles = calls.entries().filter(({ caller }) => caller.includes('Functions'))
  const throttled = throttles.reduce((sum, entry) => sum + entry.throttles, 0)
  progress(
    `storm: ${mails.length} acknowledgements in ${seconds.toFixed(1)} s of virtual time, ${throttled} calls throttled`,
  )
  return [
    exactly(`${EMAILS} emails in a minute: acknowledged exactly once`, once, 'emails', EMAILS),
    atLeast(
      `${EMAILS} emails in a minute: acknowledgements a second, of the quota's ${QUOTA}`,
      (mails.length - 1) / seconds,
      'per s',
      QUOTA * SHARE_OF_QUOTA,
    ),
    atMost(
      `${EMAILS} emails in a minute: throttled calls of any of our functions per 100 acknowledgements`,
      (100 * throttled) / mails.length,
      'calls',
      MOST_THROTTLED_PER_100,
    ),
  ]
}
