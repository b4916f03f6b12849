import { forgettable, type Writer } from '../../lambdas/domain/mail/look-alikes.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import type { RecentWriters } from '../../lambdas/ports/recent-writers.ts'

/** Behaves as the DynamoDB one does; both pass test/adapters/recent-writers.contract.ts. */
export function memoryRecentWriters(): RecentWriters {
  const known = new Map<string, (Writer & { contact: ContactId })[]>()
  return {
    async join(among, writer, contact) {
      const writers = known.get(among) ?? []
      const before = writers.findIndex((other) => other.contact === contact)
      if (before >= 0) return writers.slice(0, before)
      const joined = [...writers, { ...writer, contact }]
      const gone = new Set(forgettable(joined, writer.at))
      known.set(
        among,
        joined.filter((member) => !gone.has(member)),
      )
      return writers
    },
  }
}
