import {
  canWaitForQueueFlow,
  clockOf,
  endOfHold,
  type HeldCallRules,
  type HoldKnown,
  type TransferTold,
} from '../domain/held-call.ts'
import type { Clock } from '../ports/clock.ts'
import { addFact, type NoteCallFactPorts, startClock } from './note-call-fact.ts'

/**
 * A flow tells of a transfer. Records it, and starts the clock of its caller's hold, or leaves that to the queue flow of the
 * transfer, which does not get that far if somebody answers. Gives what that one is to tell then. Twice is harmless.
 */
export async function timeTransfer(
  { call, told, known, ...transfer }: TransferTold,
  rules: HeldCallRules,
  ports: NoteCallFactPorts & { clock: Clock },
): Promise<HoldKnown> {
  if (known === 'seen-to') return known
  if (known !== undefined) {
    await startClock({ call, ...transfer, since: known, until: endOfHold(known, rules) }, told, ports)
    return 'seen-to'
  }
  const now = ports.clock.now()
  const facts = await addFact(call, { kind: 'called', ...transfer, at: now }, rules, ports)
  const hold = clockOf(facts, transfer.contact, rules)
  if (hold.kind !== 'runs') return 'seen-to'
  if (told === 'first' && canWaitForQueueFlow(hold.until, now)) return hold.since
  await startClock({ call, contact: transfer.contact, ...hold }, told, ports)
  return 'seen-to'
}
