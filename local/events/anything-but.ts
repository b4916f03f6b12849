import type { JsonNode } from '../json-tokens.ts'
import { AwsError } from '../service.ts'
import { comparable, comparableOrNone } from './comparable-number.ts'
import type { Leaf } from './leaves.ts'
import { AFFIX, attempt, stringIn, wildcardTest } from './operand.ts'
import { refuse } from './pattern-problem.ts'
import { ignoringCase, type TextTest } from './text-tests.ts'
import { refuseComplex } from './wildcard-complexity.ts'

type LeafTest = (leaf: Leaf) => boolean

const NOT: Record<string, { test: (text: string, at: number) => TextTest; complaint: string } | undefined> = {
  __proto__: null as never,
  'equals-ignore-case': {
    test: ignoringCase,
    complaint: 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  },
  prefix: { test: notEmpty('prefix'), complaint: 'prefix/suffix match pattern must be a string' },
  suffix: { test: notEmpty('suffix'), complaint: 'prefix/suffix match pattern must be a string' },
  wildcard: {
    test: wildcardTest,
    complaint: 'wildcard match pattern must be a string',
  },
}

function notEmpty(which: 'prefix' | 'suffix') {
  return (text: string, at: number): TextTest =>
    text === '' ? refuse('Null prefix/suffix not allowed', at) : AFFIX[which](text)
}

/** Passes whatever is not excluded, null, booleans and values of another type included. */
export function anythingBut(operand: JsonNode): LeafTest {
  if (operand.kind !== 'object') return anythingButValues(listed(operand), operand)
  const [entry, second] = operand.entries
  if (!entry) refuse('Anything-But expression name not found', operand.end)
  const [operator, excluded] = entry
  const not = NOT[operator]
  if (!not) refuse(`Unsupported anything-but pattern: ${operator}`, excluded.start)
  const inList = excluded.kind === 'array'
  // Recorded, with nothing to read in it.
  if (inList && excluded.items.length === 0) throw new AwsError('InternalFailure', '')
  const items = listed(excluded)
  const texts = items.map((item) => stringIn(item, not.complaint, inList))
  const tests = texts.map((text, at) => not.test(text, items[at]!.end))
  if (operator === 'wildcard') refuseComplex(texts, 'anything-but')
  if (second) refuse('Too many elements in numeric expression', second[1].start)
  return (leaf) => leaf.kind !== 'string' || !tests.some((test) => test(leaf.text))
}

function anythingButValues(items: JsonNode[], operand: JsonNode): LeafTest {
  const other = items.find(({ kind }) => kind !== 'string' && kind !== 'number')
  if (other) refuse('Inside anything but list, start|null|boolean is not supported.', other.start, true)
  const kinds = new Set(items.map(({ kind }) => kind))
  if (kinds.size !== 1)
    refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
      operand.end,
    )
  const texts = items.map((item) => ('text' in item ? item.text : ''))
  if (kinds.has('string')) return (leaf) => leaf.kind !== 'string' || !texts.includes(leaf.text)
  const numbers = texts.map((text) => attempt(() => comparable(text), undefined))
  return (leaf) => {
    const number = leaf.kind === 'number' ? comparableOrNone(leaf.text) : undefined
    return number === undefined || !numbers.includes(number)
  }
}

function listed(operand: JsonNode): JsonNode[] {
  if (operand.kind === 'array') return operand.items
  if (operand.kind === 'string' || operand.kind === 'number') return [operand]
  return refuse('Value of anything-but must be an array or single string/number value.', operand.start)
}
