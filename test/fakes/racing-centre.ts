import type { ContactEvent } from '../../lambdas/domain/contact-event.ts'
import type { AgentId, ContactId, EpochMs, QueueId, ThreadId } from '../../lambdas/domain/values.ts'
import { type ContactDirectory, type Release, ReleaseRefused } from '../../lambdas/ports/contact-centre.ts'

/** `return`: an agent, by *Return to original agent*. */
type MovedBy = 'agent' | 'homeward' | 'return'

export interface RacingContact {
  id: ContactId
  of?: ContactId
  /** Who transferred the one it continues. */
  movedBy?: MovedBy
  queue: QueueId
  reserved: boolean
  agent?: AgentId
  takenAt?: EpochMs
  endedAt?: EpochMs
}

export interface Whims {
  takesFromAgents: boolean
  refusesCriteria: boolean
}

/**
 * A contact centre in which things happen at once: whoever comes first has a contact, and the others are refused.
 *
 * `takesFromAgents`: TransferContact also ends a contact that an agent has in hand, as its documentation allows.
 * `refusesCriteria`: a contact that is held is opened by a transfer alone.
 */
export function racingCentre(
  thread: ThreadId,
  first: RacingContact,
  { takesFromAgents, refusesCriteria, now }: Whims & { now: () => EpochMs },
) {
  const contacts = new Map<ContactId, RacingContact>([[first.id, first]])
  const events: ContactEvent[] = []
  const byToken = new Map<ContactId, ContactId>()

  function tell({ id, of, agent, takenAt }: RacingContact, eventType: string) {
    events.push({
      eventType,
      contactId: id,
      previousContactId: of,
      channel: 'EMAIL',
      initiationMethod: of === undefined ? 'INBOUND' : 'TRANSFER',
      agent,
      connectedToAgentAt: takenAt,
      stepStatuses: [],
      at: now(),
    })
  }

  function end(contact: RacingContact) {
    contact.endedAt = now()
    tell(contact, 'DISCONNECTED')
  }

  function moves(contact: RacingContact, queue: QueueId, movedBy: MovedBy): ContactId {
    const id = `${contact.id}+` as ContactId
    end(contact)
    const next: RacingContact = { id, of: contact.id, movedBy, queue, reserved: false }
    contacts.set(id, next)
    tell(next, 'INITIATED')
    return id
  }

  const waiting = (id: ContactId) => {
    const contact = contacts.get(id)
    return contact && contact.agent === undefined && contact.endedAt === undefined ? contact : undefined
  }

  const release: Release = {
    async openToQueue(id) {
      const contact = waiting(id)
      if (!contact || refusesCriteria) throw new ReleaseRefused(id)
      contact.reserved = false
    },
    async transferToQueue(id, queue) {
      const known = byToken.get(id)
      if (known) return known
      const contact = contacts.get(id)
      const isActive = contact && contact.endedAt === undefined
      if (!isActive || (contact.agent !== undefined && !takesFromAgents)) throw new ReleaseRefused(id)
      const next = moves(contact, queue, 'homeward')
      byToken.set(id, next)
      return next
    },
  }
  const directory: ContactDirectory = {
    async describe(id) {
      const contact = contacts.get(id)
      if (!contact) return undefined
      const { agent, takenAt: agentSince, endedAt, queue, reserved, of: previous } = contact
      const isReserved = reserved && agent === undefined
      return {
        id,
        thread,
        agent,
        agentSince,
        endedAt,
        queue,
        previous,
        queued: true,
        reserved: isReserved,
        initiationMethod: '',
      }
    },
  }

  return {
    contacts,
    events,
    release,
    directory,
    /** False: somebody was faster. */
    accepts(agent: AgentId, id: ContactId): boolean {
      const contact = waiting(id)
      if (!contact) return false
      contact.agent = agent
      contact.takenAt = now()
      tell(contact, 'CONNECTED_TO_AGENT')
      return true
    },
    closes(id: ContactId) {
      const contact = contacts.get(id)
      if (contact && contact.endedAt === undefined) end(contact)
    },
    /** Undefined: the agent does not have it. */
    transfers(agent: AgentId, id: ContactId, to: QueueId): ContactId | undefined {
      const contact = contacts.get(id)
      if (contact?.agent !== agent || contact.endedAt !== undefined) return undefined
      return moves(contact, to, 'agent')
    },
    /** Whoever has it gives it back to whose it is, by its own queue. */
    returns(id: ContactId): ContactId {
      const contact = contacts.get(id) as RacingContact
      return moves(contact, contact.queue, 'return')
    },
    /** The flow reserves it, if nobody has it yet. */
    reserves(id: ContactId) {
      const contact = waiting(id)
      if (contact) contact.reserved = true
    },
    last(): RacingContact {
      return [...contacts.values()].at(-1) as RacingContact
    },
  }
}
