import type { Journal } from '../../lambdas/ports/journal.ts'

/** Keeps what was told. */
export function memoryJournal() {
  const lines: { what: string; facts: Readonly<Record<string, unknown>> }[] = []
  const counts = new Map<string, number>()
  const journal: Journal = {
    decided: (what, facts) => void lines.push({ what, facts }),
    troubled: (what, facts) => void lines.push({ what, facts }),
    count: (metric) => void counts.set(metric, (counts.get(metric) ?? 0) + 1),
  }
  return Object.assign(journal, { lines, counts })
}
