import { ACTIONS, WRONG_TYPES } from './catalogue/actions.ts'
import type { ContentType } from './catalogue/spec.ts'
import { type Action, isRecord, readAction, readDocument } from './document.ts'
import { lintAdvice } from './lint/advice.ts'
import { lintEnvelope } from './lint/envelope.ts'
import { lintFlowType } from './lint/flow-type.ts'
import { lintParameters } from './lint/parameters.ts'
import { invalidType, invalidValue, type Problem } from './lint/problem.ts'
import { lintTransitions } from './lint/transitions.ts'

/** CreateContactFlow takes this many characters of Content [API]. */
const LONGEST_CONTENT = 256_000

/**
 * What is wrong with a flow's content (a JSON text) as a flow of this type, or as a module: errors are what the real
 * service refuses when the flow is published, in its own words; warnings are advice. Never throws.
 */
export function lintFlow(content: string, type: ContentType): Problem[] {
  const { document, broken } = parse(content)
  if (!isRecord(document)) {
    const why = broken === undefined ? 'not a JSON object' : `not JSON: ${broken}`
    return [{ message: `Invalid contact flow format. Content is ${why}`, severity: 'error' }]
  }
  const problems = [...lintLength(content), ...lintEnvelope(document, type)]
  if (!Array.isArray(document.Actions)) return problems
  const flow = readDocument(document)
  const names = new Set(flow.actions.keys())
  const ofActions = document.Actions.flatMap((raw, index) => lintAction(raw, index, names, type))
  return [...problems, ...ofActions, ...lintAdvice(flow, content, type)]
}

function parse(content: string): { document?: unknown; broken?: string } {
  try {
    return { document: JSON.parse(content) }
  } catch (error) {
    if (error instanceof SyntaxError) return { broken: error.message.replace(/\s+/g, ' ') }
    throw error
  }
}

function lintLength(content: string): Problem[] {
  if (content.length <= LONGEST_CONTENT) return []
  const message = `Invalid contact flow format. Content has more than ${LONGEST_CONTENT} characters`
  return [{ message, severity: 'error' }]
}

function lintAction(raw: unknown, index: number, names: ReadonlySet<string>, type: ContentType): Problem[] {
  const path = `Actions[${index}]`
  if (!isRecord(raw)) return [{ message: `Invalid Action. Path: ${path}`, path, severity: 'error' }]
  const action = readAction(raw, index)
  const spec = ACTIONS.get(action.type)
  const transitions = lintTransitions(action, raw, spec, names, type)
  if (!spec) return [unknownType(action, type), ...transitions]
  if (raw.Parameters !== undefined && !isRecord(raw.Parameters)) {
    return [invalidValue(`${path}.Parameters`, action.identifier), ...transitions]
  }
  return [...lintFlowType(action, spec, type), ...lintParameters(action, spec), ...transitions]
}

/** Campaign flows have a vocabulary of their own, which this catalogue does not cover. */
function unknownType(action: Action, type: ContentType): Problem {
  const instead = WRONG_TYPES.get(action.type)
  const problem: Problem = {
    ...invalidType(action.type, action.index, action.identifier),
    severity: type === 'CAMPAIGN' ? 'warning' : 'error',
  }
  return instead ? { ...problem, hint: `the service knows ${instead}` } : problem
}
