/** A flow's content as it stands: only what could be read, since a linter must say something about any JSON. */

export interface Action {
  index: number
  identifier: string
  type: string
  parameters: Record<string, unknown>
  next: string | undefined
  errors: readonly { errorType: string; next: string }[]
  conditions: readonly { operator: string; operand: string; next: string }[]
}

export interface FlowDocument {
  start: string
  actions: ReadonlyMap<string, Action>
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

const operandOf = (value: unknown) => (typeof value === 'number' ? String(value) : textOf(value))

/** One action, leniently: what is missing or of another kind is empty. */
export function readAction(value: unknown, index: number): Action {
  const action = isRecord(value) ? value : {}
  const transitions = isRecord(action.Transitions) ? action.Transitions : {}
  const next = textOf(transitions.NextAction)
  return {
    index,
    identifier: textOf(action.Identifier),
    type: textOf(action.Type),
    parameters: isRecord(action.Parameters) ? action.Parameters : {},
    next: next === '' ? undefined : next,
    errors: listOf(transitions.Errors).map((error: any) => ({
      errorType: textOf(error?.ErrorType),
      next: textOf(error?.NextAction),
    })),
    conditions: listOf(transitions.Conditions).map((condition: any) => ({
      operator: textOf(condition?.Condition?.Operator),
      operand: operandOf(listOf(condition?.Condition?.Operands)[0]),
      next: textOf(condition?.NextAction),
    })),
  }
}

/** Of a parsed content. Later actions with an identifier that was there already are left out. */
export function readDocument(content: unknown): FlowDocument {
  const document = isRecord(content) ? content : {}
  const actions = new Map<string, Action>()
  for (const [index, value] of listOf(document.Actions).entries()) {
    const action = readAction(value, index)
    if (!actions.has(action.identifier)) actions.set(action.identifier, action)
  }
  return { start: textOf(document.StartAction), actions }
}

/** Where an action can lead, each target once. */
export function targetsOf(action: Action): string[] {
  const targets = [
    action.next,
    ...action.errors.map(({ next }) => next),
    ...action.conditions.map(({ next }) => next),
  ]
  return [...new Set(targets.filter((target): target is string => target !== undefined && target !== ''))]
}
