import type { ContactId, ProfileId, QueueId } from '../../../lambdas/domain/values.ts'
import { DAY, HOUR, later, MINUTE } from '../../../lambdas/domain/values.ts'
import { escalateTransfer } from '../../../lambdas/usecases/escalate-transfer.ts'
import { followUp } from '../../../lambdas/usecases/follow-up.ts'
import { releaseHold } from '../../../lambdas/usecases/release-hold.ts'
import { releaseOrphans } from '../../../lambdas/usecases/release-orphans.ts'
import { reviewHold } from '../../../lambdas/usecases/review-hold.ts'
import {
  ana,
  ben,
  bensQueue,
  cleo,
  type Desk,
  firstMail,
  reply,
  STANDINGS,
  type Standing,
  settings,
  supervisors,
  support,
} from './desk.ts'

export interface Row {
  event: string
  /** `nobody yet`: nobody has handled the thread. */
  owner: 'nobody yet' | readonly Standing[]
  outcome:
    | 'cannot be'
    | {
        owner: 'same' | 'nobody' | 'taker'
        thread:
          | 'opened'
          | 'writer waits'
          | 'reopened'
          | 'succeeded'
          | 'listed only'
          | 'answered'
          | 'followed up'
          | 'unchanged'
          | 'closed'
        clock: 'none' | 'hold begins' | 'hold ends' | 'time to take begins' | 'time to take ends'
        note: 'none' | 'note' | 'note and task' | 'task' | 'task for supervisors'
      }
  /** What has to have happened. */
  before?: (desk: Desk) => Promise<unknown>
  /** Gives who accepted, if anybody did. */
  happens?: (desk: Desk) => Promise<unknown>
}

const any = STANDINGS
const known = ['present', 'absent'] as const
const unchanged = { owner: 'same', thread: 'unchanged', note: 'none' } as const
const bounce = { address: 'mailer-daemon@example.net', subject: 'Undelivered Mail Returned to Sender' }
const second = `next-of-${reply}` as ContactId
const third = `next-of-${second}` as ContactId

/** A reply of the customer waits: for Ana alone, or for anybody if she is gone. */
const replied = (desk: Desk) => desk.customerWrites(reply, firstMail)

async function tooLate(desk: Desk): Promise<void> {
  desk.passes(91 * DAY)
  await replied(desk)
}

async function inBensHands(desk: Desk): Promise<void> {
  await replied(desk)
  await desk.accepts(ben, reply)
}

/** Ben, who stood in, gives it away. */
const transferred = (to: QueueId) => async (desk: Desk) => {
  await inBensHands(desk)
  await desk.transfers(reply, to)
}

async function notTaken(desk: Desk): Promise<void> {
  await transferred(bensQueue)(desk)
  await overdue(desk)
}

async function overdue(desk: Desk): Promise<void> {
  desk.passes(30 * MINUTE)
  await escalateTransfer(second, desk.ports)
}

/** Nine more transfers than this one led to it. */
async function transferredTenTimes(desk: Desk): Promise<void> {
  await transferred(bensQueue)(desk)
  const { find } = desk.ports.contacts
  desk.ports.contacts.find = async (id) => {
    const record = await find(id)
    return id === second && record?.transfer
      ? { ...record, transfer: { ...record.transfer, count: 10 } }
      : record
  }
}

async function reachesDeadline(desk: Desk): Promise<void> {
  desk.passes(16 * HOUR)
  const review = await reviewHold(reply, settings, desk.ports)
  if (review.kind === 'release') await releaseHold(reply, review.owner, review.reason, desk.ports)
}

const ownerIs = (queues: readonly QueueId[] | undefined) => async (desk: Desk) => {
  const staff = {
    profileOf: async () => (queues ? ('profile' as ProfileId) : undefined),
    emailQueues: async () => queues ?? [],
  }
  await releaseOrphans(ana, settings, [support], { ...desk.ports, staff })
}

/** Opened to the queue before its time, and not taken yet. */
const openedBecauseOwnerIs = (queues: readonly QueueId[] | undefined) => async (desk: Desk) => {
  await replied(desk)
  await ownerIs(queues)(desk)
}

async function givenBack(desk: Desk): Promise<void> {
  await inBensHands(desk)
  await desk.returns(reply)
}

