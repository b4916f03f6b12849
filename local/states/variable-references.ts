import jsonata from 'jsonata'
import { type Definition, statesOf } from './definition.ts'
import { isExpression, sourceOf } from './expressions.ts'

/** Where the states inside a state stand: they are listed under their own names. */
const INNER = new Set(['Branches', 'ItemProcessor'])

/**
 * Which variables of the machine each state reads, by the state's name and in alphabetical order (API reference,
 * DescribeStateMachine); undefined where none reads any, as recorded.
 */
export function variableReferences(machine: Definition): Record<string, string[]> | undefined {
  const states = [...statesOf(machine)]
  const assigned = new Set(states.flatMap(([, , state]) => assignedBy(state)))
  const entries = states
    .map(([, name, state]): [string, string[]] => [name, readBy(state).filter((each) => assigned.has(each))])
    .filter(([, names]) => names.length > 0)
    .map(([name, names]): [string, string[]] => [name, [...new Set(names)].sort()])
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function assignedBy(state: any): string[] {
  const parts = [state, ...(state.Choices ?? []), ...(state.Catch ?? [])]
  return parts.flatMap(({ Assign }) => Object.keys(Assign ?? {}))
}

function readBy(value: unknown): string[] {
  if (isExpression(value)) return variablesIn(jsonata(sourceOf(value)).ast())
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => (INNER.has(key) ? [] : readBy(inner)))
}

function variablesIn(node: any): string[] {
  if (node === null || typeof node !== 'object') return []
  const own = node.type === 'variable' && typeof node.value === 'string' ? [node.value] : []
  return [...own, ...Object.values(node).flatMap(variablesIn)]
}
