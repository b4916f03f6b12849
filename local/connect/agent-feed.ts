import { ACCOUNT, PARTITION } from '../place.ts'
import { Random } from '../random.ts'
import { type AgentSnapshot, snapshotOf } from './agent-snapshot.ts'
import { type Centre, inInstance, instanceArn, note, resourceArn } from './centre.ts'
import type { Instance, User } from './model.ts'

type AgentEventType = 'LOGIN' | 'LOGOUT' | 'STATE_CHANGE' | 'HEART_BEAT'

interface StreamRecord {
  PartitionKey: string
  Data: Uint8Array
}

/** What the agent event streams have told so far. */
export interface AgentFeed {
  /** The last snapshot of each user: the next event's previous one. */
  told: Map<string, AgentSnapshot>
  /** When each user's last event was, the longest ago first: whose heartbeat is due is always in front. */
  beats: Map<string, number>
  beating: boolean
  /** Events of this instant, by instance: they leave together. */
  outgoing: Map<string, StreamRecord[]>
  ids: Random
}

export const emptyFeed = (): AgentFeed => ({
  told: new Map(),
  beats: new Map(),
  beating: false,
  outgoing: new Map(),
  // A stream of its own: whether events are streamed must not change what else happens in the run.
  ids: new Random(1),
})

/** AWS: "Agent event streams data model": heartbeats go on for up to an hour after an agent has logged off. */
const BEATS_AFTER_LOG_OFF_MS = 3_600_000
/** Well below the 500 records and 5 MB that PutRecords takes. */
const MOST_AT_ONCE = 200
const ATTEMPTS = 6

/**
 * Tells the instance's agent event stream, if it has one, what an agent is doing now (AWS: "Agent event streams data
 * model"). To be called after each change of her status, her contacts or her routing profile.
 */
export function tell(centre: Centre, user: User, type: AgentEventType = 'STATE_CHANGE'): void {
  if (streamOf(centre.state.instances.get(user.instanceId)) === undefined) return
  const { feed, timeline, switches } = centre
  const now = timeline.now()
  const current = snapshotOf(centre, user)
  const event = {
    AWSAccountId: ACCOUNT,
    AgentARN: resourceArn(user.instanceId, 'agent', user.id),
    CurrentAgentSnapshot: current,
    EventId: feed.ids.uuid(),
    EventTimestamp: new Date(now + switches.agentEventClockAheadMs).toISOString(),
    EventType: type,
    InstanceARN: instanceArn(user.instanceId),
    PreviousAgentSnapshot: feed.told.get(user.id) ?? current,
    Version: '2017-10-01',
  }
  feed.told.set(user.id, current)
  expectBeat(centre, user, now)
  const record = {
    PartitionKey: switches.agentEventPartitionKey === 'agent' ? event.AgentARN : event.EventId,
    Data: Buffer.from(JSON.stringify(event)),
  }
  for (const delay of centre.agentEventCopies?.() ?? [0]) {
    if (delay === 0) send(centre, user.instanceId, record)
    else timeline.after(delay, 'late agent event', () => send(centre, user.instanceId, record))
  }
}

/** A deleted user has no more events. */
export function forget({ feed }: Centre, user: User): void {
  feed.told.delete(user.id)
  feed.beats.delete(user.id)
}

/** Who is signed in when a stream is attached is heard of by the next heartbeat. */
export function beginFeed(centre: Centre, instance: Instance): void {
  for (const user of inInstance(centre.state.users, instance.id))
    expectBeat(centre, user, centre.timeline.now())
}

/** The role under which Connect itself acts for an instance (AWS: "Use service-linked roles for Amazon Connect"). */
export function serviceRoleOf(instanceId: string): string {
  const suffix = instanceId.replaceAll('-', '').slice(0, 20)
  const name = `AWSServiceRoleForAmazonConnect_${suffix}`
  return `arn:${PARTITION}:iam::${ACCOUNT}:role/aws-service-role/connect.amazonaws.com/${name}`
}

function streamOf(instance: Instance | undefined): string | undefined {
  for (const { resourceType, config } of instance?.storage.values() ?? [])
    if (resourceType === 'AGENT_EVENTS') return config.KinesisStreamConfig.StreamArn
  return undefined
}

function expectBeat(centre: Centre, user: User, now: number): void {
  const { feed, switches } = centre
  feed.beats.delete(user.id)
  const next = now + switches.heartbeatSeconds * 1000
  const until = (offlineSince(centre, user) ?? Number.POSITIVE_INFINITY) + BEATS_AFTER_LOG_OFF_MS
  if (!Number.isFinite(next) || next > until) return
  feed.beats.set(user.id, now)
  awaitBeat(centre)
}

/** What counts as logging off is not said: we take the status Offline for it too, which leaves us with fewer heartbeats. */
function offlineSince({ state }: Centre, user: User): number | undefined {
  if (!user.signedIn) return user.signedOutAt ?? Number.NEGATIVE_INFINITY
  return state.statuses.get(user.statusId)?.type === 'OFFLINE' ? user.statusSince : undefined
}

/** One timer for all agents: it goes off for whoever has been quiet longest. */
function awaitBeat(centre: Centre): void {
  const { feed, timeline, switches } = centre
  const [first] = feed.beats.values()
  if (feed.beating || first === undefined) return
  feed.beating = true
  timeline.at(first + switches.heartbeatSeconds * 1000, 'agent heartbeat', () => {
    feed.beating = false
    beat(centre)
    awaitBeat(centre)
  })
}

function beat(centre: Centre): void {
  const due = centre.timeline.now() - centre.switches.heartbeatSeconds * 1000
  for (const [userId, at] of centre.feed.beats) {
    if (at > due) return
    centre.feed.beats.delete(userId)
    const user = centre.state.users.get(userId)
    if (user) tell(centre, user, 'HEART_BEAT')
  }
}

function send(centre: Centre, instanceId: string, record: StreamRecord): void {
  const { outgoing } = centre.feed
  const waiting = outgoing.get(instanceId)
  if (waiting) {
    waiting.push(record)
    return
  }
  outgoing.set(instanceId, [record])
  centre.timeline.after(0, 'agent events', async () => {
    const records = outgoing.get(instanceId) ?? []
    outgoing.delete(instanceId)
    for (let from = 0; from < records.length; from += MOST_AT_ONCE)
      await put(centre, instanceId, records.slice(from, from + MOST_AT_ONCE), 1)
  })
}

/** Puts as Connect itself. What the stream refuses is tried again, later than what comes after it, and lost in the end. */
async function put(
  centre: Centre,
  instanceId: string,
  Records: StreamRecord[],
  attempt: number,
): Promise<void> {
  const StreamARN = streamOf(centre.state.instances.get(instanceId))
  if (StreamARN === undefined) return
  const caller = { kind: 'role' as const, arn: serviceRoleOf(instanceId) }
  let refused = Records
  let because = 'ProvisionedThroughputExceededException'
  try {
    const answer = await centre.aws.call('kinesis', 'PutRecords', { StreamARN, Records }, caller)
    refused = Records.filter((_, index) => answer.Records?.[index]?.ErrorCode !== undefined)
  } catch (error) {
    because = error instanceof Error ? error.name : String(error)
  }
  if (refused.length === 0) return
  if (attempt === ATTEMPTS) note(centre, undefined, 'agent events lost', { events: refused.length, because })
  else
    centre.timeline.after(1000 * 2 ** (attempt - 1), 'agent events again', () =>
      put(centre, instanceId, refused, attempt + 1),
    )
}
