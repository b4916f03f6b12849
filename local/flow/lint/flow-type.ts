import type { ActionSpec, ContentType } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import type { Problem } from './problem.ts'

/** These two are refused in a transfer-to-agent flow, although the same action has them elsewhere [L]. */
const NOT_IN_AGENT_TRANSFER: ReadonlySet<string> = new Set(['CallFailed', 'ConnectionTimeLimitExceeded'])

/**
 * Whether an action may stand in a flow of this type. Only what the live service was seen to refuse is an error; what
 * documentation and palette leave out is advice. A module runs under any type, so nothing is said of it.
 */
export function lintFlowType(action: Action, spec: ActionSpec, type: ContentType): Problem[] {
  const { index, identifier } = action
  const path = `Actions[${index}].Type`
  if (spec.refusedIn?.includes(type)) {
    const hint = `not supported in ${type}`
    return [
      {
        message: `Invalid Action type. Type: ${action.type}`,
        path,
        action: identifier,
        severity: 'error',
        hint,
      },
    ]
  }
  const problems: Problem[] = []
  if (spec.documentedIn && type !== 'MODULE' && !spec.documentedIn.includes(type)) {
    const message = `${action.type} is documented for ${spec.documentedIn.join(', ')}, not for ${type}`
    problems.push({ message, path, action: identifier, severity: 'warning' })
  }
  return [...problems, ...lintThirdParty(action, type)]
}

function lintThirdParty({ index, identifier, type, errors }: Action, flowType: ContentType): Problem[] {
  if (flowType !== 'AGENT_TRANSFER' || type !== 'TransferParticipantToThirdParty') return []
  return errors.flatMap(({ errorType }, at) => {
    if (!NOT_IN_AGENT_TRANSFER.has(errorType)) return []
    const path = `Actions[${index}].Transitions.Errors[${at}].ErrorType`
    return [
      {
        message: `Invalid Action error. Error: ${errorType}, Path: ${path}`,
        path,
        action: identifier,
        severity: 'error',
      },
    ]
  })
}
