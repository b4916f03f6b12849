import { describe, expect, it } from 'vitest'

import { holdState } from '../../lambdas/domain/hold.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import type { Arrival, ContactRecords, Overdue } from '../../lambdas/ports/contact-records.ts'
import { ana, ben, firstMail, hoursPastNine, nine, thread } from '../builders/email.ts'

let made = 0
/** A contact no other test has: a real table is shared. */
const newId = () => `d0000000-0000-4000-8000-${String(++made).padStart(12, '0')}` as ContactId

const heldFor = (id: ContactId, hours = 16): Arrival => ({
  id,
  thread,
  inbox: 'support@example.com',
  receivedAt: nine,
  route: { kind: 'owner', owner: ana, until: hoursPastNine(hours), reason: 'reply-to-owner' },
  acknowledgement: {
    state: 'due',
    customer: { address: 'carla@example.net', name: 'Carla', subject: 'My invoice' },
    lookAgainAt: hoursPastNine(1),
    why: { reason: 'person', rule: 'nothing-automatic', seen: ['from'] },
  },
})
const aDay = hoursPastNine(24)

/** What every store of contact records promises. Run against the real one and the fake. */
export function itKeepsContactRecords(store: () => ContactRecords & Overdue): void {
  it('finds nothing where nothing was put', async () => {
    expect(await store().find(newId())).toBeUndefined()
  })

  it('gives an arrival back', async () => {
    const id = newId()
    const { record, first } = await store().recordArrival(heldFor(id))
    expect(first).toBe(true)
    expect(await store().find(id)).toEqual(record)
    expect(record).toMatchObject({
      thread,
      receivedAt: nine,
      route: heldFor(id).route,
      acknowledgement: { state: 'due', attempts: 0 },
    })
    expect(holdState(record).kind).toBe('held')
  })

  it('lets one of fifty who arrive at once decide, and tells the others what', async () => {
    const id = newId()
    const arrivals = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store().recordArrival(heldFor(id, i + 1))),
    )
    expect(arrivals.filter(({ first }) => first)).toHaveLength(1)
    expect(new Set(arrivals.map(({ record }) => JSON.stringify(record.route))).size).toBe(1)
  })

  it('keeps what was told of a contact before it arrived', async () => {
    const id = newId()
    await store().noteHandled(id, ben, nine)
    const { record, first } = await store().recordArrival(heldFor(id))
    expect(first).toBe(true)
    expect(holdState(record)).toEqual({ kind: 'over', because: 'accepted-by-another' })
  })

  it('keeps the first telling of every fact', async () => {
    const id = newId()
    await store().noteHandled(id, ana, nine)
    expect(await store().noteHandled(id, ben, hoursPastNine(1))).toMatchObject({
      handledBy: ana,
      handledAt: nine,
    })
    await store().noteExpired(id, nine, hoursPastNine(1))
    expect(await store().noteExpired(id, hoursPastNine(1), hoursPastNine(2))).toMatchObject({
      expiredAt: nine,
    })
    await store().noteEnded(id, nine)
    expect(await store().noteEnded(id, hoursPastNine(1))).toMatchObject({ endedAt: nine })
    expect((await store().joinThread(id, thread, nine)).thread).toBe(thread)
    expect((await store().joinThread(id, 'another' as typeof thread, nine)).thread).toBe(thread)
  })

  describe('lists holds', () => {
    const listed = async (id: ContactId, before = aDay) => (await store().holds(before, 1000)).includes(id)

    it('from their end on, not before', async () => {
      const id = newId()
      await store().recordArrival(heldFor(id))
      expect(await listed(id, hoursPastNine(15))).toBe(false)
      expect(await listed(id, hoursPastNine(16))).toBe(true)
    })

    it.each([
      ['is handled', (id: ContactId) => store().noteHandled(id, ana, nine)],
      ['expires', (id: ContactId) => store().noteExpired(id, nine, hoursPastNine(1))],
      ['is released', (id: ContactId) => store().noteReleased(id, 'deadline', nine, hoursPastNine(1))],
      ['ends', (id: ContactId) => store().noteEnded(id, nine)],
      ['is found to be over', (id: ContactId) => store().leaveHolds(id, 'expired', nine, hoursPastNine(1))],
    ])('until the contact %s', async (_, end) => {
      const id = newId()
      await store().recordArrival(heldFor(id))
      await end(id)
      expect(await listed(id)).toBe(false)
      const record = await store().find(id)
      expect(record && holdState(record).kind).toBe('over')
    })

    it('oldest first, and no more than asked for', async () => {
      const ids = [newId(), newId(), newId()]
      for (const [at, id] of ids.entries()) await store().recordArrival(heldFor(id, 3 - at))
      const order = (await store().holds(aDay, 1000)).filter((id) => ids.includes(id))
      expect(order).toEqual([...ids].reverse())
      expect(await store().holds(aDay, 1)).toHaveLength(1)
    })
  })

  describe('lists what was held and nobody is known to have taken', () => {
    const listed = async (id: ContactId, before = aDay) => (await store().untaken(before, 1000)).includes(id)
    const held = async () => {
      const id = newId()
      await store().recordArrival(heldFor(id))
      return id
    }

    it.each([
      ['expired', (id: ContactId) => store().noteExpired(id, nine, hoursPastNine(1)), 1],
      ['was released', (id: ContactId) => store().noteReleased(id, 'deadline', nine, hoursPastNine(1)), 1],
      [
        'was found to have expired',
        (id: ContactId) => store().leaveHolds(id, 'expired', nine, hoursPastNine(1)),
        1,
      ],
      [
        'was found with somebody',
        (id: ContactId) => store().leaveHolds(id, 'accepted-by-another', nine, nine),
        0,
      ],
      ['was found to have ended', (id: ContactId) => store().leaveHolds(id, 'contact-ended', nine, nine), 0],
    ])('from when to ask, after it %s, until somebody takes it', async (_, ends, hours) => {
      const id = await held()
      expect(await listed(id)).toBe(false)
      await ends(id)
      await ends(id)
      if (hours > 0) expect(await listed(id, nine)).toBe(false)
      expect(await listed(id, hoursPastNine(hours))).toBe(true)
      await store().noteHandled(id, ben, nine)
      expect(await listed(id)).toBe(false)
      await ends(id)
      expect(await listed(id)).toBe(false)
    })

    it('until it ends, or there is nothing to ask; or later, where it is put off', async () => {
      const [ended, over, later] = [await held(), await held(), await held()]
      for (const id of [ended, over, later]) await store().noteExpired(id, nine, hoursPastNine(1))
      await store().noteEnded(ended, nine)
      await store().stopLookingForTaker(over)
      await store().lookForTakerAgain(over, nine)
      await store().lookForTakerAgain(later, hoursPastNine(5))
      for (const id of [ended, over]) expect(await listed(id)).toBe(false)
      expect(await listed(later, hoursPastNine(4))).toBe(false)
      expect(await listed(later, hoursPastNine(5))).toBe(true)
    })

    it('with what continues it, unless somebody has that already', async () => {
      const [next, taken] = [newId(), newId()]
      await store().noteHandled(taken, ben, nine)
      for (const id of [next, taken]) await store().lookForTaker(id, hoursPastNine(1))
      expect(await listed(next, nine)).toBe(false)
      expect(await listed(next)).toBe(true)
      expect(await listed(taken)).toBe(false)
    })

    it('but nothing that was never held', async () => {
      const id = newId()
      await store().noteExpired(id, nine, hoursPastNine(1))
      await store().leaveHolds(id, 'not-held', nine, nine)
      expect(await listed(id)).toBe(false)
    })
  })

  describe('keeps acknowledgements', () => {
    const arrived = async () => {
      const id = newId()
      await store().recordArrival(heldFor(id))
      return id
    }

    it('listed until they are settled, and then without the customer', async () => {
      const id = await arrived()
      expect(await store().acknowledgements(aDay, 1000)).toContain(id)
      await store().settleAcknowledgement(id, 'sent', { reason: 'sent' }, nine)
      expect(await store().acknowledgements(aDay, 1000)).not.toContain(id)
      expect(JSON.stringify(await store().find(id))).not.toMatch(/carla|invoice/i)
    })

    it('settled once: the first outcome stands', async () => {
      const id = await arrived()
      await store().settleAcknowledgement(
        id,
        'refused',
        { reason: 'own-mail', rule: 'r', seen: ['from'] },
        nine,
      )
      await store().settleAcknowledgement(id, 'sent', { reason: 'sent' }, nine)
      expect((await store().find(id))?.acknowledgement).toMatchObject({
        state: 'refused',
        reason: 'own-mail',
        rule: 'r',
        seen: ['from'],
        settledAt: nine,
      })
    })

    it('off the list until the time they are put off to', async () => {
      const id = await arrived()
      await store().postponeAcknowledgement(id, 3, hoursPastNine(5), hoursPastNine(2))
      expect(await store().acknowledgements(hoursPastNine(4), 1000)).not.toContain(id)
      expect(await store().acknowledgements(hoursPastNine(5), 1000)).toContain(id)
      expect((await store().find(id))?.acknowledgement).toMatchObject({
        attempts: 3,
        retriedAt: hoursPastNine(2),
      })
    })

    it('with the outbound contact that was made first', async () => {
      const id = await arrived()
      await store().noteAcknowledgementContact(id, 'out-1' as ContactId, nine)
      await store().noteAcknowledgementContact(id, 'out-2' as ContactId, nine)
      expect((await store().find(id))?.acknowledgement).toMatchObject({ contact: 'out-1', contactAt: nine })
    })

    it('with the flow that is told to send it, once, until that is taken back', async () => {
      const [id, turn] = [await arrived(), { reason: 'person', givenAt: nine, at: nine }]
      const hand = () => store().handAcknowledgementToFlow(id, turn, 'carla@example.org', hoursPastNine(2))
      expect([await hand(), await hand()]).toEqual([true, false])
      expect((await store().find(id))?.acknowledgement).toMatchObject({ handedAt: nine, counted: true })
      expect(await store().acknowledgements(hoursPastNine(1), 1000)).not.toContain(id)
      expect(await store().acknowledgements(hoursPastNine(2), 1000)).toContain(id)
      await store().takeAcknowledgementBack(id, hoursPastNine(2))
      expect((await store().find(id))?.acknowledgement).toMatchObject({ takenBackAt: hoursPastNine(2) })
      await store().settleAcknowledgement(id, 'sent', { reason: 'sent' }, nine)
      expect(await hand()).toBe(false)
    })

    it('with their turn and what it rests on, and whom they go to until they are settled', async () => {
      const id = await arrived()
      const why = { reason: 'web-form', rule: 'web-form', seen: ['reply-to'] }
      const turn = { ...why, givenAt: nine, at: hoursPastNine(1) }
      await store().noteAcknowledgementTurn(id, turn, 'carla@example.org', hoursPastNine(2))
      expect((await store().find(id))?.acknowledgement).toMatchObject({
        judgement: { reason: 'person', rule: 'nothing-automatic', seen: ['from'] },
        turn,
        to: 'carla@example.org',
        counted: true,
      })
      await store().settleAcknowledgement(id, 'sent', { reason: 'sent' }, hoursPastNine(1))
      const settled = (await store().find(id))?.acknowledgement
      expect(settled).toMatchObject({ state: 'sent', turn })
      expect(settled?.to).toBeUndefined()
    })
  })

  describe('a transfer', () => {
    const transfer = { of: firstMail, at: nine, count: 1, given: true, until: hoursPastNine(1) }
    const place = { thread, inbox: 'support@example.com' }
    const listed = async (records: ContactRecords & Overdue) => records.holds(hoursPastNine(1), 200)

    it('is noted once, and listed from when its time is over', async () => {
      const records = store()
      const id = newId()
      await records.noteTransfer(id, transfer, place)
      await records.noteTransfer(id, { ...transfer, count: 7, until: hoursPastNine(2) }, place)
      expect(await records.find(id)).toMatchObject({ transfer, ...place })
      expect(await listed(records)).toContain(id)
      expect(await records.holds(nine, 200)).not.toContain(id)
    })

    it('keeps that a machine wrote what it began with', async () => {
      const records = store()
      const [machines, persons] = [newId(), newId()]
      await records.noteTransfer(machines, { ...transfer, automatic: true }, place)
      await records.noteTransfer(persons, transfer, place)
      expect((await records.find(machines))?.transfer).toEqual({ ...transfer, automatic: true })
      expect((await records.find(persons))?.transfer).toEqual(transfer)
    })

    it('leaves the list when somebody takes it, when it ends, and when its waiting does', async () => {
      const records = store()
      const [taken, ended, moved, takenBefore] = [newId(), newId(), newId(), newId()]
      await records.noteHandled(takenBefore, ben, nine)
      for (const id of [taken, ended, moved, takenBefore]) await records.noteTransfer(id, transfer, place)
      await records.noteHandled(taken, ben, nine)
      await records.noteEnded(ended, nine)
      await records.endTransfer(moved, 'not-taken', hoursPastNine(1))
      await records.endTransfer(moved, 'ended', hoursPastNine(2))
      const still = await listed(records)
      for (const id of [taken, ended, moved, takenBefore]) expect(still).not.toContain(id)
      expect(await records.find(moved)).toMatchObject({
        transferEnd: 'not-taken',
        transferEndAt: hoursPastNine(1),
      })
      expect(await records.find(takenBefore)).toMatchObject({ transfer, handledBy: ben })
    })

    it('of ours waits for nobody, and one that is held as a reply stays held', async () => {
      const records = store()
      const [ours, held] = [newId(), newId()]
      await records.noteTransfer(ours, { ...transfer, until: undefined }, place)
      expect(await listed(records)).not.toContain(ours)
      await records.recordArrival(heldFor(held))
      await records.noteTransfer(held, transfer, place)
      await records.endTransfer(held, 'in-queue', hoursPastNine(1))
      expect(await records.holds(aDay, 200)).toContain(held)
    })
  })
}
