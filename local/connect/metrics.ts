import { type Centre, inInstance, targetKey } from './centre.ts'
import { hasFreeSlot } from './channels.ts'
import { isRoutable } from './eligibility.ts'
import type { Contact, Target, User } from './model.ts'

/**
 * A metric of Check metric data (AWS: "Flow block: Check queue status", "Check staffing"); the age comes in
 * milliseconds, as flows that AWS ships compare it. Undefined for a metric that is not modelled.
 */
export function metricOf(
  centre: Centre,
  contact: Contact,
  type: string,
  { user, queue }: { user?: User; queue?: Target | undefined },
): number | undefined {
  const agents = user ? [user] : serving(centre, contact, queue)
  switch (type) {
    case 'NumberOfAgentsAvailable':
      return agents.filter(
        (agent) => isRoutable(centre, agent) && hasFreeSlot(centre, agent, contact.channel),
      ).length
    case 'NumberOfAgentsStaffed':
      return agents.filter((agent) => isRoutable(centre, agent)).length
    case 'NumberOfAgentsOnline':
      return agents.filter(({ statusId }) => centre.state.statuses.get(statusId)?.type !== 'OFFLINE').length
    case 'NumberOfContactsInQueue':
      return waitingIn(centre, user, queue).length
    case 'OldestContactInQueueAgeSeconds':
      return Math.max(
        0,
        ...waitingIn(centre, user, queue).map(({ enqueuedAt }) => centre.timeline.now() - (enqueuedAt ?? 0)),
      )
    default:
      return undefined
  }
}

function serving(centre: Centre, contact: Contact, queue: Target | undefined): User[] {
  return inInstance(centre.state.users, contact.instanceId).filter((user) => {
    if (queue?.kind === 'agent') return queue.userId === user.id
    const profile = centre.state.profiles.get(user.routingProfileId)
    return profile?.queues.some(
      ({ queueId, channel }) => queueId === queue?.queueId && channel === contact.channel,
    )
  })
}

function waitingIn(centre: Centre, user: User | undefined, queue: Target | undefined): Contact[] {
  const target: Target | undefined = user ? { kind: 'agent', userId: user.id } : queue
  const ids = target ? (centre.state.waiting.get(targetKey(target)) ?? []) : []
  return [...ids].flatMap((id) => centre.state.contacts.get(id) ?? [])
}
