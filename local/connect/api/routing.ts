import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, instanceOf, note } from '../centre.ts'
import { criteriaOf, stepsOf } from '../criteria.ts'
import { changeUrgency, offer, replaceCriteria } from '../routing.ts'
import { need, refusal } from './checks.ts'
import { contactOf } from './contacts.ts'

/** Operations on where a waiting contact goes. */
export function routingOperations(centre: Centre): Record<string, Operation> {
  return {
    UpdateContactRoutingData: (input) => updateRoutingData(centre, input),
    AssociateContactWithUser: (input) => associate(centre, input),
  }
}

function updateRoutingData(centre: Centre, input: any) {
  const contact = contactOf(centre, input)
  const { QueuePriority: priority, QueueTimeAdjustmentSeconds: adjustment, RoutingCriteria: criteria } = input
  const name = 'InvalidParameterException'
  if (priority === undefined && adjustment === undefined && criteria === undefined)
    throw refusal(name, 'QueuePriority, QueueTimeAdjustmentSeconds or RoutingCriteria is needed')
  if (priority !== undefined && adjustment !== undefined)
    throw refusal(name, 'QueuePriority and QueueTimeAdjustmentSeconds exclude each other')
  if (priority !== undefined && (!Number.isInteger(priority) || priority < 1))
    throw refusal(name, `QueuePriority is ${priority}, 1 and more is allowed`)
  const steps = criteria && requestedSteps(centre, criteria.Steps ?? [])
  if (contact.phase !== 'QUEUED' && contact.phase !== 'CONNECTING')
    throw new AwsError(
      'ResourceConflictException',
      `Contact ${contact.id} is not in a queue: ${contact.phase}`,
    )
  if (steps) {
    note(centre, contact, 'routing criteria replaced', { steps: steps.length })
    replaceCriteria(centre, contact, steps.length > 0 ? criteriaOf(steps) : undefined)
  }
  changeUrgency(centre, contact, { priority, adjustment })
  contact.updatedAt = centre.timeline.now()
  return {}
}

/** Undefined where nothing is to change, none where the criteria are cleared. What `Steps: []` does is an open point. */
function requestedSteps(centre: Centre, steps: readonly unknown[]) {
  if (steps.length > 0 || centre.switches.emptySteps === 'refused') return stepsOf(centre, steps)
  return centre.switches.emptySteps === 'clears' ? [] : undefined
}

/** Offers a queued contact to a user whatever her slots and status (API_AssociateContactWithUser); offline is an open point. */
function associate(centre: Centre, input: any) {
  need(input, ['UserId'])
  const contact = contactOf(centre, input)
  const user = found(centre.state.users, instanceOf(centre, input), input.UserId, 'User')
  if (contact.phase !== 'QUEUED')
    throw refusal(
      'InvalidRequestException',
      `Contact ${contact.id} is not waiting in a queue: ${contact.phase}`,
    )
  const offline = centre.state.statuses.get(user.statusId)?.type === 'OFFLINE'
  if (offline && centre.switches.associateWithOfflineUser === 'refused')
    throw refusal('InvalidRequestException', `User ${user.username} is offline`)
  offer(centre, contact, user)
  return {}
}
