import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEDGER } from '../../lambdas/domain/ledger.ts'
import { changesInOrder, type OwnerChange } from '../../lambdas/domain/owner-changes.ts'
import { ownerLedgerOf } from '../../lambdas/domain/owner-ledger.ts'
import type { ContactId, EpochMs, ThreadId } from '../../lambdas/domain/values.ts'
import { ana, aThread, ben, hoursPastNine, nine } from '../builders/email.ts'

const contact = (hour: number) => `c-${hour}` as ContactId
const taken = (agent: typeof ana, hour: number) => ({
  id: contact(hour),
  handledBy: agent,
  handledAt: hoursPastNine(hour),
})
const first = (hour: number): OwnerChange => ({ reason: 'first-to-handle', contact: contact(hour) })
const given = (hour: number): OwnerChange => ({ reason: 'transferred', contact: contact(hour) })
const gone = (hour: number): OwnerChange => ({ reason: 'owner-deleted', agent: ben, at: hoursPastNine(hour) })
const records = [1, 2, 3, 4, 5, 6].map((hour) => taken(hour % 2 ? ana : ben, hour))
const short = (changes: readonly OwnerChange[]) =>
  changesInOrder(changes, records).map(({ reason, at }) => `${reason} ${(at - nine) / 3_600_000}`)

describe('how a thread changed hands', () => {
  it('is in the order of time, without who only seemed to be the first', () => {
    const changes = [first(2), first(1), given(3), gone(4), first(6), first(5)]
    const expected = ['first-to-handle 1', 'transferred 3', 'owner-deleted 4', 'first-to-handle 5']
    fc.assert(
      fc.property(fc.shuffledSubarray(changes, { minLength: changes.length }), (told) => {
        expect(short(told)).toEqual(expected)
      }),
    )
  })

  it('has who took it from an owner who was gone, also where that was noticed later', () => {
    const owner = { agent: ben, since: hoursPastNine(2) }
    const reasons = changesInOrder([first(1), first(2), gone(3)], records, owner).map(({ reason }) => reason)
    expect(reasons).toEqual(['first-to-handle', 'first-to-handle', 'owner-deleted'])
  })

  it('leaves out what a forgotten contact did', () => {
    expect(changesInOrder([first(1)], [])).toEqual([])
  })

  it('is told with its agent, contact and reason', () => {
    const thread = aThread({ owner: ben, ownerSince: hoursPastNine(2) })
    expect(ownerLedgerOf(thread, changesInOrder([first(1), given(2)], records))).toEqual([
      {
        ...{ at: '2026-03-02T10:00:00.000Z', decision: 'owner-changed', reason: 'first-to-handle' },
        ...{ by: 'observe-contacts', agent: ana, contact: 'c-1' },
      },
      {
        ...{ at: '2026-03-02T11:00:00.000Z', decision: 'owner-changed', reason: 'transferred' },
        ...{ by: 'observe-contacts', agent: ben, contact: 'c-2' },
      },
    ])
    const orphan = { ...thread, owner: undefined, ownerSince: undefined }
    expect(ownerLedgerOf(orphan, changesInOrder([gone(4)], records))).toMatchObject([
      { decision: 'owner-gone', reason: 'owner-deleted', by: 'release-orphans', agent: ben },
    ])
  })

  it.each([
    ['last-in-connect', {}],
    ['owner-of-predecessor', { predecessor: 'before' as ThreadId }],
  ])('tells of an owner whom it began with: %s', (reason, facts) => {
    const thread = aThread({ ownerSince: nine as EpochMs, ...facts })
    expect(ownerLedgerOf(thread, [])).toMatchObject([{ reason, agent: ana, by: 'receive-email' }])
    expect(LEDGER['owner-changed']).toContain(reason)
    expect(ownerLedgerOf({ id: thread.id }, [])).toEqual([])
  })
})
