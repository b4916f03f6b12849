import { validation } from './constraint.ts'

/** `$.detail.list[0].key`, `[*]` for all of a list: no other form of JSON path is taken (recorded). */
const PATH = /^\$(\.[\w/-]+|\[(\d+|\*)\])*$/

/** Throws ValidationException, as PutTargets does. */
export function checkPath(id: string, path: string): void {
  if (!PATH.test(path)) throw validation(`InputPath for target ${id} is invalid.`)
}

/** What the path means in the event; a list where it has `[*]`. */
export function read(event: object, path: string): unknown {
  const steps = [...path.matchAll(/\.([\w/-]+)|\[(\d+|\*)\]/g)].map(([, key, index]) => (key ?? index)!)
  const found = steps.reduce<unknown[]>((all, step) => all.flatMap((at) => into(at, step)), [event])
  return steps.includes('*') ? found : found[0]
}

function into(at: unknown, step: string): unknown[] {
  if (step === '*') return Array.isArray(at) ? at : []
  const value = (at as Record<string, unknown> | null | undefined)?.[step]
  return value === undefined ? [] : [value]
}
