import { isRecord } from '../document.ts'
import type { RoutingStep } from '../world.ts'
import { type Block, fail } from './run.ts'

/** Limits of routing criteria [D set-routing-criteria, AgentsCriteria]. */
const MOST_STEPS = 5
const MOST_AGENTS = 10
const LONGEST_AGENT_ID = 256
const EXPRESSIONS = ['AttributeCondition', 'AndExpression', 'OrExpression', 'NotAttributeCondition']

/** Static steps, or a path to the whole criteria or to its steps; what does not hold takes the error branch. */
export const updateContactRoutingCriteria: Block = (run, { parameters }) => {
  const criteria = run.deep(parameters.RoutingCriteria)
  const steps = isRecord(criteria) ? criteria.Steps : undefined
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > MOST_STEPS) {
    return fail(`Routing criteria have 1 to ${MOST_STEPS} steps`)
  }
  run.world.setRoutingCriteria(steps.map((step, index) => stepOf(step, index === steps.length - 1)))
  return undefined
}

function stepOf(step: unknown, isLast: boolean): RoutingStep {
  if (!isRecord(step)) return fail('A routing step is no object')
  const expression = expressionOf(step.Expression)
  if (step.Expiry === undefined) {
    return isLast ? { Expression: expression } : fail('Only the last routing step may never expire')
  }
  return { Expiry: { DurationInSeconds: durationOf(step.Expiry) }, Expression: expression }
}

function durationOf(expiry: unknown): number {
  const given = isRecord(expiry) ? expiry.DurationInSeconds : undefined
  const seconds = typeof given === 'string' && given !== '' ? Number(given) : given
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < 1) {
    return fail('A routing step expires after a whole number of seconds, at least 1')
  }
  return seconds
}

function expressionOf(expression: unknown): unknown {
  const [kind, ...more] = isRecord(expression) ? Object.keys(expression) : []
  if (kind === undefined || more.length > 0 || !EXPRESSIONS.includes(kind)) {
    return fail('A routing step has exactly one expression')
  }
  checkAgents(expression)
  return withNumbers(expression)
}

function checkAgents(expression: any): void {
  const criteria = expression.AttributeCondition?.MatchCriteria?.AgentsCriteria
  if (criteria === undefined) return
  const agents: unknown = criteria?.AgentIds
  const isList = Array.isArray(agents) && agents.length > 0 && agents.length <= MOST_AGENTS
  if (!isList || !agents.every(isAgentId)) fail(`A preferred-agent step names 1 to ${MOST_AGENTS} agents`)
}

function isAgentId(agent: unknown): boolean {
  return typeof agent === 'string' && agent.length > 0 && agent.length <= LONGEST_AGENT_ID
}

/** Flow JSON has proficiency levels as texts, the API as numbers. */
function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key.endsWith('ProficiencyLevel') && typeof item === 'string' ? Number(item) : withNumbers(item),
    ]),
  )
}
