import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { MalformedFlowEvent } from './flow-event.ts'
import { MalformedTask, toWaitTimestamp } from './tasks.ts'

export interface TransferCall {
  /** The first contact of the chain. */
  call: ContactId
  /** The caller's, whom the agent keeps on hold. */
  contact: ContactId
  /** The one that the transfer flow runs on. */
  consulted: ContactId
  /** True: no caller may be left early in the queue that it goes to. */
  guarded: true | undefined
}

/**
 * The event of contact-flows/transfer-call-to-queue.json and transfer-call-to-agent.json: they run on the consulted contact,
 * whose previous one is the caller's. Throws MalformedFlowEvent.
 */
export function parseTransferCall(event: unknown): TransferCall {
  const details = fieldsOf(event, MalformedFlowEvent).within('Details')
  const data = details.within('ContactData')
  data.oneOf('Channel', ['VOICE'])
  return {
    call: data.text('InitialContactId') as ContactId,
    contact: data.text('PreviousContactId') as ContactId,
    consulted: data.text('ContactId') as ContactId,
    guarded: details.withinIfAny('Parameters')?.textIfAny('guarded') === 'yes' || undefined,
  }
}

export type HeldCallTask =
  | Readonly<{ step: 'look'; call: ContactId; contact: ContactId }>
  | Readonly<{ step: 'tell'; agent: AgentId; consulted: ContactId }>

/** What stepfunctions/escalate-held-call.asl.json sends. Throws MalformedTask. */
export function parseHeldCallTask(event: unknown): HeldCallTask {
  const task = fieldsOf(event, MalformedTask)
  const contact = (fields: Fields, name: string) => fields.text(name) as ContactId
  return task.oneOf('step', ['look', 'tell']) === 'look'
    ? { step: 'look', call: contact(task, 'call'), contact: contact(task, 'contact') }
    : { step: 'tell', agent: task.text('agent') as AgentId, consulted: contact(task, 'consulted') }
}

export function toHeldCallAnswer(review: { kind: string; until?: EpochMs }): object {
  return review.until === undefined ? review : { ...review, until: toWaitTimestamp(review.until) }
}
