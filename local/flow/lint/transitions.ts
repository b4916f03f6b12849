import type { ActionSpec, ConditionRule, ContentType, ErrorRule } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import { isRecord, textOf } from '../document.ts'
import { isDynamic, isPlaceholder } from '../json-path.ts'
import { invalidError, invalidValue, missingProperty, type Problem, problemAt } from './problem.ts'

const OPERATORS: ReadonlySet<string> = new Set([
  'Equals',
  'TextStartsWith',
  'TextEndsWith',
  'TextContains',
  'NumberGreaterThan',
  'NumberGreaterOrEqualTo',
  'NumberLessThan',
  'NumberLessOrEqualTo',
  'KeyExists',
])

/** Where an action leads. `names` are the identifiers of the flow, `raw` the action as it stands. */
export function lintTransitions(
  action: Action,
  raw: Record<string, unknown>,
  spec: ActionSpec | undefined,
  names: ReadonlySet<string>,
  type: ContentType,
): Problem[] {
  if (spec?.next === 'none') return lintTerminal(action, raw)
  const form = lintForm(action, raw)
  if (form.length > 0) return form
  return [
    ...lintTargets(action, names, spec?.next === 'withErrors' && action.errors.length === 0),
    ...(spec ? lintErrorTypes(action, errorRule(action, spec, type)) : []),
    ...(spec ? lintConditions(action, raw, conditionRule(action, spec)) : []),
  ]
}

function errorRule(action: Action, { errors: rule }: ActionSpec, type: ContentType): ErrorRule {
  if (typeof rule !== 'function') return rule
  const hasConditions = action.conditions.length > 0
  return rule(action.parameters, { type, hasNext: action.next !== undefined, hasConditions })
}

function conditionRule({ parameters }: Action, { conditions: rule }: ActionSpec): ConditionRule {
  return typeof rule === 'function' ? rule(parameters) : rule
}

/** An action that ends a flow has empty Transitions [X], or none: an example of AWS's for campaigns leaves them out. */
function lintTerminal(
  { index, identifier, errors, conditions }: Action,
  { Transitions: transitions = {} }: Record<string, unknown>,
): Problem[] {
  if (!isRecord(transitions)) return [invalidValue(`Actions[${index}].Transitions`, identifier)]
  if (transitions.NextAction === undefined && errors.length === 0 && conditions.length === 0) return []
  return [problemAt('Action does not support transitions.', `Actions[${index}]`, identifier)]
}

/** Errors and Conditions may be lists or absent: Describe writes empty ones, the console leaves them out [X]. */
function lintForm({ index, identifier }: Action, raw: Record<string, unknown>): Problem[] {
  const transitions = raw.Transitions
  if (!isRecord(transitions)) return [missingProperty(`Actions[${index}].Transitions.NextAction`, identifier)]
  return ['Errors', 'Conditions']
    .filter((name) => transitions[name] !== undefined && !Array.isArray(transitions[name]))
    .map((name) => invalidValue(`Actions[${index}].Transitions.${name}`, identifier))
}

function lintTargets(
  { index, identifier, next, errors, conditions }: Action,
  names: ReadonlySet<string>,
  optional: boolean,
) {
  const place = `Actions[${index}].Transitions`
  const problems: Problem[] = []
  if (next === undefined && !optional) problems.push(missingProperty(`${place}.NextAction`, identifier))
  const branches: [string, string | undefined][] = [
    ['NextAction', next],
    ...errors.map((error, at): [string, string] => [`Errors[${at}].NextAction`, error.next]),
    ...conditions.map((condition, at): [string, string] => [`Conditions[${at}].NextAction`, condition.next]),
  ]
  for (const [name, target] of branches) {
    if (target === undefined || names.has(target)) continue
    const hint = target === '' ? 'it is empty' : `there is no action "${target}"`
    problems.push({ ...invalidValue(`${place}.${name}`, identifier), hint })
  }
  return problems
}

