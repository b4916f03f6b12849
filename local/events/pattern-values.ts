import type { JsonNode } from '../json-tokens.ts'
import { anythingBut } from './anything-but.ts'
import { comparableOrNone } from './comparable-number.ts'
import { addressOf, cidrRange, inRange } from './ip-range.ts'
import type { Leaf } from './leaves.ts'
import { numericRange } from './numeric-range.ts'
import { AFFIX, attempt, stringIn, wildcardTest } from './operand.ts'
import { refuse } from './pattern-problem.ts'
import { ignoringCase, prefixIgnoringCase, suffixIgnoringCase, type TextTest } from './text-tests.ts'

/** One element of a pattern's list: either the field must be absent, or one of its values must pass. */
export type ValuePattern = 'absent' | ((leaf: Leaf) => boolean)

const onString =
  (test: TextTest): ValuePattern =>
  (leaf) =>
    leaf.kind === 'string' && test(leaf.text)

/** An element of a pattern's list. Throws PatternProblem in the service's words. */
export function valuePattern(node: JsonNode): ValuePattern {
  switch (node.kind) {
    case 'object':
      return matchExpression(node)
    case 'array':
      return refuse('Match value must be String, number, true, false, or null', node.start)
    case 'string':
      return exactString(node.text)
    case 'number':
      return exactNumber(node.text)
    case 'literal':
      return (leaf) => leaf.kind === 'literal' && leaf.text === node.text
  }
}

function exactString(text: string): ValuePattern {
  const ip = addressOf(text)
  // An address matches however it is written: EventBridge compares addresses as numbers.
  if (ip !== undefined) return onString((other) => addressOf(other) === ip)
  return onString((other) => other === text)
}

function exactNumber(text: string): ValuePattern {
  const number = comparableOrNone(text)
  return (leaf) =>
    leaf.kind === 'number' &&
    (leaf.text === text || (number !== undefined && comparableOrNone(leaf.text) === number))
}

function matchExpression(node: JsonNode & { kind: 'object' }): ValuePattern {
  const [entry, second] = node.entries
  if (!entry) refuse('Match expression name not found', node.end)
  const [operator, operand] = entry
  const test = OPERATORS[operator]
  if (!test) refuse(`Unrecognized match type ${operator}`, operand.start)
  const pattern = test(operand)
  if (second) refuse(onlyOne(operator), second[1].start)
  return pattern
}

/** The text of a `wildcard` expression, in a list of one; none for any other element. */
export function wildcardIn(node: JsonNode): string[] {
  const [operator, operand] = (node.kind === 'object' ? node.entries[0] : undefined) ?? []
  return operator === 'wildcard' && operand?.kind === 'string' ? [operand.text] : []
}

const onlyOne = (operator: string) =>
  operator === 'numeric' || operator === 'anything-but'
    ? 'Too many elements in numeric expression'
    : 'Only one key allowed in match expression'

const OPERATORS: Record<string, ((operand: JsonNode) => ValuePattern) | undefined> = {
  __proto__: null as never,
  exactly: (operand) => {
    const text = stringIn(operand, 'exact match pattern must be a string')
    return onString((other) => other === text)
  },
  prefix: (operand) => affix('prefix', operand),
  suffix: (operand) => affix('suffix', operand),
  'equals-ignore-case': (operand) =>
    onString(ignoringCase(stringIn(operand, 'equals-ignore-case match pattern must be a string'))),
  wildcard: (operand) => {
    const text = stringIn(operand, 'wildcard match pattern must be a string')
    return onString(wildcardTest(text, operand.end))
  },
  exists: (operand) => {
    if (operand.kind === 'literal' && operand.text === 'true') return () => true
    if (operand.kind === 'literal' && operand.text === 'false') return 'absent'
    return refuse('exists match pattern must be either true or false.', operand.start)
  },
  cidr: (operand) => {
    const text = stringIn(operand, 'prefix match pattern must be a string')
    const range = attempt(() => cidrRange(text), undefined)
    return (leaf) => {
      const value = leaf.kind === 'string' ? addressOf(leaf.text) : leaf.text
      return leaf.kind !== 'literal' && value !== undefined && inRange(value, range)
    }
  },
  numeric: (operand) => {
    if (operand.kind !== 'array') refuse('Value of numeric must be an array.', operand.start)
    const test = numericRange(operand)
    return (leaf) => {
      const number = leaf.kind === 'number' ? comparableOrNone(leaf.text) : undefined
      return number !== undefined && test(number)
    }
  },
  'anything-but': anythingBut,
}

function affix(which: 'prefix' | 'suffix', operand: JsonNode): ValuePattern {
  if (operand.kind !== 'object')
    return onString(AFFIX[which](stringIn(operand, `${which} match pattern must be a string`)))
  const [entry, second] = operand.entries
  const title = which === 'prefix' ? 'Prefix' : 'Suffix'
  if (!entry) refuse(`${title} expression name not found`, operand.end)
  if (entry[0] !== 'equals-ignore-case') refuse(`Unsupported ${which} pattern: ${entry[0]}`, entry[1].start)
  const text = stringIn(entry[1], 'equals-ignore-case match pattern must be a string')
  if (second) refuse('Only one key allowed in match expression', second[1].start)
  return onString(which === 'prefix' ? prefixIgnoringCase(text) : suffixIgnoringCase(text))
}
