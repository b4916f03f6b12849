import { alike } from '../../lambdas/domain/alike.ts'
import type { CallFact } from '../../lambdas/domain/held-call.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import type { CallRecords, HeldCall, HeldCallWatch } from '../../lambdas/ports/held-calls.ts'

/** Keeps what it is told of calls; can be made to fail. */
export function memoryCalls() {
  const facts = new Map<ContactId, readonly CallFact[]>()
  const calls: CallRecords & { broken: boolean } = {
    broken: false,
    async add(call, fact) {
      if (calls.broken) throw new Error('DynamoDB is unavailable')
      const known = facts.get(call) ?? []
      facts.set(call, known.some((each) => alike(each, fact)) ? known : [...known, fact])
      return facts.get(call) ?? []
    },
    find: async (call) => facts.get(call) ?? [],
  }
  return calls
}

/** Keeps what was to be watched. */
export function memoryHeldCallWatch() {
  const watched: Parameters<HeldCallWatch['watch']>[0][] = []
  const looked: ContactId[] = []
  return {
    watched,
    looked,
    lookNow: async ({ contact }: HeldCall) => void looked.push(contact),
    watch: async (held: Parameters<HeldCallWatch['watch']>[0]) => void watched.push(held),
  }
}