function lintErrorTypes({ index, identifier, errors }: Action, rule: ErrorRule): Problem[] {
  const present = errors.map(({ errorType }) => errorType)
  const known = new Set([...rule.required, ...(rule.allowed ?? [])])
  const missing = rule.required.filter((errorType) => !present.includes(errorType))
  const problems = missing.map((errorType) =>
    problemAt(`Action is missing required error. Error: ${errorType},`, `Actions[${index}]`, identifier),
  )
  for (const [at, errorType] of present.entries()) {
    if (known.has(errorType) && present.indexOf(errorType) === at) continue
    problems.push(
      invalidError(errorType, `Actions[${index}].Transitions.Errors[${at}].ErrorType`, identifier),
    )
  }
  return problems
}

function lintConditions(action: Action, raw: any, rule: ConditionRule): Problem[] {
  const { index, identifier, conditions } = action
  const place = `Actions[${index}].Transitions.Conditions`
  if (rule.kind === 'none') {
    if (conditions.length === 0) return []
    return [problemAt('Action does not support conditions.', `Actions[${index}]`, identifier)]
  }
  const form = conditions.flatMap((_, at) =>
    conditionForm(raw.Transitions.Conditions[at], rule, `${place}[${at}]`, action),
  )
  const wrong = form.length > 0 ? form : lintOperands(action, rule, place)
  return wrong.length > 0 ? wrong : lintCoverage(action, rule, place)
}

/** One condition is one operator with one operand: And, Or and Not are documented and refused [L]. */
function conditionForm(
  value: any,
  rule: ConditionRule,
  path: string,
  { index, identifier }: Action,
): Problem[] {
  const condition = value?.Condition
  if (!isRecord(condition)) return [invalidValue(`${path}.Condition`, identifier)]
  if (!OPERATORS.has(textOf(condition.Operator)))
    return [invalidValue(`${path}.Condition.Operator`, identifier)]
  const operands = condition.Operands
  const isSingle = Array.isArray(operands) && operands.length === 1
  const kinds = rule.kind === 'comparisons' && rule.numberToo ? ['string', 'number'] : ['string']
  if (!isSingle || !kinds.includes(typeof operands[0]))
    return [invalidValue(`${path}.Condition.Operands`, identifier)]
  if (operands[0] !== '') return []
  return [
    {
      message: `Invalid branch. Path: ${index}.Evaluate`,
      path: `${path}.Condition.Operands`,
      action: identifier,
      severity: 'error',
      hint: 'nothing can be compared with an empty text: have "none" returned instead',
    },
  ]
}

function lintOperands({ conditions, identifier }: Action, rule: ConditionRule, place: string): Problem[] {
  return conditions.flatMap(({ operator, operand }, at) => {
    const path = `${place}[${at}].Condition`
    if (rule.kind === 'comparisons') {
      if (!rule.operators.includes(operator)) return [invalidValue(`${path}.Operator`, identifier)]
      const fits = rule.numeric
        ? isDynamic(operand) || isPlaceholder(operand) || /^\d+(\.\d+)?$/.test(operand)
        : rule.operand === undefined || rule.operand === operand
      return fits ? [] : [invalidValue(`${path}.Operands`, identifier)]
    }
    if (rule.kind !== 'results') return []
    if (operator !== 'Equals') return [invalidValue(`${path}.Operator`, identifier)]
    return rule.some && !rule.some.includes(operand) ? [invalidValue(`${path}.Operands`, identifier)] : []
  })
}

function lintCoverage({ conditions, identifier }: Action, rule: ConditionRule, path: string): Problem[] {
  if (rule.kind === 'comparisons' && conditions.length < rule.atLeast)
    return [missingProperty(path, identifier)]
  if (rule.kind !== 'results') return []
  const { all } = rule
  if (!all || (conditions.length === all.length && all.every((result) => isBranch(conditions, result))))
    return []
  return [{ ...invalidValue(path, identifier), hint: `one branch each for ${all.join(', ')}` }]
}

function isBranch(conditions: Action['conditions'], result: string): boolean {
  return conditions.some(({ operand }) => operand === result)
}
