import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { closedAt } from '../../lambdas/domain/thread.ts'
import { type ContactId, HOUR, MINUTE } from '../../lambdas/domain/values.ts'
import type { ThreadRow } from '../fakes/memory-threads.ts'
import {
  aDesk,
  ana,
  type Desk,
  firstMail,
  reply,
  STANDINGS,
  type Standing,
  supervisors,
} from './ownership/desk.ts'
import { ROWS, type Row } from './ownership/rows.ts'

const COLUMNS = ['event', 'owner is', 'owner afterwards', 'thread', 'clock', 'note']

/** The table of the record of that decision, cell by cell. */
function written(): string[][] {
  const lines = readFileSync('docs/adr/0035-ownership-table.md', 'utf8').split('\n')
  const cells = lines.filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '))
  expect(cells[0]).toEqual(COLUMNS)
  return cells.slice(1)
}

function shown({ event, owner, outcome }: Row): string[] {
  const cells =
    outcome === 'cannot be'
      ? Array(4).fill(outcome)
      : [outcome.owner, outcome.thread, outcome.clock, outcome.note]
  return [event, typeof owner === 'string' ? owner : owner.join(', '), ...cells]
}

/** What an event may change of a thread that nobody wrote in: whose it is, what is open, and who waits. */
const MAY_CHANGE = new Set([
  ...['owner', 'ownerSince', 'contacts', 'open', 'lastEndedAt'],
  ...[
    'messages',
    'answers',
    'answeredAt',
    'continuations',
    'pendingAt',
    'claimedUntil',
    'followedUpAt',
    'followedUpSince',
    'followUpTask',
    'followUpReason',
  ],
])

const lasting = (thread: ThreadRow | undefined) =>
  Object.fromEntries(Object.entries(thread ?? {}).filter(([name]) => !MAY_CHANGE.has(name)))

/** What the thread shows of an event, in the words of the table. */
function threadAfter(before: ThreadRow | undefined, after: ThreadRow | undefined): string {
  if (!before) return after ? 'opened' : 'none'
  if (before.successor !== after?.successor) return 'succeeded'
  const wasClosed = closedAt(before) !== undefined
  if (before.lastCustomerContact !== after?.lastCustomerContact)
    return wasClosed ? 'reopened' : 'writer waits'
  expect(lasting(after)).toEqual(lasting(before))
  if (before.followedUpAt !== after?.followedUpAt) return 'followed up'
  if (before.answers?.length !== after?.answers?.length) return 'answered'
  if (after && wasClosed !== (closedAt(after) !== undefined)) return wasClosed ? 'reopened' : 'closed'
  return before.contacts?.length === after?.contacts?.length ? 'unchanged' : 'listed only'
}

type Clocks = Awaited<ReturnType<Desk['clocks']>>

/** Also that what begins has its state machine, and lasts as long as it should. */
function clockAfter(before: Clocks, after: Clocks, { ports, now }: Desk): string {
  const begun = [...after].filter(([id]) => !before.has(id))
  const ended = [...before].filter(([id]) => !after.has(id))
  expect(begun.length + ended.length).toBeLessThanOrEqual(1)
  for (const [id, { kind, until }] of begun) {
    expect([...ports.workflows.started.keys()]).toContain(`${kind === 'hold' ? 'hold' : 'escalate'} ${id}`)
    expect(until - now()).toBe(kind === 'hold' ? 16 * HOUR : 30 * MINUTE)
  }
  const [change] = [
    ...begun.map(([, { kind }]) => `${kind} begins`),
    ...ended.map(([, { kind }]) => `${kind} ends`),
  ]
  return change ?? 'none'
}

/** What is said about it, and to whom; about the contact that another has. */
async function noteAfter(desk: Desk, happens: () => Promise<unknown>) {
  await desk.tellsOwners()
  const before = { notes: desk.notes(), tasks: desk.tasks() }
  const taker = await happens()
  await desk.tellsOwners()
  const notes = desk.notes().slice(before.notes.length)
  const tasks = desk.tasks().slice(before.tasks.length)
  expect(Math.max(notes.length, tasks.length)).toBeLessThanOrEqual(1)
  const [task] = tasks
  if (notes.length > 0 && task) expect(task.about).toBe(notes[0])
  const whose = task && ('agent' in task.to ? task.to.agent : task.to.queue)
  if (task) expect([ana, supervisors]).toContain(whose)
  const said = [
    ...(notes.length > 0 ? ['note'] : []),
    ...(task ? [whose === ana ? 'task' : 'task for supervisors'] : []),
  ]
  return { taker, note: said.join(' and ') || 'none' }
}

async function played({ before, happens }: Row, standing: Standing | 'nobody yet') {
  const desk = aDesk(standing)
  if (standing !== 'nobody yet') await desk.anasThread()
  await before?.(desk)
  const was = { thread: desk.thread(), clocks: await desk.clocks() }
  const { taker, note } = await noteAfter(desk, async () => happens?.(desk))
  const thread = desk.thread()
  const owner = thread?.owner
  return {
    owner: { same: owner === was.thread?.owner, nobody: owner === undefined, taker: owner === taker },
    thread: threadAfter(was.thread, thread),
    clock: clockAfter(was.clocks, await desk.clocks(), desk),
    note,
  }
}

const cases = ROWS.flatMap((row) =>
  [row.owner].flat().map((standing) => ({ row, standing: standing as Standing | 'nobody yet' })),
)

describe('the table of owners', () => {
  it('is the one that is written down', () => {
    expect(ROWS.map(shown)).toEqual(written())
  })

  it('says once what each event does for each standing of the owner', () => {
    for (const event of new Set(ROWS.map((row) => row.event))) {
      const standings = cases.filter(({ row }) => row.event === event).map(({ standing }) => standing)
      expect(standings.toSorted(), event).toEqual(
        standings.includes('nobody yet') ? ['nobody yet'] : STANDINGS.toSorted(),
      )
    }
  })

  it.each(cases.filter(({ row }) => row.outcome !== 'cannot be'))(
    'holds when $row.event and the owner is $standing',
    async ({ row, standing }) => {
      if (row.outcome === 'cannot be') throw new Error('it was filtered out')
      const { owner, ...others } = await played(row, standing)
      const { owner: whose, ...expected } = row.outcome
      expect(owner[whose]).toBe(true)
      expect(others).toEqual(expected)
    },
  )
})

it('gives the thread to the owner afterwards: the next mail is held for them', async () => {
  const next = 'c0000000-0000-4000-8000-000000000009' as ContactId
  for (const { row, standing } of cases.filter(({ row }) => row.outcome !== 'cannot be')) {
    const desk = aDesk(standing)
    if (standing !== 'nobody yet') await desk.anasThread()
    await row.before?.(desk)
    await row.happens?.(desk)
    const owner = desk.thread()?.owner
    const known = await desk.ports.contacts.find(reply)
    if (known && known.thread !== desk.thread()?.id) continue
    await desk.customerWrites(next, known ? reply : firstMail)
    const { route } = (await desk.ports.contacts.find(next)) ?? {}
    expect(route).toMatchObject(owner === undefined ? { kind: 'queue' } : { kind: 'owner', owner })
  }
})
