import { fail, type Run } from './run.ts'

/** A whole number within bounds, or the block fails. */
export function integerOf(
  run: Run,
  value: unknown,
  name: string,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const text = run.need(value, name)
  const number = Number(text)
  if (!/^-?\d+$/.test(text) || number < least || number > most) fail(`${name} is no number within its bounds`)
  return number
}
