import { type CallFact, clockToStart, type HeldCallRules, leftEarly } from '../domain/held-call.ts'
import type { ContactId } from '../domain/values.ts'
import type { CallRecords, HeldCallWatch } from '../ports/held-calls.ts'
import type { Journal } from '../ports/journal.ts'

export interface NoteCallFactPorts {
  calls: Pick<CallRecords, 'add'>
  watch: HeldCallWatch
  journal: Journal
}

/**
 * Records what somebody tells of a call, and starts the clock of its caller's hold if that is what makes it run. Told
 * again, it starts the same.
 */
export async function noteCallFact(
  call: ContactId,
  fact: CallFact,
  rules: HeldCallRules,
  { calls, watch, journal }: NoteCallFactPorts,
): Promise<void> {
  const facts = await calls.add(call, fact)
  const { contact } = fact
  if (leftEarly(facts, contact, rules)) await watch.lookNow(call, contact, fact.at)
  const clock = clockToStart(facts, fact, rules)
  if (!clock) return
  const { since, until, consulted } = clock
  await watch.watch({ call, contact, since, until })
  journal.decided('held call timed', { contact, consulted, reason: fact.kind })
}
