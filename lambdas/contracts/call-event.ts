import type { HoldKnown, TransferTold } from '../domain/held-call.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { MalformedFlowEvent } from './flow-event.ts'
import { MalformedTask, toWaitTimestamp } from './tasks.ts'

/**
 * The event of the flows that transfer calls, and of contact-flows/call-transfer-queue.json: they run on the consulted
 * contact, whose previous one is the caller's. Throws MalformedFlowEvent.
 */
export function parseTransferCall(event: unknown): TransferTold {
  const details = fieldsOf(event, MalformedFlowEvent).within('Details')
  const data = details.within('ContactData')
  data.oneOf('Channel', ['VOICE'])
  const parameters = details.withinIfAny('Parameters')
  const told =
    parameters?.textIfAny('told') === undefined ? 'once' : parameters.oneOf('told', ['first', 'again'])
  // What a transfer flow says itself, its queue flow, which is one for all, finds among what the flow has set.
  const attributes = told === 'again' ? data.texts('Attributes') : {}
  const guarded = told === 'again' ? attributes.homewardGuarded : parameters?.textIfAny('guarded')
  return {
    call: data.text('InitialContactId') as ContactId,
    contact: data.text('PreviousContactId') as ContactId,
    consulted: data.text('ContactId') as ContactId,
    guarded: guarded === 'yes' || undefined,
    told,
    known: told === 'again' ? knownIn(attributes.homewardHeldSince) : undefined,
  }
}

/** What the flow keeps of the first answer. It has none where the function failed then. */
function knownIn(text = ''): HoldKnown | undefined {
  const since = Date.parse(text)
  return text === SEEN_TO ? SEEN_TO : Number.isNaN(since) ? undefined : (since as EpochMs)
}

const SEEN_TO = 'seen-to' satisfies HoldKnown

/** What the flow keeps until its queue flow asks. */
export const toTransferAnswer = (known: HoldKnown): object => ({
  heldSince: known === SEEN_TO ? known : new Date(known).toISOString(),
})

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
