/** Small flows for tests: valid unless a test says otherwise. */

export interface ActionText {
  Identifier: string
  Type: string
  Parameters?: unknown
  Transitions?: unknown
}

export const END: ActionText = {
  Identifier: 'end',
  Type: 'DisconnectParticipant',
  Parameters: {},
  Transitions: {},
}

/** An ending that the flow type knows. */
function endingOf(type: string): ActionText {
  if (type === 'MODULE') return { ...END, Type: 'EndFlowModuleExecution' }
  if (type.endsWith('WHISPER')) return { ...END, Type: 'EndFlowExecution' }
  if (!type.endsWith('HOLD')) return END
  const Parameters = { Messages: [{ Text: 'You are on hold.' }] }
  return {
    ...END,
    Type: 'MessageParticipantIteratively',
    Parameters,
    Transitions: { Errors: [], Conditions: [] },
  }
}

/** The content of a flow of these actions, which begins with the first. */
export function aFlow(actions: ActionText[], more: object = {}): string {
  return JSON.stringify({
    Version: '2019-10-30',
    StartAction: actions[0]?.Identifier,
    Actions: actions,
    ...more,
  })
}

export function anAction(
  Type: string,
  Parameters: object,
  Transitions: object = go('end', 'NoMatchingError'),
): ActionText {
  return { Identifier: 'it', Type, Parameters, Transitions }
}

/** Transitions: on to `next`, and there on these errors as well. */
export function go(next: string, ...errors: string[]) {
  return { NextAction: next, Errors: errors.map((ErrorType) => ({ NextAction: next, ErrorType })) }
}

/** Transitions with branches: `{ 'Equals True': 'next' }`. */
export function choose(branches: Record<string, string>, otherwise: string, ...errors: string[]) {
  const Conditions = Object.entries(branches).map(([test, NextAction]) => {
    const [Operator, ...operand] = test.split(' ')
    return { NextAction, Condition: { Operator, Operands: [operand.join(' ')] } }
  })
  return { ...go(otherwise, ...errors), Conditions }
}

/** One action and an ending after it. */
export function flowOf(action: ActionText, type = 'CONTACT_FLOW'): string {
  const settings = { InputParameters: [], OutputParameters: [], Transitions: [] }
  return aFlow([action, endingOf(type)], type === 'MODULE' ? { Settings: settings } : {})
}
