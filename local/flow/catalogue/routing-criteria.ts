import { json, required } from './shapes.ts'
import type { Finding, Shape } from './spec.ts'

/** Limits of a routing criterion [D set-routing-criteria, AgentsCriteria]. */
const MOST_STEPS = 5
const MOST_AGENTS = 10
const EXPRESSIONS = ['AttributeCondition', 'AndExpression', 'OrExpression', 'NotAttributeCondition']

/**
 * Either the structure, or a whole JSONPath to it at one of two places: which of the two the service takes is not
 * settled (one public project uses the outer, another expects the inner), so both pass.
 */
export const ROUTING_CRITERIA: Shape = {
  is: 'pathOr',
  shape: {
    is: 'object',
    fields: {
      Steps: required({
        is: 'pathOr',
        shape: {
          is: 'list',
          least: 1,
          most: MOST_STEPS,
          of: {
            is: 'object',
            fields: {
              Expression: required(json),
              Expiry: {
                is: 'object',
                fields: {
                  // A console export has it as a JSON number, the published probe as a string: both pass [X, L].
                  DurationInSeconds: required({
                    is: 'text',
                    restriction: 'static',
                    integer: { least: 1 },
                    numberToo: true,
                  }),
                },
              },
            },
          },
        },
      }),
    },
  },
}

/** What the shape of a criterion cannot say: one kind of expression per step, agents in bounds. */
export function criteriaFindings(criteria: any): Finding[] {
  const steps = Array.isArray(criteria?.Steps) ? criteria.Steps : []
  return steps.flatMap((step: any, index: number) =>
    expressionFindings(step?.Expression, `.RoutingCriteria.Steps[${index}].Expression`),
  )
}

function expressionFindings(expression: any, at: string): Finding[] {
  if (typeof expression !== 'object' || expression === null) return [{ at }]
  const kinds = Object.keys(expression)
  if (kinds.length !== 1 || !EXPRESSIONS.includes(kinds[0] ?? '')) return [{ at }]
  const agents = expression.AttributeCondition?.MatchCriteria?.AgentsCriteria?.AgentIds
  const agentsAt = `${at}.AttributeCondition.MatchCriteria.AgentsCriteria.AgentIds`
  if (agents === undefined) return []
  const isList = Array.isArray(agents) && agents.length > 0 && agents.length <= MOST_AGENTS
  return isList && agents.every((agent) => typeof agent === 'string') ? [] : [{ at: agentsAt }]
}
