import type { ActionSpec, ContentType } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import { invalidType, type Problem } from './problem.ts'

/** Whether an action may stand in a flow of this type. A module runs under any type: the flow around it decides. */
export function lintFlowType(action: Action, spec: ActionSpec, type: ContentType): Problem[] {
  const { index, identifier } = action
  const elsewhere = (names: readonly ContentType[] | undefined) =>
    names !== undefined && type !== 'MODULE' && !names.includes(type)
  if (spec.refusedIn?.includes(type) || elsewhere(spec.onlyIn)) {
    return [{ ...invalidType(action.type, index, identifier), hint: `not supported in ${type}` }]
  }
  if (!spec.documentedIn || !elsewhere(spec.documentedIn)) return []
  const message = `${action.type} is documented for ${spec.documentedIn.join(', ')}, not for ${type}`
  return [{ message, path: `Actions[${index}].Type`, action: identifier, severity: 'warning' }]
}
