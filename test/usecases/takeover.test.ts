import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
import { type Task, TasksFull } from '../../lambdas/ports/owner-tasks.ts'
import { noticeTakeover } from '../../lambdas/usecases/notice-takeover.ts'
import { noticeUnreadTask } from '../../lambdas/usecases/notice-unread-task.ts'
import { leaveNote, OwnerNotTold, taskOwner, tellOwner } from '../../lambdas/usecases/tell-owner.ts'
import {
  aHeldContact,
  ana,
  ben,
  hoursPastNine,
  nine,
  reply,
  someSettings,
  thread,
} from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryNotes, memoryTakeovers } from '../fakes/memory-takeovers.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const settings = someSettings()
const taken = aHeldContact({ handledBy: ben, handledAt: hoursPastNine(17) })
const takeover = {
  contact: reply,
  owner: ana,
  agent: ben,
  reason: 'deadline',
  inbox: 'support@example.com',
} as const
const task = 'c0000000-0000-4000-8000-00000000000e' as ContactId

function world(...records: ContactRecord[]) {
  return {
    contacts: memoryContactRecords(records),
    directory: directoryOf({
      id: task,
      thread,
      related: reply,
      queued: false,
      reserved: false,
      initiationMethod: 'API',
    }),
    takeovers: memoryTakeovers(),
    progress: memoryThreads(),
    journal: memoryJournal(),
  }
}

function tasksThat(fails?: Error) {
  const made: Task[] = []
  return {
    made,
    async create(wanted: Task) {
      if (fails) throw fails
      made.push(wanted)
      return task
    },
  }
}

const namesOf = (name: string | undefined) => ({ nameOf: async (_: AgentId) => name })

describe('noticing a takeover', () => {
  it('starts what tells the owner, once', async () => {
    const ports = world(taken)
    await noticeTakeover(taken, ports)
    await noticeTakeover(taken, ports)
    expect([...ports.takeovers.started.values()]).toEqual([takeover])
  })

  it('fails where that cannot be started, so that the event comes again', async () => {
    const ports = world(taken)
    ports.takeovers.broken = true
    await expect(noticeTakeover(taken, ports)).rejects.toThrow('unavailable')
  })

  it('goes back through every contact that Homeward made', async () => {
    const ids = ['a', 'b'].map((end) => `c0000000-0000-4000-8000-00000000000${end}` as ContactId)
    const moved = (id: ContactId, of: ContactId) => ({
      id,
      transfer: { of, at: hoursPastNine(16), count: 1, given: false },
    })
    const [first, second] = ids as [ContactId, ContactId]
    const ports = world(aHeldContact(), moved(first, reply))
    await noticeTakeover({ ...moved(second, first), handledBy: ben, handledAt: hoursPastNine(17) }, ports)
    expect(ports.takeovers.started.get(second)).toMatchObject({ owner: ana, agent: ben })
  })
})

describe('a task that nobody looked at', () => {
  it.each([reply, undefined])('is counted if it is ours, whether the event names %s', async (about) => {
    const ports = world(taken)
    await noticeUnreadTask({ about, task, at: nine }, ports)
    expect(ports.journal.counts.get('OwnerTasksUnread')).toBeUndefined()
    await ports.takeovers.noteOwnerTold(reply, { note: 'left', task: 'made', taskContact: task, at: nine })
    await noticeUnreadTask({ about, task, at: nine }, ports)
    expect(ports.journal.counts.get('OwnerTasksUnread')).toBe(1)
    expect(ports.takeovers.unread.get(reply)).toBe(nine)
  })

  it('is counted if it is about a customer who waits', async () => {
    const followedUp = memoryThreads([{ id: thread, followUpTask: task }])
    const ports = { ...world(taken), progress: followedUp }
    await noticeUnreadTask({ about: reply, task: reply, at: nine }, ports)
    expect(ports.journal.counts.get('FollowUpsUnread')).toBeUndefined()
    await noticeUnreadTask({ about: reply, task, at: nine }, ports)
    expect(ports.journal.counts.get('FollowUpsUnread')).toBe(1)
    expect(ports.journal.counts.get('OwnerTasksUnread')).toBeUndefined()
  })
})

describe('telling the owner', () => {
  const ports = (name: string | undefined) => ({
    names: namesOf(name),
    records: memoryTakeovers(),
    journal: memoryJournal(),
    clock: fixedClock(nine),
  })

  it('begins with who they are, and whether they are', async () => {
    expect(await tellOwner({ step: 'look-up', takeover }, ports('Ana Silva'))).toEqual({
      isGone: false,
      name: 'Ana Silva',
    })
    expect(await tellOwner({ step: 'look-up', takeover }, ports(undefined))).toEqual({ isGone: true })
    const deleted = { ...takeover, reason: 'owner-deleted' } as const
    expect(await tellOwner({ step: 'look-up', takeover: deleted }, ports('Ana Silva'))).toEqual({
      isGone: true,
    })
  })

  it('ends with what was done', async () => {
    const world = ports('Ana Silva')
    const told = { note: 'left', task: 'owner-gone' } as const
    expect(await tellOwner({ step: 'record', contact: reply, told }, world)).toBe('told')
    expect(world.records.told.get(reply)).toEqual({ note: 'left', task: 'owner-gone', at: nine })
    expect(world.journal.counts.get('TakeoversOfOwnersGone')).toBe(1)
  })

  it('records that a task could not be made, and fails, so that a person is told', async () => {
    const world = ports('Ana Silva')
    const told = { note: 'left', task: 'failed' } as const
    await expect(tellOwner({ step: 'record', contact: reply, told }, world)).rejects.toThrow(OwnerNotTold)
    expect(world.records.told.get(reply)).toEqual({ ...told, at: nine })
  })

  it('leaves a note; a refusal is an end, anything else is not', async () => {
    const owner = { isGone: false, name: 'Ana Silva' }
    const left = { notes: memoryNotes(), journal: memoryJournal() }
    expect(await leaveNote(takeover, owner, settings, left)).toEqual({ note: 'left' })
    expect(left.notes.left.get(reply)).toMatchObject({ homewardOriginalAgent: 'Ana Silva' })
    const refused = { notes: memoryNotes('refused'), journal: memoryJournal() }
    expect(await leaveNote(takeover, owner, settings, refused)).toEqual({ note: 'refused' })
    const busy = { notes: memoryNotes('busy'), journal: memoryJournal() }
    await expect(leaveNote(takeover, owner, settings, busy)).rejects.toThrow('Throttling')
  })

  it('gives them a task under a name of its own, and none where they are gone', async () => {
    const given = { tasks: tasksThat(), journal: memoryJournal() }
    const known = { isGone: false, name: 'Ana Silva' }
    const answer = await taskOwner(takeover, known, { ...settings, takeover: { taskExpiresDays: 2 } }, given)
    expect(answer).toEqual({ task: 'made', taskContact: task })
    expect(given.tasks.made).toEqual([
      expect.objectContaining({
        token: `owner-task-${reply}`,
        to: { agent: ana },
        about: reply,
        lastsMinutes: 2880,
      }),
    ])
    expect(await taskOwner(takeover, { isGone: true }, settings, given)).toEqual({ task: 'owner-gone' })
    expect(given.tasks.made).toHaveLength(1)
    const full = { tasks: tasksThat(new TasksFull('full')), journal: memoryJournal() }
    await expect(taskOwner(takeover, known, settings, full)).rejects.toThrow(TasksFull)
  })
})
