import type { ContentType } from '../catalogue/spec.ts'
import { isRecord, textOf } from '../document.ts'
import type { Problem } from './problem.ts'

/** Limits of the document [D flow-language-example, API CreateContactFlow]. */
const VERSION = '2019-10-30'
const MOST_ACTIONS = 250
const LONGEST_IDENTIFIER = 50
const FORBIDDEN_CHARACTERS = /[%:(\\/)=$,;[\]{}]/
const FORBIDDEN_WORDS: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  '__defineGetter__',
  '__defineSetter__',
  'toString',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'valueOf',
])

function refuse(detail: string, path?: string): Problem {
  const problem: Problem = { message: `Invalid contact flow format. ${detail}`, severity: 'error' }
  return path === undefined ? problem : { ...problem, path }
}

/** The document around the actions: version, start, names, number of actions, and what only modules have. */
export function lintEnvelope(document: Record<string, unknown>, type: ContentType): Problem[] {
  if (!Array.isArray(document.Actions)) {
    const old = Array.isArray(document.modules)
    return [
      refuse(old ? 'This is the format from before 2019-10-30 ("modules")' : 'Actions is missing', 'Actions'),
    ]
  }
  return [
    ...lintVersion(document),
    ...lintStart(document, document.Actions),
    ...lintNumber(document.Actions),
    ...lintIdentifiers(document.Actions),
    ...lintSettings(document, type),
  ]
}

function lintVersion({ Version }: Record<string, unknown>): Problem[] {
  return Version === VERSION ? [] : [refuse(`Version must be "${VERSION}"`, 'Version')]
}

function lintStart({ StartAction }: Record<string, unknown>, actions: unknown[]): Problem[] {
  const start = textOf(StartAction)
  if (start === '') return [refuse('StartAction is missing', 'StartAction')]
  if (actions.some((action) => isRecord(action) && action.Identifier === start)) return []
  return [refuse(`StartAction names no action: "${start}"`, 'StartAction')]
}

function lintNumber(actions: unknown[]): Problem[] {
  if (actions.length === 0) return [refuse('There are no Actions', 'Actions')]
  return actions.length > MOST_ACTIONS
    ? [refuse(`${actions.length} Actions are more than ${MOST_ACTIONS}`, 'Actions')]
    : []
}

function lintIdentifiers(actions: unknown[]): Problem[] {
  const seen = new Set<string>()
  return actions.flatMap((action, index) => {
    const path = `Actions[${index}].Identifier`
    const identifier = textOf(isRecord(action) ? action.Identifier : undefined)
    if (identifier === '') return [refuse('An action has no Identifier', path)]
    const problems = identifierProblems(identifier, path)
    if (seen.has(identifier)) problems.push(refuse(`Two actions are called "${identifier}"`, path))
    seen.add(identifier)
    return problems.map((problem) => ({ ...problem, action: identifier }))
  })
}

function identifierProblems(identifier: string, path: string): Problem[] {
  if (FORBIDDEN_WORDS.has(identifier)) return [refuse(`An Identifier may not be "${identifier}"`, path)]
  const character = FORBIDDEN_CHARACTERS.exec(identifier)?.[0]
  if (character) return [refuse(`An Identifier may not hold "${character}"`, path)]
  return identifier.length > LONGEST_IDENTIFIER
    ? [refuse(`An Identifier has at most ${LONGEST_IDENTIFIER} characters`, path)]
    : []
}

/** CreateContactFlowModule wants Settings, CreateContactFlow wants none [L]. */
function lintSettings(document: Record<string, unknown>, type: ContentType): Problem[] {
  const hasSettings = document.Settings !== undefined && document.Settings !== null
  if (type === 'MODULE' && !hasSettings) {
    const message = 'JSON field is missing or null for field name: settings'
    return [{ message, path: 'Settings', severity: 'error' }]
  }
  return type !== 'MODULE' && hasSettings ? [refuse('Settings is for modules only', 'Settings')] : []
}
