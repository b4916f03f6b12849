import type { ContactEvent } from '../../../lambdas/domain/contact-event.ts'
import { holdState } from '../../../lambdas/domain/hold.ts'
import type { KnownOwner } from '../../../lambdas/domain/takeover.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../../../lambdas/domain/values.ts'
import { HOUR, later, MINUTE } from '../../../lambdas/domain/values.ts'
import type { DescribedContact } from '../../../lambdas/ports/contact-centre.ts'
import { observeContact } from '../../../lambdas/usecases/observe-contacts.ts'
import { receiveEmail } from '../../../lambdas/usecases/receive-email.ts'
import { returnToOwner } from '../../../lambdas/usecases/return-to-owner.ts'
import { leaveNote, taskOwner, tellOwner } from '../../../lambdas/usecases/tell-owner.ts'
import { anAgent } from '../../builders/agent.ts'
import { ana, anInbox, ben, firstMail, nine, reply, someSettings, thread } from '../../builders/email.ts'
import {
  directoryOf,
  historyWith,
  memoryWorkflows,
  placesWith,
  releaseThat,
} from '../../fakes/contact-centre.ts'
import { fixedClock } from '../../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../../fakes/memory-contact-records.ts'
import { memoryFollowUps, memoryTasks } from '../../fakes/memory-follow-ups.ts'
import { memoryJournal } from '../../fakes/memory-journal.ts'
import { memoryNotes, memoryTakeovers, withReturns } from '../../fakes/memory-takeovers.ts'
import { memoryThreads, type ThreadRow } from '../../fakes/memory-threads.ts'
import { memoryPrecedents } from '../../fakes/memory-verdicts.ts'

export const supervisors = 'queue-of-supervisors' as QueueId
export const settings = someSettings({
  inboxes: [anInbox({ followUp: { afterSeconds: 86_400, queue: 0 } })],
  holdExpiryInFlow: false,
})
export const support = 'queue-of-support@example.com' as QueueId
export const bensQueue = 'queue-of-ben' as QueueId
export const cleo = 'agent-cleo' as AgentId
export const customer = { address: 'carla@example.net', subject: 'My invoice' }
const INBOX = 'support@example.com'

export const STANDINGS = ['present', 'absent', 'gone'] as const
export type Standing = (typeof STANDINGS)[number]

/** Ana has been away for longer than a hold lasts, and is known of to nobody where she is gone. */
const PRESENCE = {
  present: anAgent(),
  absent: anAgent({ status: { name: 'Offline', type: 'offline', since: nine } }),
  gone: undefined,
}

/**
 * All that the events of one thread touch: the records, and a contact centre that does what it is asked. `standing`: of
 * Ana, whose thread it is.
 */
export function aDesk(standing: Standing | 'nobody yet') {
  const takeovers = memoryTakeovers()
  const records = memoryContactRecords()
  const contacts = { ...records, find: withReturns(records.find, takeovers) }
  const threads = memoryThreads()
  const notes = memoryNotes()
  const tasks = memoryTasks()
  const presence = standing === 'nobody yet' ? undefined : PRESENCE[standing]
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
    takeovers,
    records: takeovers,
    followUps: memoryFollowUps(threads),
    notes,
    tasks,
    names: { nameOf: async () => (standing === 'gone' ? undefined : 'Ana Silva') },
    agents: { find: async (agent: AgentId) => (agent === ana ? presence : undefined) },
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
      desk.passes(MINUTE)
      const reply = { contactId: answer, relatedContactId: contact, initiationMethod: 'AGENT_REPLY' }
      await tells(reply)
      await tells({ ...reply, eventType: 'DISCONNECTED', disconnectReason: 'AGENT_DISCONNECT' })
    },
    /** Gives the contact that it becomes, which the flow then reserves or puts in the queue. */
    async returns(of: ContactId): Promise<ContactId> {
      const next = `next-of-${of}` as ContactId
      await desk.ends(of)
      await returnToOwner({ contact: next, previous: of }, settings, ports)
      await tells({ contactId: next, ...continuing(of) })
      waits(next, support)
      return next
    },
    /** As the state machine tell-owner does about every takeover that started it. */
    async tellsOwners() {
      for (const takeover of takeovers.started.values()) {
        const { contact } = takeover
        if (takeovers.told.has(contact)) continue
        const owner = (await tellOwner({ step: 'look-up', takeover }, ports)) as KnownOwner
        const note = await leaveNote(takeover, owner, settings, ports)
        const task = await taskOwner(takeover, owner, settings, ports)
        await tellOwner({ step: 'record', contact, told: { ...note, ...task } }, ports)
      }
    },
    notes: () => [...notes.left.keys()],
    tasks: () => tasks.made(),
    /** Gives the contact that it becomes, which waits in that queue. */
    async transfers(of: ContactId, to: QueueId): Promise<ContactId> {
      const next = `next-of-${of}` as ContactId
      await desk.ends(of)
      await tells({ contactId: next, ...continuing(of) })
      waits(next, to)
      return next
    },
    /** The thread of Ana, who took its first mail; or of nobody, if she is gone since. */
    async anasThread() {
      await desk.customerWrites(firstMail)
      await desk.accepts(ana, firstMail)
      await desk.ends(firstMail)
      desk.passes(HOUR)
      if (standing === 'gone') await ports.threads.noteOwnerGone(thread, ana, now())
      desk.passes(HOUR)
    },
    thread: (): ThreadRow | undefined => threads.rows.get(thread),
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
