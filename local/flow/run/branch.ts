import type { Action } from '../document.ts'
import { isWholePath } from '../json-path.ts'
import type { Run } from './run.ts'

/** Which way a contact left a block. */
export type Branch = 'next' | 'back' | 'end' | `error ${string}` | `condition ${number}`

export interface Way {
  branch: Branch
  /** The next action; undefined where the flow has no such branch. */
  to: string | undefined
}

/** The branch for an error: its own type, else NoMatchingError. Undefined when the action has neither. */
export function errorWay({ errors }: Action, errorType: string): Way | undefined {
  const found =
    errors.find((error) => error.errorType === errorType) ??
    errors.find((error) => error.errorType === 'NoMatchingError')
  return found && { branch: `error ${found.errorType}`, to: found.next }
}

/** Conditions are tried in order, the first that holds wins; without one it is NoMatchingCondition, else NextAction. */
export function conditionWay(run: Run, action: Action, value: unknown): Way {
  const index = action.conditions.findIndex(({ operator, operand }) =>
    holds(value, operator, isWholePath(operand) ? run.text(operand) : operand),
  )
  const condition = action.conditions[index]
  if (condition) return { branch: `condition ${index}`, to: condition.next }
  const otherwise = action.errors.find(({ errorType }) => errorType === 'NoMatchingCondition')
  if (otherwise) return { branch: 'error NoMatchingCondition', to: otherwise.next }
  return { branch: 'next', to: action.next }
}

/** Texts are compared case-sensitively [D]; nothing and structures hold in no comparison. */
function holds(value: unknown, operator: string, operand: string | undefined): boolean {
  if (operand === undefined || !['string', 'number', 'boolean'].includes(typeof value)) return false
  const text = String(value)
  switch (operator) {
    case 'Equals':
      return text === operand
    case 'TextStartsWith':
      return text.startsWith(operand)
    case 'TextEndsWith':
      return text.endsWith(operand)
    case 'TextContains':
      return text.includes(operand)
    default:
      return numbersHold(numberOf(text), operator, numberOf(operand))
  }
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function numbersHold(value: number, operator: string, operand: number): boolean {
  switch (operator) {
    case 'NumberGreaterThan':
      return value > operand
    case 'NumberGreaterOrEqualTo':
      return value >= operand
    case 'NumberLessThan':
      return value < operand
    case 'NumberLessOrEqualTo':
      return value <= operand
    default:
      return false
  }
}
