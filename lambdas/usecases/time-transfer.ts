import {
  type CallFact,
  canWaitForQueueFlow,
  clockOf,
  type HeldCallRules,
  type HoldKnown,
  leftEarly,
  type TransferTold,
} from '../domain/held-call.ts'
import { later, SECOND } from '../domain/values.ts'
import type { Clock } from '../ports/clock.ts'
import type { NoteCallFactPorts } from './note-call-fact.ts'

/**
 * A flow tells of a transfer. Records it, and starts the clock of its caller's hold, or leaves that to the queue flow of the
 * transfer, which does not get that far if somebody answers. Gives what that one is to tell then. Twice is harmless.
 */
export async function timeTransfer(
  { call, told, known, ...transfer }: TransferTold,
  rules: HeldCallRules,
  { calls, watch, journal, clock }: NoteCallFactPorts & { clock: Clock },
): Promise<HoldKnown> {
  const { contact, consulted } = transfer
  if (known === 'seen-to') return known
  const start = async (since: Exclude<HoldKnown, 'seen-to'>): Promise<HoldKnown> => {
    await watch.watch({ call, contact, since, until: later(since, rules.afterSeconds * SECOND) })
    journal.decided('held call timed', { contact, consulted, reason: told })
    return 'seen-to'
  }
  if (known !== undefined) return start(known)
  const fact: CallFact = { kind: 'called', ...transfer, at: clock.now() }
  const facts = await calls.add(call, fact)
  if (leftEarly(facts, contact, rules)) await watch.lookNow(call, contact, fact.at)
  const hold = clockOf(facts, contact, rules)
  if (hold.kind !== 'runs') return 'seen-to'
  return told === 'first' && canWaitForQueueFlow(hold.until, fact.at) ? hold.since : start(hold.since)
}
