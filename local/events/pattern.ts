import { type JsonNode, JsonProblem, readJson, sourceAt } from '../json-tokens.ts'
import { AwsError } from '../service.ts'
import type { Leaf } from './leaves.ts'
import { PatternProblem, refuse } from './pattern-problem.ts'
import { type ValuePattern, valuePattern, wildcardIn } from './pattern-values.ts'
import { refuseComplex } from './wildcard-complexity.ts'

/** One way to match: every path must match one of its patterns. `$or` makes several. Paths are sorted. */
type Branch = [path: string, patterns: ValuePattern[]][]

export type Pattern = (event: ReadonlyMap<string, Leaf[]>) => boolean

type Paths = Map<string, ValuePattern[]>

const MOST_BRANCHES = 1000

/** Operators, and names kept for operators to come: no field inside `$or` may be called so. */
const RESERVED_IN_OR = new Set(
  `exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr = < <= > >= regex not-wildcard
   not-equals-ignore-case date-after date-on-or-after date-before date-on-or-before in-date-range ip-address-in-range
   ip-address-not-in-range`.split(/\s+/),
)

/**
 * An event pattern, ready to match (EventBridge guide, "Creating event patterns"; the service's open source rule engine
 * where the guide is silent). Throws InvalidEventPatternException.
 */
export function compilePattern(source: string): Pattern {
  const branches = branchesOf(source)
  return (event) => branches.some((branch) => matches(branch, 0, event, new Map()))
}

function branchesOf(source: string): Branch[] {
  try {
    const root = readJson(source)
    if (root.kind !== 'object') refuse('Filter is not an object', root.start)
    const found = withObject([new Map()], root, '', false)
    return found.map((paths) => [...paths].sort(([a], [b]) => (a < b ? -1 : 1)))
  } catch (error) {
    if (!(error instanceof PatternProblem || error instanceof JsonProblem)) throw error
    const where = error.offset === undefined ? '' : `\n at ${sourceAt(source, error.offset)}`
    const told = error instanceof PatternProblem && error.inList ? where + where : where
    throw new AwsError(
      'InvalidEventPatternException',
      `Event pattern is not valid. Reason: ${error.message}${told}`,
    )
  }
}

function withObject(
  before: Paths[],
  node: JsonNode & { kind: 'object' },
  path: string,
  inOr: boolean,
): Paths[] {
  if (node.entries.length === 0) refuse('Empty objects are not allowed', node.end)
  return node.entries.reduce((branches, [key, child]) => {
    if (key === '$or') return withOr(branches, child, path)
    if (inOr && RESERVED_IN_OR.has(key))
      refuse(`${key} is Ruler reserved fieldName which cannot be used inside $or.`, child.start)
    const name = path ? `${path}.${key}` : key
    if (child.kind === 'object') return withObject(branches, child, name, inOr)
    if (child.kind !== 'array') return refuse(`"${key}" must be an object or an array`, child.start)
    const patterns = child.items.map(valuePattern)
    if (patterns.length === 0) refuse('Empty arrays are not allowed', child.end)
    refuseComplex(child.items.flatMap(wildcardIn), 'wildcard')
    // A path given twice counts as given last.
    return branches.map((paths) => new Map(paths).set(name, patterns))
  }, before)
}

function withOr(before: Paths[], node: JsonNode, path: string): Paths[] {
  if (node.kind !== 'array') return refuse('It must be an Array followed with $or.', node.start)
  const branches = node.items.flatMap((item) => {
    if (item.kind !== 'object')
      return refuse('Only JSON object is allowed in array of $or relationship.', item.start)
    return withObject(before, item, path, true)
  })
  if (node.items.length < 2) refuse('There must have at least 2 Objects in $or relationship.', node.end)
  if (branches.length > MOST_BRANCHES)
    refuse(`Or operator is producing over ${MOST_BRANCHES} rule combinations`, undefined)
  return branches
}

/**
 * All paths from `at` on match, and all values taken so far come from the same element of every array: fields of two
 * different elements never match together.
 */
function matches(
  branch: Branch,
  at: number,
  event: ReadonlyMap<string, Leaf[]>,
  taken: ReadonlyMap<number, number>,
): boolean {
  const step = branch[at]
  if (!step) return true
  const [path, patterns] = step
  const candidates = (event.get(path) ?? []).filter((leaf) => consistent(taken, leaf.membership))
  if (candidates.length === 0 && patterns.includes('absent') && matches(branch, at + 1, event, taken))
    return true
  return candidates.some(
    (leaf) =>
      patterns.some((pattern) => pattern !== 'absent' && pattern(leaf)) &&
      matches(branch, at + 1, event, new Map([...taken, ...leaf.membership])),
  )
}

function consistent(taken: ReadonlyMap<number, number>, membership: ReadonlyMap<number, number>): boolean {
  for (const [array, index] of membership) if ((taken.get(array) ?? index) !== index) return false
  return true
}
