import {
  calledFact,
  canWaitForQueueFlow,
  clockToExpect,
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
  transfer: TransferTold,
  rules: HeldCallRules,
  ports: NoteCallFactPorts & { clock: Clock },
): Promise<HoldKnown> {
  const { call, contact, told, known } = transfer
  if (known === 'seen-to') return known
  if (known !== undefined) {
    await startClock({ ...transfer, since: known, until: endOfHold(known, rules) }, told, ports)
    return 'seen-to'
  }
  const now = ports.clock.now()
  const facts = await addFact(call, calledFact(transfer, now), rules, ports)
  const hold = clockToExpect(facts, contact, rules)
  if (hold.kind !== 'runs') return 'seen-to'
  if (told === 'first' && canWaitForQueueFlow(hold.until, now)) return hold.since
  await startClock({ call, contact, ...hold }, told, ports)
  return 'seen-to'
}
