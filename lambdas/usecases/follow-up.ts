import {
  addresseeOf,
  type FollowUp,
  followUpToken,
  reviewThread,
  type WaitingThread,
} from '../domain/follow-up.ts'
import { followUpText, followUpTitle } from '../domain/follow-up-wording.ts'
import { type Inbox, inboxAt, type Settings } from '../domain/inbox.ts'
import { type EpochMs, later, MINUTE, type QueueId, type ThreadId } from '../domain/values.ts'
import type { AgentDirectory } from '../ports/agent-directory.ts'
import type { Clock } from '../ports/clock.ts'
import type { FollowUps } from '../ports/follow-ups.ts'
import { type OwnerTasks, TasksFull } from '../ports/owner-tasks.ts'
import { type LookForEndsPorts, lookForEnds } from './look-for-ends.ts'

export interface FollowUpPorts extends LookForEndsPorts {
  followUps: FollowUps
  agents: AgentDirectory
  tasks: OwnerTasks
  clock: Clock
}

export type FollowedUp = Readonly<{
  looked: number
  made: number
  failed: number
  /** There was more to do than time, or than the contact centre has room for. */
  more: boolean
}>

const PAGE = 100
/** One that died over it is followed by another that asks for the same task, and gets it. */
const CLAIM_MS = 10 * MINUTE
/** As long as Connect keeps a task by default. */
const TASK_LASTS_MINUTES = 7 * 24 * 60

/**
 * Makes a task about every customer who has waited too long for a person, the ones who have waited longest first. One
 * that cannot be made now stays on the list for the next run, and does not keep the others waiting; unless there is no
 * room for any.
 *
 * `queues`: of supervisors, as the settings of inboxes count them.
 */
export async function followUp(
  settings: Settings,
  queues: readonly QueueId[],
  finishBy: EpochMs,
  ports: FollowUpPorts,
): Promise<FollowedUp> {
  const { followUps, journal, clock } = ports
  const startedAt = clock.now()
  const seen = new Set<ThreadId>()
  const outcomes: Outcome[] = []
  const done = (more: boolean) => {
    const count = (sought: Outcome) => outcomes.filter((outcome) => outcome === sought).length
    const tally = {
      looked: outcomes.length,
      made: count('made'),
      failed: count('failed') + count('full'),
      more,
    }
    journal.decided('waiting customers reviewed', tally)
    return tally
  }
  for (;;) {
    const listed = await followUps.due(startedAt, PAGE)
    const page = listed.filter((thread) => !seen.has(thread))
    if (page.length === 0) return done(listed.length === PAGE)
    for (const thread of page) {
      if (clock.now() >= finishBy) return done(true)
      seen.add(thread)
      const outcome = await attempt(thread, settings, queues, ports)
      outcomes.push(outcome)
      if (outcome === 'full') return done(true)
    }
  }
}

type Outcome = 'made' | 'nothing' | 'failed' | 'full'

async function attempt(
  thread: ThreadId,
  settings: Settings,
  queues: readonly QueueId[],
  ports: FollowUpPorts,
): Promise<Outcome> {
  const { journal } = ports
  try {
    return await review(thread, settings, queues, ports)
  } catch (error) {
    journal.troubled('follow-up not made', { thread, error: error instanceof Error ? error.name : 'unknown' })
    journal.count('FollowUpsNotMade')
    return error instanceof TasksFull ? 'full' : 'failed'
  }
}

async function review(
  id: ThreadId,
  settings: Settings,
  queues: readonly QueueId[],
  ports: FollowUpPorts,
): Promise<Outcome> {
  const { followUps, clock } = ports
  const now = clock.now()
  const listed = await followUps.find(id)
  if (!listed) return 'nothing'
  const inbox = inboxAt(listed.inbox, settings.inboxes)
  const queue = inbox?.followUp && queues[inbox.followUp.queue]
  // An inbox that is not configured any more, or without follow-ups from now on: nobody is to be told.
  if (!inbox?.followUp || queue === undefined) {
    await followUps.leave(listed)
    return 'nothing'
  }
  // Before anybody is told: the contact may be over, and every event of its end lost.
  const { afterSeconds } = inbox.followUp
  const isDue = reviewThread(listed, afterSeconds, inbox.clock, now).kind === 'due'
  const isNews = isDue && (await lookForEnds(listed.open ?? [], settings, ports)) > 0
  const thread = (isNews && (await followUps.find(id))) || listed
  const reviewed = reviewThread(thread, afterSeconds, inbox.clock, now)
  switch (reviewed.kind) {
    case 'none':
      await followUps.leave(thread)
      return 'nothing'
    case 'not-yet':
      await followUps.moveOn(thread, reviewed.dueAt)
      return 'nothing'
    case 'due':
      return make(thread, reviewed, inbox, queue, ports)
  }
}

async function make(
  thread: WaitingThread,
  { since, contact }: Extract<FollowUp, { kind: 'due' }>,
  inbox: Inbox,
  queue: QueueId,
  { followUps, agents, tasks, journal, clock }: FollowUpPorts,
): Promise<Outcome> {
  const now = clock.now()
  if (!(await followUps.claim(thread, since, now, later(now, CLAIM_MS)))) return 'nothing'
  const { owner } = thread
  const presence = owner && (await agents.find(owner))
  const addressee = addresseeOf(owner, presence, inbox, now)
  const task = await tasks.create({
    token: followUpToken(thread, since),
    to: addressee.kind === 'owner' ? { agent: addressee.agent, orElse: queue } : { queue },
    title: followUpTitle(inbox),
    text: followUpText(since, addressee, contact, inbox),
    about: contact,
    lastsMinutes: TASK_LASTS_MINUTES,
  })
  const agent = addressee.kind === 'owner' ? addressee.agent : undefined
  const reason = addressee.kind === 'owner' ? 'owner' : addressee.reason
  await followUps.noteFollowedUp(thread, { task, reason, since }, now)
  journal.decided('follow-up made', { thread: thread.id, task, since, reason, agent })
  journal.count('FollowUpsMade')
  return 'made'
}

/** When to stop looking at further threads, so that the one under way still has time. */
export function timeToFollowUp(now: EpochMs, remainingMs: number): EpochMs {
  return later(now, remainingMs - TIME_FOR_ONE_MS)
}

/** Every call of one thread throttled to the end takes about this long. */
const TIME_FOR_ONE_MS = 15_000
