/** One figure of the benchmark: what was measured, and what it should be. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** In words a person and a machine can read alike: `<= 0.6`. */
  target: string
  met: boolean
}

/** `atMost('cold start', 0.55, 'ratio', 0.6)` */
export function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value: rounded(value), unit, target: `<= ${limit}`, met: value <= limit }
}

export function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value: rounded(value), unit, target: `>= ${limit}`, met: value >= limit }
}

export function exactly(name: string, value: number, unit: string, expected: number): Figure {
  return { name, value, unit, target: `= ${expected}`, met: value === expected }
}

/** What is worth knowing, and has no target. */
export function noted(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, target: '', met: true }
}

/** Four significant digits: more would only be noise. */
const rounded = (value: number) => Number(value.toPrecision(4))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
