import {
  type CallFact,
  clockToStart,
  type HeldCallRules,
  leftEarly,
  type RunningClock,
} from '../domain/held-call.ts'
import type { ContactId } from '../domain/values.ts'
import type { CallRecords, HeldCall, HeldCallWatch } from '../ports/held-calls.ts'
import type { Journal } from '../ports/journal.ts'

export interface NoteCallFactPorts {
  calls: Pick<CallRecords, 'add'>
  watch: HeldCallWatch
  journal: Journal
}

export interface AddFactPorts {
  calls: Pick<CallRecords, 'add'>
  watch: Pick<HeldCallWatch, 'lookNow'>
}

/**
 * Records what somebody tells of a call, and starts the clock of its caller's hold if that is what makes it run. Told
 * again, it starts the same.
 */
export async function noteCallFact(
  call: ContactId,
  fact: CallFact,
  rules: HeldCallRules,
  ports: NoteCallFactPorts,
): Promise<void> {
  const facts = await addFact(call, fact, rules, ports)
  const clock = clockToStart(facts, fact, rules)
  if (clock) await startClock({ call, contact: fact.contact, ...clock }, fact.kind, ports)
}

/** Gives all that is known then. A caller who was left too early is looked at, whatever is told of them. */
export async function addFact(
  call: ContactId,
  fact: CallFact,
  rules: HeldCallRules,
  { calls, watch }: AddFactPorts,
): Promise<readonly CallFact[]> {
  const facts = await calls.add(call, fact)
  const left = leftEarly(facts, fact.contact, rules)
  if (left) await watch.lookNow({ call, contact: fact.contact, ...left }, fact.at)
  return facts
}

/** `reason`: who told what made it run. */
export async function startClock(
  { call, contact, consulted, since, until }: HeldCall & Pick<RunningClock, 'since' | 'until'>,
  reason: string,
  { watch, journal }: Pick<NoteCallFactPorts, 'watch' | 'journal'>,
): Promise<void> {
  await watch.watch({ call, contact, consulted, since, until })
  journal.decided('held call timed', { contact, consulted, reason })
}
