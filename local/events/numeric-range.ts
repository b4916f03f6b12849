import type { JsonNode } from '../json-tokens.ts'
import { comparable } from './comparable-number.ts'
import { attempt } from './operand.ts'
import { refuse } from './pattern-problem.ts'

type NumberTest = (number: number) => boolean

/** The list of `numeric`: one comparison, or a lower and an upper limit. Numbers are read as such at its end. */
export function numericRange({ items, end }: JsonNode & { kind: 'array' }): NumberTest {
  const [operator, ...rest] = items
  if (operator?.kind !== 'string')
    refuse(`Invalid member in numeric match: ${operator ? token(operator) : ']'}`, operator?.start ?? end)
  const name = operator.text === '=' ? 'equals' : operator.text
  if (!['=', '<', '<=', '>', '>='].includes(operator.text))
    refuse(`Unrecognized numeric range operator: ${operator.text}`, rest[0]?.start ?? end)
  const first = numberIn(rest[0], name, end)
  if (rest.length === 1) return compare(operator.text, attempt(first, end))
  if (!operator.text.startsWith('>')) refuse('Too many elements in numeric expression', rest[1]!.start)
  return between(operator.text, first, rest.slice(1), end)
}

function between(above: string, first: () => number, terms: JsonNode[], end: number): NumberTest {
  const [operator, limit, extra] = terms
  if (operator?.kind !== 'string') refuse('Bad value in numeric range', operator?.end ?? end)
  if (operator.text !== '<' && operator.text !== '<=')
    refuse(`Bad numeric range operator: ${operator.text}`, operator.end)
  const second = numberIn(limit, operator.text, end)
  if (extra) refuse('Too many terms in numeric range expression', extra.start)
  const [bottom, top] = [attempt(first, end), attempt(second, end)]
  if (bottom >= top) refuse('Bottom must be less than top', end)
  const tests = [compare(above, bottom), compare(operator.text, top)]
  return (number) => tests.every((test) => test(number))
}

function compare(operator: string, limit: number): NumberTest {
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

function numberIn(node: JsonNode | undefined, name: string, end: number): () => number {
  if (node?.kind !== 'number') return refuse(`Value of ${name} must be numeric`, node?.start ?? end)
  return () => comparable(node.text)
}

/** What the service had read of an element. */
const token = (node: JsonNode) => ('text' in node ? node.text : node.kind === 'array' ? '[' : '{')
