import { AwsError } from '../service.ts'
import { type Centre, callOff, note, plan, resourceArn } from './centre.ts'
import { publish } from './events.ts'
import type { Contact, Criteria, Step, User } from './model.ts'

const STEP_STATUS = 'RoutingCriteria.Step.Status'

/**
 * Reads `RoutingCriteria.Steps` as API and flow give them (AWS: "Set routing criteria", API_RoutingCriteriaInputStep):
 * 1 to 5 steps, 1 to 10 preferred agents each, expiry of at least 1 s, no expiry only on the last step.
 * Throws InvalidParameterException, also for proficiencies: those are not modelled.
 */
export function stepsOf(centre: Centre, steps: readonly any[]): Step[] {
  if (steps.length < 1 || steps.length > 5)
    throw invalid(`RoutingCriteria.Steps has ${steps.length} steps, 1 to 5 are allowed`)
  return steps.map((step, index) => {
    const durationSeconds = durationOf(centre, step, index === steps.length - 1)
    return {
      expression: step.Expression ?? {},
      agentIds: agentIdsOf(step.Expression),
      durationSeconds,
      expiresAt: undefined,
      status: 'INACTIVE' as const,
    }
  })
}

function durationOf(centre: Centre, step: any, last: boolean): number | undefined {
  const given = step.Expiry?.DurationInSeconds
  if (given === undefined) {
    if (last) return undefined
    throw invalid('only the last step may be without Expiry.DurationInSeconds')
  }
  const seconds = Number(given)
  const { longestStepSeconds } = centre.switches
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestStepSeconds)
    throw invalid(`Expiry.DurationInSeconds is ${given}, 1 to ${longestStepSeconds} is allowed`)
  return seconds
}

function agentIdsOf(expression: any): string[] {
  const condition = expression?.AttributeCondition
  const agentIds: unknown = condition?.MatchCriteria?.AgentsCriteria?.AgentIds
  if (!Array.isArray(agentIds))
    throw invalid(
      'a step needs Expression.AttributeCondition.MatchCriteria.AgentsCriteria.AgentIds: proficiencies are not modelled',
    )
  if (condition.ComparisonOperator !== 'Match')
    throw invalid(`ComparisonOperator is ${condition.ComparisonOperator}, preferred agents need Match`)
  if (agentIds.length < 1 || agentIds.length > 10)
    throw invalid(`AgentIds has ${agentIds.length} agents, 1 to 10 are allowed`)
  const odd = agentIds.find((id) => typeof id !== 'string' || id.length < 1 || id.length > 256)
  if (odd !== undefined) throw invalid('an element of AgentIds is no string of 1 to 256 characters')
  return agentIds
}

export const criteriaOf = (steps: Step[]): Criteria => ({ steps, activatedAt: undefined, index: 0 })

/** As they were set, for a new start in another queue. */
export function restarted(criteria: Criteria | undefined): Criteria | undefined {
  return (
    criteria &&
    criteriaOf(criteria.steps.map((step) => ({ ...step, expiresAt: undefined, status: 'INACTIVE' })))
  )
}

/**
 * Starts the clock of a contact that waits. In an agent's own queue criteria do nothing, though their activation time
 * is set (AWS: API_RoutingCriteria).
 */
export function activate(centre: Centre, contact: Contact, onOpen: () => void): void {
  const { criteria } = contact
  if (!criteria) return
  criteria.activatedAt = centre.timeline.now()
  if (contact.queue?.kind === 'queue') begin(centre, contact, criteria, onOpen)
}

function begin(centre: Centre, contact: Contact, criteria: Criteria, onOpen: () => void): void {
  const step = criteria.steps[criteria.index]
  if (!step) return
  step.status = 'ACTIVE'
  if (step.durationSeconds === undefined) return
  step.expiresAt = centre.timeline.now() + step.durationSeconds * 1000
  plan(centre, contact, 'routing step of', step.expiresAt, () => {
    step.status = 'EXPIRED'
    criteria.index++
    begin(centre, contact, criteria, onOpen)
    contact.updatedAt = centre.timeline.now()
    note(centre, contact, 'routing step expired', { step: criteria.index, of: criteria.steps.length })
    publish(centre, contact, 'CONTACT_DATA_UPDATED', [STEP_STATUS])
    onOpen()
  })
}

/** The agent who took the contact was found by the active step: it is JOINED. */
export function join(centre: Centre, contact: Contact): void {
  callOff(centre, contact, 'routing step of')
  const step = activeStep(contact)
  if (!step) return
  step.status = 'JOINED'
  publish(centre, contact, 'CONTACT_DATA_UPDATED', [STEP_STATUS])
}

function activeStep({ criteria }: Contact): Step | undefined {
  return criteria?.steps.find(({ status }) => status === 'ACTIVE')
}

/** Whether the active step, if any, names this agent. A deleted agent or an odd form of id reserves, and matches nobody. */
export function admits(centre: Centre, contact: Contact, user: User): boolean {
  const step = activeStep(contact)
  if (!step) return true
  const names = {
    id: user.id,
    arn: resourceArn(user.instanceId, 'agent', user.id),
    username: user.username,
  }
  return centre.switches.agentIdForms.some((form) => step.agentIds.includes(names[form]))
}

const invalid = (message: string) => new AwsError('InvalidParameterException', message)
