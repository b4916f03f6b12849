import { ERROR_TYPES } from '../catalogue/actions.ts'
import type { ActionSpec, ConditionRule, ErrorRule } from '../catalogue/spec.ts'
import type { Action } from '../document.ts'
import { isRecord, textOf } from '../document.ts'
import { invalidValue, missingProperty, type Problem } from './problem.ts'

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
): Problem[] {
  if (spec?.next === 'none') return lintTerminal(action)
  const form = lintForm(action, raw)
  if (form.length > 0) return form
  return [
    ...lintTargets(action, names, spec?.next === 'optional'),
    ...(spec ? lintErrorTypes(action, ruleOf(spec.errors, action)) : []),
    ...(spec ? lintConditions(action, raw, ruleOf(spec.conditions, action)) : []),
  ]
}

function ruleOf<Rule>(
  rule: Rule | ((parameters: Record<string, unknown>) => Rule),
  { parameters }: Action,
): Rule {
  return typeof rule === 'function'
    ? (rule as (parameters: Record<string, unknown>) => Rule)(parameters)
    : rule
}

function lintTerminal({ next, errors, conditions, identifier }: Action): Problem[] {
  if (next === undefined && errors.length === 0 && conditions.length === 0) return []
  return [{ message: 'Action does not support transitions', action: identifier, severity: 'error' }]
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
  const problems: Problem[] = missing.map((errorType) => ({
    message: `Action is missing required error. Error: ${errorType}`,
    action: identifier,
    severity: 'error',
  }))
  for (const [at, errorType] of present.entries()) {
    if (known.has(errorType)) continue
    const path = `Actions[${index}].Transitions.Errors[${at}].ErrorType`
    const severity = rule.others === 'refused' || !ERROR_TYPES.has(errorType) ? 'error' : 'warning'
    problems.push({
      message: `Invalid Action error. Error: ${errorType}, Path: ${path}`,
      path,
      action: identifier,
      severity,
    })
  }
  return problems
}

function lintConditions(action: Action, raw: any, rule: ConditionRule): Problem[] {
  const { index, identifier, conditions } = action
  const place = `Actions[${index}].Transitions.Conditions`
  if (rule.kind === 'none') {
    if (conditions.length === 0) return []
    return [{ message: 'Action does not support conditions', action: identifier, severity: 'error' }]
  }
  const form = conditions.flatMap((_, at) =>
    conditionForm(raw.Transitions.Conditions[at], `${place}[${at}]`, action),
  )
  return form.length > 0 ? form : [...lintOperands(action, rule, place), ...lintCoverage(action, rule, place)]
}

/** One condition is one operator with one operand: And, Or and Not are documented and refused [L]. */
function conditionForm(value: any, path: string, { index, identifier }: Action): Problem[] {
  const condition = value?.Condition
  if (!isRecord(condition)) return [invalidValue(`${path}.Condition`, identifier)]
  if (!OPERATORS.has(textOf(condition.Operator)))
    return [invalidValue(`${path}.Condition.Operator`, identifier)]
  const operands = condition.Operands
  const isSingle = Array.isArray(operands) && operands.length === 1 && typeof operands[0] === 'string'
  if (!isSingle) return [invalidValue(`${path}.Condition.Operands`, identifier)]
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
      const fits = rule.operand === undefined || rule.operand === operand
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
  const operands = conditions.map(({ operand }) => operand)
  const missing = (rule.all ?? []).filter((result) => !operands.includes(result))
  return missing.map((result) => ({ ...missingProperty(path, identifier), hint: `a branch for ${result}` }))
}
