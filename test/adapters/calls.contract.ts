import { expect, it } from 'vitest'

import type { CallFact } from '../../lambdas/domain/held-call.ts'
import { type ContactId, later } from '../../lambdas/domain/values.ts'
import type { CallRecords } from '../../lambdas/ports/held-calls.ts'
import { ana, nine } from '../builders/email.ts'

/** What every store of calls promises, from a fresh one. Run against the real one and the fake. */
export function itKeepsCalls(fresh: () => Promise<CallRecords>): void {
  const call = 'call-1' as ContactId
  const consulted = 'call-2' as ContactId
  const facts: CallFact[] = [
    { kind: 'held', contact: call, at: nine, agent: ana },
    { kind: 'seen', contact: call, at: later(nine, 1), agent: ana },
    { kind: 'called', contact: call, at: nine, consulted },
    { kind: 'called', contact: call, at: nine, consulted: 'call-3' as ContactId, guarded: true },
    { kind: 'called', contact: call, at: nine, consulted: 'call-4' as ContactId, late: true },
    { kind: 'called', contact: call, at: nine, consulted: 'call-5' as ContactId, guarded: true, late: true },
    { kind: 'answered', contact: consulted, at: later(nine, 9) },
    { kind: 'abandoned', contact: call, at: later(nine, 9) },
    { kind: 'escalated', contact: consulted, at: nine },
    { kind: 'taken', contact: consulted, at: nine },
    { kind: 'left', contact: consulted, at: nine },
    { kind: 'resumed', contact: call, at: nine, agent: ana },
  ]
  const sorted = (some: readonly CallFact[]) =>
    [...some].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))

  it('knows nothing of a call that nobody told of', async () => {
    expect(await (await fresh()).find(call)).toEqual([])
  })

  it('gives back all that was told, by many at once, each once', async () => {
    const calls = await fresh()
    await Promise.all([...facts, ...facts].map((fact) => calls.add(call, fact)))
    expect(sorted(await calls.find(call))).toEqual(sorted(facts))
    expect(sorted(await calls.add(call, facts[0] as CallFact))).toEqual(sorted(facts))
    expect(await calls.find(consulted)).toEqual([])
  })
}
