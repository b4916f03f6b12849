/** Line and column count from 1, in characters as a reader counts them. */
export type Position = { line: number; column: number }

export function positionIn(text: string, index: number): Position {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 }
}
