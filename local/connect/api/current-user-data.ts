import { type Centre, idOf, inInstance, instanceOf, resourceArn } from '../centre.ts'
import { ROUTED } from '../channels.ts'
import { slots } from '../eligibility.ts'
import type { AgentContact, User } from '../model.ts'
import { page, refusal } from './checks.ts'

const EXCLUSIVE = ['Queues', 'RoutingProfiles', 'Agents', 'UserHierarchyGroups']

/**
 * What active users are doing (API_GetCurrentUserData): one kind of filter, at most 100 values. Offline users are left
 * out. Throws InvalidParameterException.
 */
export function currentUserData(centre: Centre, input: any): object {
  const instance = instanceOf(centre, input)
  const filters = input.Filters ?? {}
  const given = EXCLUSIVE.filter((name) => filters[name]?.length)
  if (given.length !== 1)
    throw refusal('InvalidParameterException', `exactly one of ${EXCLUSIVE.join(', ')} is needed in Filters`)
  const [kind = ''] = given
  if (kind === 'UserHierarchyGroups')
    throw refusal('InvalidParameterException', 'a filter by UserHierarchyGroups is not modelled')
  if (filters[kind].length > 100)
    throw refusal('InvalidParameterException', `${kind} has more than 100 values`)
  const ids = new Set<string>(filters[kind].map(idOf))
  const users = inInstance(centre.state.users, instance.id).filter(
    (user) => isActive(centre, user) && matches(centre, user, kind, ids),
  )
  const states: readonly string[] | undefined = filters.ContactFilter?.ContactStates
  const { items, ...rest } = page(users, input, 100)
  const UserDataList = items.map((user) => userData(centre, user, states))
  return { UserDataList, ApproximateTotalCount: users.length, ...rest }
}

const isActive = ({ state }: Centre, { statusId }: User) => state.statuses.get(statusId)?.type !== 'OFFLINE'

function matches({ state }: Centre, user: User, kind: string, ids: Set<string>): boolean {
  if (kind === 'Agents') return ids.has(user.id)
  if (kind === 'RoutingProfiles') return ids.has(user.routingProfileId)
  const queues = state.profiles.get(user.routingProfileId)?.queues ?? []
  return queues.some(({ queueId }) => ids.has(queueId))
}

/** The status comes without its type; StatusName stays Available while the user handles contacts. */
function userData(centre: Centre, user: User, states: readonly string[] | undefined): object {
  const { state } = centre
  const status = state.statuses.get(user.statusId)
  const next = state.statuses.get(user.nextStatusId ?? '')
  const bySlots = (pick: (slots: { most: number; used: number }) => number) =>
    Object.fromEntries(ROUTED.map((channel) => [channel, pick(slots(centre, user, channel))]))
  return {
    User: { Id: user.id, Arn: resourceArn(user.instanceId, 'agent', user.id) },
    RoutingProfile: {
      Id: user.routingProfileId,
      Arn: resourceArn(user.instanceId, 'routing-profile', user.routingProfileId),
    },
    Status: {
      StatusStartTimestamp: new Date(user.statusSince),
      StatusArn: resourceArn(user.instanceId, 'agent-state', user.statusId),
      StatusName: status?.name,
    },
    AvailableSlotsByChannel: bySlots(({ most, used }) => Math.max(0, most - used)),
    MaxSlotsByChannel: bySlots(({ most }) => most),
    ActiveSlotsByChannel: bySlots(({ used }) => used),
    Contacts: user.contacts
      .filter((entry) => !states?.length || states.includes(entry.state))
      .flatMap((entry) => contactReference(centre, entry)),
    NextStatus: next?.name,
  }
}

function contactReference({ state }: Centre, entry: AgentContact): object[] {
  const contact = state.contacts.get(entry.contactId)
  if (!contact) return []
  const { queue, instanceId, connectedAt } = contact
  return [
    {
      ContactId: contact.id,
      Channel: contact.channel,
      InitiationMethod: contact.initiationMethod,
      AgentContactState: entry.state,
      StateStartTimestamp: new Date(entry.since),
      ConnectedToAgentTimestamp: connectedAt === undefined ? undefined : new Date(connectedAt),
      Queue:
        queue?.kind === 'queue'
          ? { Id: queue.queueId, Arn: resourceArn(instanceId, 'queue', queue.queueId) }
          : undefined,
    },
  ]
}
