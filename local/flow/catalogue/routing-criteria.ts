import { any, listOf, object, required, statically, whole } from './shapes.ts'
import type { Finding, Shape, Text } from './spec.ts'

/** Limits of a routing criterion [D set-routing-criteria, AgentsCriteria]. */
const MOST_STEPS = 5
const MOST_AGENTS = 10

/** A level may be a JSON number: the API has it so [API AttributeCondition]. */
const LEVEL: Text = { ...statically, numberToo: true }

const ATTRIBUTE_CONDITION = object({
  Name: any,
  Value: any,
  ProficiencyLevel: LEVEL,
  Range: object({ MinProficiencyLevel: LEVEL, MaxProficiencyLevel: LEVEL }),
  MatchCriteria: object({
    AgentsCriteria: object({
      AgentIds: { is: 'pathOr', shape: { is: 'list', least: 1, most: MOST_AGENTS, of: whole } },
    }),
  }),
  ComparisonOperator: statically,
})

/** Conditions within And and Or, and those within those: deeper than that no expression goes [API Expression]. */
const INNER = object({ AttributeCondition: ATTRIBUTE_CONDITION, NotAttributeCondition: ATTRIBUTE_CONDITION })
const MIDDLE = object({
  AttributeCondition: ATTRIBUTE_CONDITION,
  NotAttributeCondition: ATTRIBUTE_CONDITION,
  AndExpression: listOf(INNER),
  OrExpression: listOf(INNER),
})
const EXPRESSION = object({
  AttributeCondition: ATTRIBUTE_CONDITION,
  NotAttributeCondition: ATTRIBUTE_CONDITION,
  AndExpression: listOf(MIDDLE),
  OrExpression: listOf(MIDDLE),
})

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
              Expression: required(EXPRESSION),
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

/** What the shape of a criterion cannot say: one kind of expression per step. */
export function criteriaFindings(criteria: any): Finding[] {
  const steps: any[] = Array.isArray(criteria?.Steps) ? criteria.Steps : []
  return steps.flatMap((step, index) => {
    const kinds = Object.keys(step?.Expression ?? {})
    return kinds.length === 1 ? [] : [{ at: `.RoutingCriteria.Steps[${index}].Expression` }]
  })
}
