import { AwsError } from '../service.ts'
import { type Centre, found, inInstance } from './centre.ts'
import { runFlow } from './flows.ts'
import type { Contact, Flow, Instance, QuickConnect, Target, User } from './model.ts'
import { transferContact } from './transfer.ts'

/** API_CreateQueue, API_AssociateQueueQuickConnects. */
const MOST_AT_ONCE = 50

/** The ids of quick connects that a request names. Throws InvalidParameterException, ResourceNotFoundException. */
export function quickConnectIdsOf(
  centre: Centre,
  instance: Instance,
  given: readonly string[] | undefined,
): string[] {
  if (given === undefined) return []
  if (given.length < 1 || given.length > MOST_AT_ONCE)
    throw new AwsError(
      'InvalidParameterException',
      `QuickConnectIds has ${given.length}, 1 to ${MOST_AT_ONCE} are allowed`,
    )
  return given.map((id) => found(centre.state.quickConnects, instance, id, 'Quick connect').id)
}

/** The flow of a quick connect while there is one. */
export function flowOfQuickConnect(centre: Centre, { flowId }: QuickConnect): Flow | undefined {
  const flow = centre.state.flows.get(flowId)
  return flow?.published === undefined ? undefined : flow
}

/**
 * Hands a contact on as an agent's click on a quick connect does: the next contact of the chain runs the quick connect's
 * transfer flow, with the user or the queue as its working queue. Throws an Error for people, or what a transfer throws.
 */
export function transferByQuickConnect(
  centre: Centre,
  { user, contact }: { user: User; contact: Contact },
  name: string,
): Contact {
  const { flow, target } = quickConnectOf(centre, user, name)
  const next = transferContact(centre, contact, target)
  runFlow(centre, next, flow)
  return next
}

/** Where an agent's quick connect leads, by its name. Throws an Error for people. */
export function quickConnectOf(centre: Centre, user: User, name: string): { flow: Flow; target: Target } {
  const quickConnect = visibleTo(centre, user, name)
  const flow = flowOfQuickConnect(centre, quickConnect)
  if (!flow) throw new Error(`the transfer flow of quick connect ${name} is gone or not published`)
  if (isGone(centre, quickConnect)) throw new Error(`the user or queue of quick connect ${name} is gone`)
  return { flow, target: quickConnect.target }
}

/** Deleting a user leaves her quick connects behind (AWS: API_DeleteQuickConnect). */
export function isGone({ state }: Centre, { target }: QuickConnect): boolean {
  return target.kind === 'agent' ? !state.users.has(target.userId) : !state.queues.has(target.queueId)
}

/** AWS: "Create quick connects": agents see those of the queues in their routing profile. */
function visibleTo(centre: Centre, user: User, name: string): QuickConnect {
  const { queues, quickConnects, profiles } = centre.state
  const served = profiles.get(user.routingProfileId)?.queues ?? []
  const ids = new Set(served.flatMap(({ queueId }) => [...(queues.get(queueId)?.quickConnectIds ?? [])]))
  const visible = [...ids].flatMap((id) => quickConnects.get(id) ?? [])
  const quickConnect = visible.find((each) => each.name === name)
  if (quickConnect) return quickConnect
  const known = inInstance(quickConnects, user.instanceId).some((each) => each.name === name)
  const seen = visible.map((each) => each.name).join(', ') || 'none'
  throw new Error(
    known
      ? `quick connect ${name} is on no queue of ${user.username}'s routing profile: visible are ${seen}`
      : `there is no quick connect ${name}: visible to ${user.username} are ${seen}`,
  )
}
