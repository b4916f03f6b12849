import type { ContactEvent } from '../../../lambdas/domain/contact-event.ts'
import { holdState } from '../../../lambdas/domain/hold.ts'
import type { Thread } from '../../../lambdas/domain/thread.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../../../lambdas/domain/values.ts'
import { HOUR, later, MINUTE } from '../../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../../lambdas/ports/contact-centre.ts'
import { observeContact } from '../../../lambdas/usecases/observe-contacts.ts'
import { receiveEmail } from '../../../lambdas/usecases/receive-email.ts'
import { ana, ben, firstMail, nine, reply, someSettings, thread } from '../../builders/email.ts'
import {
  directoryOf,
  historyWith,
  memoryWorkflows,
  placesWith,
  releaseThat,
} from '../../fakes/contact-centre.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../../fakes/memory-contact-records.ts'
import { memoryJournal } from '../../fakes/memory-journal.ts'
import { memoryTakeovers } from '../../fakes/memory-takeovers.ts'
import { memoryThreads } from '../../fakes/memory-threads.ts'
import { memoryPrecedents } from '../../fakes/memory-verdicts.ts'

export const settings = someSettings({ holdExpiryInFlow: false })
export const support = 'queue-of-support@example.com' as QueueId
export const bensQueue = 'queue-of-ben' as QueueId
export const cleo = 'agent-cleo' as AgentId
export const customer = { address: 'carla@example.net', subject: 'My invoice' }
const INBOX = 'support@example.com'

/** All that the events of one thread touch: the records, and a contact centre that does what it is asked. */
export function aDesk() {
  const contacts = memoryContactRecords()
  const threads = memoryThreads()
  const described: DescribedContact[] = []
  const ports = {
    contacts,
    held: contacts,
    overdue: contacts,
    threads,
    progress: threads,
    dispositions: contacts,
    precedents: memoryPrecedents(contacts),
    directory: directoryOf(),
    history: historyWith(),
    workflows: memoryWorkflows(),
    takeovers: memoryTakeovers(),
    release: releaseThat({ refuses: 'nothing' }),
    journal: memoryJournal(),
    clock: fixedClock(nine),
    ...placesWith(settings, [bensQueue]),
  }
  ports.directory.describe = async (id) => described.find((each) => each.id === id)
  const now = () => ports.clock.now()

  const desk = {
    ports,
    now,
    passes(ms: number) {
      ports.clock.at = later(now(), ms)
    },
    async customerWrites(contact: ContactId, related?: ContactId, from = customer) {
      await receiveEmail({ contact, related, customer: from, inbox: INBOX }, settings, ports)
      waits(contact, support)
    },
    async accepts(agent: AgentId, contact: ContactId, of?: ContactId) {
      desk.passes(MINUTE)
      const accepted = { contactId: contact, agent, connectedToAgentAt: now() }
      await tells({ eventType: 'CONNECTED_TO_AGENT', ...accepted, ...(of && continuing(of)) })
    },
    async ends(contact: ContactId) {
      await tells({ eventType: 'DISCONNECTED', contactId: contact })
    },
    async replies(contact: ContactId, answer: ContactId) {
      await tells({ contactId: answer, relatedContactId: contact, initiationMethod: 'AGENT_REPLY' })
    },
    /** Gives the contact that it becomes, which waits in that queue. */
    async transfers(of: ContactId, to: QueueId): Promise<ContactId> {
      const next = `next-of-${of}` as ContactId
      await desk.ends(of)
      await tells({ contactId: next, ...continuing(of) })
      waits(next, to)
      return next
    },
    /** The thread of Ana, who took its first mail; or of nobody, if she is gone since. */
    async anasThread(owner: 'present' | 'absent' | 'gone') {
      await desk.customerWrites(firstMail)
      await desk.accepts(ana, firstMail)
      await desk.ends(firstMail)
      desk.passes(HOUR)
      if (owner === 'gone') await ports.threads.noteOwnerGone(thread, ana, now())
      desk.passes(HOUR)
    },
    thread: (): Thread | undefined => ports.threads.get(thread),
    /** Whom the contacts wait for, and until when; by contact. */
    async clocks() {
      const all = await ports.contacts.holds(later(nine, 10_000 * HOUR), 1000)
      const records = await Promise.all(all.map((id) => ports.contacts.find(id)))
      const waiting = records.flatMap((record) => {
        if (!record) return []
        const held = holdState(record)
        if (held.kind === 'held') return [{ id: record.id, kind: 'hold', until: held.until }]
        const until = record.transfer?.until
        return until === undefined ? [] : [{ id: record.id, kind: 'time to take', until }]
      })
      return new Map(waiting.map(({ id, ...clock }) => [id, clock] as const))
    },
  }

  function waits(id: ContactId, queue: QueueId) {
    described.push({ id, thread, queue, queued: true, reserved: true, initiationMethod: 'INBOUND' })
  }
  const continuing = (of: ContactId) => ({ previousContactId: of, initiationMethod: 'TRANSFER' })
  async function tells(facts: Partial<ContactEvent>) {
    const plain = { eventType: 'INITIATED', contactId: reply, channel: 'EMAIL', initiationMethod: 'INBOUND' }
    await observeContact({ ...plain, stepStatuses: [], at: now() as EpochMs, ...facts }, settings, ports)
  }
  return desk
}

export type Desk = ReturnType<typeof aDesk>
export { ana, ben, firstMail, reply, thread }
