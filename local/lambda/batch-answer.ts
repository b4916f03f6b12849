import type { Outcome } from './sandbox.ts'

/**
 * Which items of a batch failed (Lambda guide, "Implementing partial batch responses"). With `ids` the handler's
 * `batchItemFailures` count: none, null or an empty list is success; an unknown, empty or missing id, or an answer that
 * is not of that shape, fails the whole batch. Without `ids` the batch stands or falls as one.
 */
export function failedItems(outcome: Outcome, ids: readonly string[] | undefined): 'none' | 'all' | string[] {
  if ('fault' in outcome) return 'all'
  if (!ids) return 'none'
  const answer: unknown = JSON.parse(outcome.payload)
  if (answer === null) return 'none'
  if (typeof answer !== 'object') return 'all'
  const failures: unknown = (answer as { batchItemFailures?: unknown }).batchItemFailures
  if (failures === undefined || failures === null) return 'none'
  if (!Array.isArray(failures)) return 'all'
  const failed = failures.map(
    (failure: unknown) => (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier,
  )
  if (failed.length === 0) return 'none'
  return failed.every((id): id is string => typeof id === 'string' && ids.includes(id)) ? failed : 'all'
}
