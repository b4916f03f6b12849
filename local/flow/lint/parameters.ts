import type { ActionSpec, Finding } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import {
  isDynamic,
  isKnownRoot,
  isNamespaceAlone,
  isPlaceholder,
  looksLikeOnePath,
  pathsIn,
} from '../json-path.ts'
import { invalidValue, type Problem } from './problem.ts'
import { lintEmptyStrings, lintFields } from './values.ts'

/** An action's parameters: names, values, groups that exclude or need one another, and what the action adds. */
export function lintParameters(action: Action, spec: ActionSpec): Problem[] {
  const place = { path: `Actions[${action.index}].Parameters`, action: action.identifier }
  return [
    ...lintFields(action.parameters, spec.parameters, spec.open, place).map((problem) =>
      withHint(problem, spec),
    ),
    ...lintEmptyStrings(action.parameters, place),
    ...lintGroups(action, spec, place.path),
    ...(spec.check?.(action.parameters) ?? []).map((finding) => fromFinding(finding, place)),
    ...lintComparisonValue(action, place),
    ...(action.type === 'Compare' ? [] : lintRoots(action.parameters, place)),
  ]
}

/** A name that the service is known to refuse is an error even where the list of names is not complete. */
function withHint(problem: Problem, { wrongNames = {} }: ActionSpec): Problem {
  const name = problem.path?.split('.').at(-1) ?? ''
  const instead = Object.hasOwn(wrongNames, name) ? wrongNames[name] : undefined
  if (instead === undefined || !/property name/.test(problem.message)) return problem
  const message = `Invalid Action property name. Path: ${problem.path}`
  return { ...problem, message, severity: 'error', hint: `the service knows ${instead}` }
}

function lintGroups({ parameters, identifier }: Action, spec: ActionSpec, path: string): Problem[] {
  const present = (names: readonly string[] = []) => names.filter((name) => parameters[name] !== undefined)
  const problems: string[] = []
  for (const names of [spec.exactlyOne, spec.atMostOne]) {
    const defined = present(names)
    if (defined.length > 1) {
      problems.push(`Only one of these properties may be defined. Properties: [${defined.join(', ')}]`)
    }
  }
  for (const names of [spec.exactlyOne, spec.atLeastOne]) {
    if (names && present(names).length === 0)
      problems.push(`At least one of [${names.join(', ')}] must be set`)
  }
  return problems.map((message) => ({ message, path, action: identifier, severity: 'error' }))
}

function fromFinding(
  { at, message, severity = 'error', hint }: Finding,
  place: { path: string; action: string },
): Problem {
  const path = place.path + at
  const text = message?.replace('@', place.path) ?? `Invalid Action property value. Path: ${path}`
  return { message: text, path, action: place.action, severity, ...(hint ? { hint } : {}) }
}

/** A comparison needs a path with a known root and a leaf: "$.Foo.bar" and "$.External" alone are refused [L]. */
function lintComparisonValue({ type, parameters, identifier }: Action, place: { path: string }): Problem[] {
  const value = parameters.ComparisonValue
  if (type !== 'Compare' || typeof value !== 'string' || !looksLikeOnePath(value)) return []
  const isComparable = isPlaceholder(value) || (isKnownRoot(value) && !isNamespaceAlone(value))
  return isComparable ? [] : [invalidValue(`${place.path}.ComparisonValue`, identifier)]
}

/** Advice: a path that begins with a name nobody knows is most likely a slip. */
function lintRoots(value: unknown, place: { path: string; action: string }): Problem[] {
  if (typeof value === 'string') {
    if (!isDynamic(value) || isPlaceholder(value)) return []
    const unknown = pathsIn(value).filter((path) => !isKnownRoot(path))
    return unknown.map((jsonPath) => ({
      message: `Unknown root of JSONPath ${jsonPath}`,
      ...place,
      severity: 'warning',
    }))
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    lintRoots(item, {
      ...place,
      path: Array.isArray(value) ? `${place.path}[${key}]` : `${place.path}.${key}`,
    }),
  )
}
