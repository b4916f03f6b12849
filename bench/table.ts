import type { Figure } from './figure.ts'

const HEAD = ['figure', 'value', 'unit', 'target', 'met']

/** For people: one line for each figure, in columns. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, target, met }) => [
    name,
    String(value),
    unit,
    target,
    target === '' ? '' : met ? 'yes' : 'NO',
  ])
  const widths = HEAD.map((head, column) =>
    Math.max(...[[...HEAD], ...rows].map((row) => row[column]?.length ?? 0), head.length),
  )
  const lines = [HEAD, widths.map((width) => '─'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, column) => (column === 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}
