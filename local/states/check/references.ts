/**
 * What an expression reads that no expression of a state machine may: an expression has no context item, so a path may
 * begin with a variable only (measured: `Reference to 'phone' at the top level is not supported.`). Only the first step
 * of a path is read at the top level; later steps, predicates, sort terms and groupings stand inside another value.
 */
export function forbiddenReferences(ast: any, given: readonly Given[]): string[] {
  const found = new Set<string>()
  visit(ast, true, { found, given })
  return [...found]
}

/** What `$states` has in some places only, and is refused in all others at creation (developer guide, "$states"). */
export type Given = 'result' | 'errorOutput'

interface Walk {
  found: Set<string>
  given: readonly Given[]
}

const GIVEN: readonly Given[] = ['result', 'errorOutput']

const AT_TOP = (name: string) => `Reference to '${name}' at the top level is not supported.`

function visit(node: any, top: boolean, walk: Walk): void {
  if (node === null || typeof node !== 'object') return
  if (Array.isArray(node)) {
    for (const item of node) visit(item, top, walk)
    return
  }
  if (node.type === 'path') {
    visitPath(node, top, walk)
    return
  }
  if (top && node.type === 'name') walk.found.add(AT_TOP(node.value))
  if (top && node.type === 'wildcard') walk.found.add(AT_TOP('*'))
  if (top && node.type === 'descendant') walk.found.add(AT_TOP('**'))
  if (top && node.type === 'parent') walk.found.add(AT_TOP('%'))
  if (node.type === 'variable') visitVariable(node.value, top, walk)
  const inner = node.type === 'transform'
  for (const [key, child] of Object.entries(node)) {
    if (INNER.has(key)) visit(child, false, walk)
    else if (CHILDREN.has(key)) visit(child, top && !inner, walk)
  }
}

function visitPath(node: any, top: boolean, walk: Walk): void {
  const [first, second] = node.steps
  const missing = GIVEN.find((name) => name === second?.value && !walk.given.includes(name))
  if (missing && first?.type === 'variable' && first.value === 'states') {
    walk.found.add(`Field '$states.${missing}' does not exist.`)
  }
  for (const [at, step] of node.steps.entries()) visit(step, top && at === 0, walk)
  visit(node.group, false, walk)
}

function visitVariable(name: string, top: boolean, walk: Walk): void {
  if (name === '$') walk.found.add("Reference to '$$' is not supported.")
  if (top && name === '') walk.found.add(AT_TOP('$'))
}

const INNER = new Set(['predicate', 'stages', 'terms', 'group', 'pattern', 'update', 'delete'])
const CHILDREN = new Set([
  'lhs',
  'rhs',
  'expression',
  'expressions',
  'arguments',
  'procedure',
  'body',
  'condition',
  'then',
  'else',
  'expr',
])
