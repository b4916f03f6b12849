import type { Settings } from '../../lambdas/domain/inbox.ts'
import type { AgentId, ContactId, EpochMs, QueueId } from '../../lambdas/domain/values.ts'
import { AcknowledgementRefused, type Acknowledger } from '../../lambdas/ports/acknowledger.ts'
import {
  type ContactDirectory,
  type DescribedContact,
  type Release,
  ReleaseRefused,
  type ThreadHistory,
} from '../../lambdas/ports/contact-centre.ts'
import type { Workflows } from '../../lambdas/ports/workflows.ts'
import { nine } from '../builders/email.ts'

/** Knows the contacts it is given; counts how often it is asked. */
export function directoryOf(...contacts: DescribedContact[]): ContactDirectory & { asked: ContactId[] } {
  const asked: ContactId[] = []
  return {
    asked,
    async describe(id) {
      asked.push(id)
      return contacts.find((contact) => contact.id === id)
    },
  }
}

/** Whoever had it last had it at nine. */
export function historyWith(agent?: AgentId): ThreadHistory & { asked: number } {
  const history = {
    asked: 0,
    async lastAgent() {
      history.asked++
      return agent && { agent, since: nine }
    },
  }
  return history
}

/** Starts nothing twice under one name; can be made to fail. */
export function memoryWorkflows() {
  const started = new Map<string, { wakeAt?: EpochMs }>()
  const calls: string[] = []
  const workflows: Workflows & { broken: boolean } = {
    broken: false,
    acknowledge: (contact, attempt) => start(`acknowledge ${contact} ${attempt}`, {}),
    hold: (contact, wakeAt) => start(`hold ${contact}`, { wakeAt }),
    escalateTransfer: (contact, wakeAt) => start(`escalate ${contact}`, { wakeAt }),
  }
  async function start(name: string, input: { wakeAt?: EpochMs }) {
    calls.push(name)
    if (workflows.broken) throw new Error('Step Functions is unavailable')
    if (!started.has(name)) started.set(name, input)
  }
  return Object.assign(workflows, { started, calls })
}

/** Sends each acknowledgement once per inbound contact, as Connect does by ClientToken. */
export function memoryAcknowledger(fail: { create?: Error; send?: Error } = {}) {
  const sent = new Map<ContactId, Parameters<Acknowledger['send']>[0]>()
  const created = new Map<ContactId, ContactId>()
  const acknowledger: Acknowledger = {
    async createContact(inbound) {
      if (fail.create) throw fail.create
      const contact = created.get(inbound) ?? (`ack-of-${inbound}` as ContactId)
      created.set(inbound, contact)
      return contact
    },
    async send(acknowledgement) {
      if (fail.send) throw fail.send
      if (!sent.has(acknowledgement.inbound)) sent.set(acknowledgement.inbound, acknowledgement)
    },
  }
  return Object.assign(acknowledger, { sent, created })
}

export const refusedByConnect = new AcknowledgementRefused('InvalidParameterException')

/** Nobody was given anything: the queues of agents, and where contacts go that nobody takes. */
export function placesWith(settings: Settings, agentQueues: readonly QueueId[] = []) {
  return {
    queues: { isAgentQueue: async (queue: QueueId) => agentQueues.includes(queue) },
    places: {
      settings,
      queues: settings.inboxes.map(({ address }) => `queue-of-${address}` as QueueId),
      supervisors: undefined as QueueId | undefined,
    },
  }
}

export function releaseThat({ refuses }: { refuses: 'nothing' | 'criteria' | 'both' }) {
  const opened: ContactId[] = []
  const transferred: ContactId[] = []
  const places: QueueId[] = []
  const release: Release = {
    async openToQueue(id) {
      if (refuses !== 'nothing') throw new ReleaseRefused(id)
      opened.push(id)
    },
    async transferToQueue(id, queue) {
      if (refuses === 'both') throw new ReleaseRefused(id)
      transferred.push(id)
      places.push(queue)
      return `next-of-${id}` as ContactId
    },
  }
  return Object.assign(release, { opened, transferred, places })
}
