import { comparable, comparableOrNone } from './comparable-number.ts'
import { addressOf, cidrRange, inRange } from './ip-range.ts'
import type { JsonNode } from './json-tokens.ts'
import type { Leaf } from './leaves.ts'
import { refuse } from './pattern-problem.ts'
import {
  ignoringCase,
  isTooComplex,
  prefixIgnoringCase,
  suffixIgnoringCase,
  type TextTest,
  wildcard,
} from './text-tests.ts'

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
  if (ip)
    return onString((other) => addressOf(other)?.bits === ip.bits && addressOf(other)?.value === ip.value)
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
    return onString((other) => inRange(other, range))
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

function wildcardTest(text: string, at: number): TextTest {
  const test = attempt(() => wildcard(text), at)
  if (isTooComplex(text))
    refuse(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
      undefined,
    )
  return test
}

const AFFIX: Record<'prefix' | 'suffix', (text: string) => TextTest> = {
  prefix: (text) => (other) => other.startsWith(text),
  suffix: (text) => (other) => other.endsWith(text),
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
function anythingBut(operand: JsonNode): ValuePattern {
  if (operand.kind !== 'object') return anythingButValues(listed(operand), operand)
  const [entry, second] = operand.entries
  if (!entry) refuse('Anything-But expression name not found', operand.end)
  const [operator, excluded] = entry
  const not = NOT[operator]
  if (!not) refuse(`Unsupported anything-but pattern: ${operator}`, excluded.start)
  const tests = listed(excluded).map((item) => not.test(stringIn(item, not.complaint), item.end))
  if (second) refuse('Too many elements in numeric expression', second[1].start)
  return (leaf) => leaf.kind !== 'string' || !tests.some((test) => test(leaf.text))
}

function anythingButValues(items: JsonNode[], operand: JsonNode): ValuePattern {
  const other = items.find(({ kind }) => kind !== 'string' && kind !== 'number')
  if (other) refuse('Inside anything but list, start|null|boolean is not supported.', other.start)
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

type NumberTest = (number: bigint) => boolean

function numericRange({ items, end }: JsonNode & { kind: 'array' }): NumberTest {
  const [operator, ...rest] = items
  if (operator?.kind !== 'string') refuse('Invalid member in numeric match', operator?.end ?? end)
  const name = operator.text === '=' ? 'equals' : operator.text
  if (!['=', '<', '<=', '>', '>='].includes(operator.text))
    refuse(`Unrecognized numeric range operator: ${operator.text}`, operator.end)
  const first = numberIn(rest[0], name, end)
  if (rest.length === 1) return compare(operator.text, first)
  if (!operator.text.startsWith('>')) refuse('Too many elements in numeric expression', rest[1]!.start)
  return between(compare(operator.text, first), first, rest.slice(1), end)
}

function between(above: NumberTest, bottom: bigint, terms: JsonNode[], end: number): NumberTest {
  const [operator, limit, extra] = terms
  if (operator?.kind !== 'string') refuse('Bad value in numeric range', operator?.end ?? end)
  if (operator.text !== '<' && operator.text !== '<=')
    refuse(`Bad numeric range operator: ${operator.text}`, operator.end)
  const top = numberIn(limit, operator.text, end)
  if (extra) refuse('Too many terms in numeric range expression', extra.start)
  if (bottom >= top) refuse('Bottom must be less than top', end)
  const below = compare(operator.text, top)
  return (number) => above(number) && below(number)
}

function compare(operator: string, limit: bigint): NumberTest {
  switch (operator) {
    case '=':
      return (number) => number === limit
    case '<':
      return (number) => number < limit
    case '<=':
      return (number) => number <= limit
    case '>':
      return (number) => number > limit
    default:
      return (number) => number >= limit
  }
}

function numberIn(node: JsonNode | undefined, name: string, end: number): bigint {
  if (node?.kind !== 'number') return refuse(`Value of ${name} must be numeric`, node?.start ?? end)
  return attempt(() => comparable(node.text), node.end)
}

function stringIn(node: JsonNode, complaint: string): string {
  return node.kind === 'string' ? node.text : refuse(complaint, node.start)
}

/** Turns a RangeError into a refusal of the pattern. */
function attempt<T>(make: () => T, at: number | undefined): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return refuse(error.message, at)
  }
}