async function withOwnerElsewhere(desk: Desk): Promise<void> {
  const { find } = desk.ports.agents
  desk.ports.agents.find = async (agent) => {
    const presence = await find(agent)
    return presence && { ...presence, setup: { slots: {}, queues: { EMAIL: [bensQueue] } } }
  }
  await inBensHands(desk)
}

async function waitsTooLong(desk: Desk): Promise<void> {
  desk.passes(25 * HOUR)
  await followUp(settings, [supervisors], later(desk.now(), HOUR), desk.ports)
}

const machineWrites = (desk: Desk) => desk.customerWrites(reply, firstMail, bounce)

async function machinesInBensHands(desk: Desk): Promise<void> {
  await machineWrites(desk)
  await desk.accepts(ben, reply)
}

const accepts = (agent: typeof ana, contact: ContactId, of?: ContactId) => async (desk: Desk) => {
  await desk.accepts(agent, contact, of)
  return agent
}

/** The table of docs/adr/0035-ownership-table.md, in its order. */
export const ROWS: readonly Row[] = [
  {
    event: 'a customer writes first',
    owner: 'nobody yet',
    outcome: { owner: 'nobody', thread: 'opened', clock: 'none', note: 'none' },
    happens: (desk) => desk.customerWrites(firstMail),
  },
  {
    event: 'a customer writes in the thread',
    owner: known,
    outcome: { owner: 'same', thread: 'writer waits', clock: 'hold begins', note: 'none' },
    before: replied,
    happens: (desk) => desk.customerWrites(second, firstMail),
  },
  {
    event: 'a customer writes in the thread',
    owner: ['gone'],
    outcome: { owner: 'nobody', thread: 'writer waits', clock: 'none', note: 'none' },
    before: replied,
    happens: (desk) => desk.customerWrites(second, firstMail),
  },
  {
    event: 'a customer writes in the closed thread',
    owner: known,
    outcome: { owner: 'same', thread: 'reopened', clock: 'hold begins', note: 'none' },
    happens: replied,
  },
  {
    event: 'a customer writes in the closed thread',
    owner: ['gone'],
    outcome: { owner: 'nobody', thread: 'reopened', clock: 'none', note: 'none' },
    happens: replied,
  },
  {
    event: 'a customer writes too late to reopen it',
    owner: known,
    outcome: { owner: 'same', thread: 'succeeded', clock: 'hold begins', note: 'none' },
    happens: tooLate,
  },
  {
    event: 'a customer writes too late to reopen it',
    owner: ['gone'],
    outcome: { owner: 'nobody', thread: 'succeeded', clock: 'none', note: 'none' },
    happens: tooLate,
  },
  {
    event: 'a machine writes in the thread',
    owner: any,
    outcome: { owner: 'same', thread: 'listed only', clock: 'none', note: 'none' },
    happens: machineWrites,
  },
  {
    event: 'somebody accepts what a machine wrote',
    owner: any,
    outcome: { ...unchanged, clock: 'none' },
    before: machineWrites,
    happens: accepts(ben, reply),
  },
  {
    event: 'an agent transfers what a machine wrote',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take begins' },
    before: machinesInBensHands,
    happens: (desk) => desk.transfers(reply, bensQueue).then(() => undefined),
  },
  {
    event: 'another accepts what a machine wrote and was transferred, once or twice',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take ends' },
    before: async (desk) => {
      await machinesInBensHands(desk)
      await desk.transfers(reply, bensQueue)
      await desk.accepts(cleo, second, reply)
      await desk.transfers(second, support)
    },
    happens: accepts(ben, third, second),
  },
  {
    event: 'an agent gives back to the owner what a machine wrote',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold begins' },
    before: machinesInBensHands,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'an agent gives back to the owner what a machine wrote',
    owner: ['absent', 'gone'],
    outcome: { ...unchanged, clock: 'none' },
    before: machinesInBensHands,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'another accepts what a machine wrote and was given back',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold ends' },
    before: async (desk) => {
      await machinesInBensHands(desk)
      await desk.returns(reply)
    },
    happens: accepts(cleo, second, reply),
  },
  {
    event: 'another accepts what a machine wrote and was given back',
    owner: ['absent', 'gone'],
    outcome: { ...unchanged, clock: 'none' },
    before: async (desk) => {
      await machinesInBensHands(desk)
      await desk.returns(reply)
    },
    happens: accepts(cleo, second, reply),
  },
  {
    event: 'a first mail is accepted',
    owner: 'nobody yet',
    outcome: { ...unchanged, owner: 'taker', clock: 'none' },
    before: (desk) => desk.customerWrites(firstMail),
    happens: accepts(ana, firstMail),
  },
  {
    event: 'the owner accepts',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold ends' },
    before: replied,
    happens: accepts(ana, reply),
  },
  { event: 'the owner accepts', owner: ['absent', 'gone'], outcome: 'cannot be' },
  {
    event: 'another accepts',
    owner: known,
    outcome: { ...unchanged, clock: 'hold ends', note: 'note and task' },
    before: replied,
    happens: accepts(ben, reply),
  },
  {
    event: 'another accepts',
    owner: ['gone'],
    outcome: { ...unchanged, owner: 'taker', clock: 'none' },
    before: replied,
    happens: accepts(ben, reply),
  },
  {
    event: 'an agent replies',
    owner: any,
    outcome: { ...unchanged, thread: 'answered', clock: 'none' },
    before: inBensHands,
    happens: (desk) => desk.replies(reply, 'answer' as ContactId),
  },
  {
    event: 'an agent transfers to an agent',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take begins' },
    before: inBensHands,
    happens: (desk) => desk.transfers(reply, bensQueue).then(() => undefined),
  },
  {
    event: 'the one it was transferred to accepts',
    owner: any,
    outcome: { ...unchanged, owner: 'taker', clock: 'time to take ends' },
    before: transferred(bensQueue),
    happens: accepts(cleo, second, reply),
  },
  {
    event: 'an agent transfers to themselves and accepts',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take ends' },
    before: transferred(bensQueue),
    happens: accepts(ben, second, reply),
  },
  {
    event: 'nobody accepts a transfer in time, but in the end who gave it',
    owner: any,
    outcome: { ...unchanged, clock: 'none' },
    before: notTaken,
    happens: accepts(ben, third, second),
  },
  {
    event: 'an agent transfers to a queue',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take begins' },
    before: inBensHands,
    happens: (desk) => desk.transfers(reply, support).then(() => undefined),
  },
  {
    event: 'somebody in that queue accepts',
    owner: any,
    outcome: { ...unchanged, owner: 'taker', clock: 'time to take ends' },
    before: transferred(support),
    happens: accepts(cleo, second, reply),
  },
  {
    event: 'nobody accepts a transfer in time',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take ends' },
    before: transferred(bensQueue),
    happens: overdue,
  },
  {
    event: 'somebody accepts what was not accepted in time',
    owner: any,
    outcome: { ...unchanged, owner: 'taker', clock: 'none' },
    before: notTaken,
    happens: accepts(cleo, third, second),
  },
  {
    event: 'the time to take is over, and Connect alone knows who took it',
    owner: any,
    outcome: { ...unchanged, owner: 'taker', clock: 'time to take ends' },
    before: transferred(bensQueue),
    happens: async (desk) => {
      desk.acceptsUntold(cleo, second)
      await overdue(desk)
      return cleo
    },
  },
  {
    event: 'the last transfer goes to the supervisors',
    owner: any,
    outcome: { ...unchanged, clock: 'time to take ends', note: 'note' },
    before: transferredTenTimes,
    happens: overdue,
  },
  {
    event: 'the hold reaches its deadline',
    owner: known,
    outcome: { ...unchanged, clock: 'hold ends' },
    before: replied,
    happens: reachesDeadline,
  },
  { event: 'the hold reaches its deadline', owner: ['gone'], outcome: 'cannot be' },
  {
    event: 'another accepts after the deadline',
    owner: known,
    outcome: { ...unchanged, clock: 'none', note: 'note and task' },
    before: async (desk) => {
      await replied(desk)
      await reachesDeadline(desk)
    },
    happens: accepts(ben, reply),
  },
  {
    event: 'another accepts after the deadline',
    owner: ['gone'],
    outcome: { ...unchanged, owner: 'taker', clock: 'none' },
    before: async (desk) => {
      await replied(desk)
      await reachesDeadline(desk)
    },
    happens: accepts(ben, reply),
  },
  {
    event: 'the owner is deleted',
    owner: known,
    outcome: { ...unchanged, owner: 'nobody', clock: 'hold ends' },
    before: replied,
    happens: ownerIs(undefined),
  },
  { event: 'the owner is deleted', owner: ['gone'], outcome: 'cannot be' },
  {
    event: 'the owner no longer serves the queue',
    owner: known,
    outcome: { ...unchanged, clock: 'hold ends' },
    before: replied,
    happens: ownerIs([]),
  },
  { event: 'the owner no longer serves the queue', owner: ['gone'], outcome: 'cannot be' },
  {
    event: 'another accepts what a deleted owner left',
    owner: known,
    outcome: { ...unchanged, owner: 'taker', clock: 'none', note: 'note' },
    before: openedBecauseOwnerIs(undefined),
    happens: accepts(ben, reply),
  },
  { event: 'another accepts what a deleted owner left', owner: ['gone'], outcome: 'cannot be' },
  {
    event: 'another accepts that, by a clock minutes behind ours',
    owner: known,
    outcome: { ...unchanged, owner: 'taker', clock: 'none', note: 'note' },
    before: async (desk) => {
      await openedBecauseOwnerIs(undefined)(desk)
      desk.passes(-5 * MINUTE)
    },
    happens: accepts(ben, reply),
  },
  { event: 'another accepts that, by a clock minutes behind ours', owner: ['gone'], outcome: 'cannot be' },
  {
    event: 'another accepts what an owner left who no longer serves the queue',
    owner: known,
    outcome: { ...unchanged, clock: 'none', note: 'note and task' },
    before: openedBecauseOwnerIs([]),
    happens: accepts(ben, reply),
  },
  {
    event: 'another accepts what an owner left who no longer serves the queue',
    owner: ['gone'],
    outcome: 'cannot be',
  },
  {
    event: 'another gives it back to the owner',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold begins' },
    before: inBensHands,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'another gives it back to the owner',
    owner: ['absent'],
    outcome: { ...unchanged, clock: 'none', note: 'note and task' },
    before: inBensHands,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'another gives it back to the owner',
    owner: ['gone'],
    outcome: { ...unchanged, clock: 'none' },
    before: inBensHands,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'another gives it back to the owner, who does not serve the queue any more',
    owner: known,
    outcome: { ...unchanged, clock: 'none', note: 'note and task' },
    before: withOwnerElsewhere,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'another gives it back to the owner, who does not serve the queue any more',
    owner: ['gone'],
    outcome: { ...unchanged, clock: 'none' },
    before: withOwnerElsewhere,
    happens: (desk) => desk.returns(reply).then(() => undefined),
  },
  {
    event: 'the owner accepts what was given back',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold ends' },
    before: givenBack,
    happens: accepts(ana, second, reply),
  },
  { event: 'the owner accepts what was given back', owner: ['absent', 'gone'], outcome: 'cannot be' },
  {
    event: 'another accepts what was given back',
    owner: ['present'],
    outcome: { ...unchanged, clock: 'hold ends', note: 'note and task' },
    before: givenBack,
    happens: accepts(cleo, second, reply),
  },
  {
    event: 'another accepts what was given back',
    owner: ['absent', 'gone'],
    outcome: { ...unchanged, clock: 'none' },
    before: givenBack,
    happens: accepts(ben, second, reply),
  },
  {
    event: 'nobody answers for too long',
    owner: ['present'],
    outcome: { ...unchanged, thread: 'followed up', clock: 'none', note: 'task' },
    before: replied,
    happens: waitsTooLong,
  },
  {
    event: 'nobody answers for too long',
    owner: ['absent', 'gone'],
    outcome: { ...unchanged, thread: 'followed up', clock: 'none', note: 'task for supervisors' },
    before: replied,
    happens: waitsTooLong,
  },
  {
    event: 'nobody answers for as long again',
    owner: any,
    outcome: { ...unchanged, clock: 'none' },
    before: async (desk) => {
      await replied(desk)
      await waitsTooLong(desk)
    },
    happens: waitsTooLong,
  },
  {
    event: 'the contact ends',
    owner: known,
    outcome: { ...unchanged, thread: 'closed', clock: 'hold ends' },
    before: replied,
    happens: (desk) => desk.ends(reply),
  },
  {
    event: 'the contact ends',
    owner: ['gone'],
    outcome: { ...unchanged, thread: 'closed', clock: 'none' },
    before: replied,
    happens: (desk) => desk.ends(reply),
  },
]
