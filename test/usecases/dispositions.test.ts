import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import { type ContactId, type EpochMs, later, MINUTE } from '../../lambdas/domain/values.ts'
import { type AfterContactWork, LabelRefused, NoticeRefused } from '../../lambdas/ports/dispositions.ts'
import { contactCompleted, contactEnded } from '../../lambdas/usecases/follow-closing.ts'
import { labelLate, recordDisposition } from '../../lambdas/usecases/record-disposition.ts'
import { reviewDispositions } from '../../lambdas/usecases/review-dispositions.ts'
import { aHeldContact, ana, firstMail, nine, reply, someSettings, thread } from '../builders/email.ts'
import { directoryOf } from '../fakes/contact-centre.ts'
import { memoryCalls } from '../fakes/memory-calls.ts'
import { memoryContactRecords } from '../fakes/memory-contact-records.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'
import { memoryThreads } from '../fakes/memory-threads.ts'

const dispositions = {
  reopenDays: 90,
  guide: true,
  values: ['Complaint', 'Other'],
  remindAgent: true,
  graceSeconds: 600,
}
const settings = someSettings({ dispositions })
const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' })
const closedAt = later(nine, MINUTE)

/** A contact that Ana has closed; what she then does to it, and what Connect answers. */
function world(facts: Partial<ContactRecord> = {}, answers: Partial<AfterContactWork> = {}) {
  let now: EpochMs = later(closedAt, MINUTE)
  const record = aHeldContact({ handledBy: ana, handledAt: nine, endedAt: closedAt, ...facts })
  const records = memoryContactRecords([record])
  const threads = memoryThreads([{ id: thread, owner: ana, open: [reply] }])
  const cleared: string[] = []
  const labels = new Map<ContactId, string>()
  const labelled = { of: reply as ContactId | undefined }
  const notices: string[] = []
  const notified = { broken: false, by: throttled as Error }
  const postponed: { id: ContactId; value: string; inMs: number }[] = []
  const postponing = { broken: false }
  const ports = {
    dispositions: records,
    awaited: records,
    calls: memoryCalls(),
    threads,
    progress: threads,
    afterContactWork: {
      label: async (id: ContactId, value: string) => void labels.set(id, value),
      clear: async (id: ContactId, agent: string) => cleared.push(`${id} ${agent}`) > 0,
      ...answers,
    },
    lateLabels: {
      async label(id: ContactId, value: string, from: EpochMs) {
        if (postponing.broken) throw throttled
        postponed.push({ id, value, inMs: from - now })
      },
    },
    labels: {
      async labelOf(id: ContactId) {
        const value = labels.get(id)
        return value === undefined ? undefined : { value, of: labelled.of }
      },
    },
    notices: {
      async dispositionMissing(agent: string, id: ContactId) {
        if (notified.broken) throw notified.by
        notices.push(`${agent} ${id}`)
      },
    },
    directory: directoryOf({
      id: reply,
      thread,
      agent: ana,
      queued: true,
      reserved: false,
      initiationMethod: 'INBOUND',
    }),
    journal: memoryJournal(),
    clock: { now: () => now },
  }
  const passes = (ms: number) => {
    now = later(now, ms)
  }
  const completes = () => contactCompleted(reply, now, settings, ports)
  const ends = async () => contactEnded((await records.find(reply)) as ContactRecord, settings, ports)
  const reviews = () => reviewDispositions(settings, later(now, MINUTE), ports)
  return {
    ...ports,
    postponed,
    postponing,
    cleared,
    labelled: labels,
    guide: labelled,
    told: notices,
    notified,
    passes,
    completes,
    ends,
    reviews,
  }
}

const says = (ports: ReturnType<typeof world>, picked: string) =>
  recordDisposition(reply, { picked }, settings, ports)

describe('a disposition', () => {
  it('is stored on contact and thread, written on the contact in Connect, and ends after-contact work', async () => {
    const ports = world()
    expect(await says(ports, 'Complaint')).toEqual({
      kind: 'recorded',
      disposition: 'Complaint',
      cleared: true,
    })
    expect(await ports.dispositions.find(reply)).toMatchObject({
      disposition: { value: 'Complaint', from: 'guide' },
    })
    expect(ports.threads.get(thread)).toMatchObject({ disposition: 'Complaint' })
    expect(ports.labelled.get(reply)).toBe('Complaint')
    expect(ports.cleared).toEqual([`${reply} ${ana}`])
    expect(ports.directory.asked).toEqual([])
  })

  it('of what a machine wrote is on the contact, and not the word of its thread', async () => {
    const ports = world({ transfer: { of: firstMail, at: nine, count: 1, given: true, automatic: true } })
    expect(await says(ports, 'Complaint')).toMatchObject({ kind: 'recorded' })
    expect(await ports.dispositions.find(reply)).toMatchObject({ disposition: { value: 'Complaint' } })
    expect(ports.threads.get(thread)?.disposition).toBeUndefined()
  })

  it('is the first, where it is recorded twice', async () => {
    const ports = world()
    await says(ports, 'Complaint')
    ports.passes(MINUTE)
    expect(await says(ports, 'Other')).toMatchObject({ kind: 'recorded', disposition: 'Complaint' })
    expect(ports.labelled.get(reply)).toBe('Complaint')
    expect(ports.threads.get(thread)).toMatchObject({
      disposition: 'Complaint',
      dispositionAt: later(closedAt, MINUTE),
    })
  })

  it('changes nothing while it is unclear', async () => {
    const ports = world()
    expect(await recordDisposition(reply, { typed: 'weather' }, settings, ports)).toMatchObject({
      kind: 'unclear',
    })
    expect((await ports.dispositions.find(reply))?.disposition).toBeUndefined()
    expect(ports.cleared).toEqual([])
  })

  it('stands where Connect will not have that value on the contact', async () => {
    const label = async () => {
      throw new LabelRefused(reply)
    }
    const ports = world({}, { label })
    expect(await says(ports, 'Other')).toMatchObject({ kind: 'recorded', cleared: true })
    expect(ports.journal.counts.get('DispositionsNotOnContact')).toBe(1)
  })

  it('goes on the contact within some two minutes, where Connect is too busy to have it there now', async () => {
    const label = async () => {
      throw throttled
    }
    const ports = world({}, { label })
    expect(await says(ports, 'Other')).toMatchObject({ kind: 'recorded', cleared: true })
    expect(ports.postponed).toMatchObject([{ id: reply, value: 'Other' }])
    expect(ports.postponed[0]?.inMs).toBeGreaterThan(0)
    expect(ports.journal.counts.get('DispositionsNotOnContact')).toBeUndefined()

    ports.postponing.broken = true
    expect(await says(ports, 'Other')).toMatchObject({ kind: 'recorded', cleared: true })
    expect(ports.journal.counts.get('DispositionsNotOnContact')).toBe(1)
  })

  it('is written on the contact then, tried again where that fails, and counted where Connect will not have it', async () => {
    const ports = world()
    const late = { contact: reply, disposition: 'Other' }
    expect(await labelLate(late, ports)).toEqual({ kind: 'labelled' })
    expect(ports.labelled.get(reply)).toBe('Other')
    const failsWith = (error: Error) => ({
      ...ports,
      afterContactWork: {
        async label() {
          throw error
        },
      },
    })
    await expect(labelLate(late, failsWith(throttled))).rejects.toBe(throttled)
    expect(await labelLate(late, failsWith(new LabelRefused(reply)))).toEqual({ kind: 'refused' })
    expect(ports.journal.counts.get('DispositionsNotOnContact')).toBe(1)
  })

  it('leaves it to the agent to clear the contact where Connect refuses to, or is throttled', async () => {
    const already = world({}, { clear: async () => false })
    expect(await says(already, 'Other')).toMatchObject({ kind: 'recorded', cleared: false })
    expect(already.journal.counts.get('AfterContactWorkNotCleared')).toBeUndefined()
    const clear = async () => {
      throw throttled
    }
    const busy = world({}, { clear })
    expect(await says(busy, 'Other')).toMatchObject({ kind: 'recorded', cleared: false })
    expect(busy.journal.counts.get('AfterContactWorkNotCleared')).toBe(1)
  })

  it('asks Connect whose contact it is where no event told', async () => {
    const ports = world({ handledBy: undefined, handledAt: undefined })
    await says(ports, 'Other')
    expect(ports.directory.asked).toEqual([reply])
    expect(ports.cleared).toEqual([`${reply} ${ana}`])
  })
})

describe('a contact that is over without a disposition', () => {
  it('is reported to its agent and counted, once, after a while', async () => {
    const ports = world()
    await ports.completes()
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
    ports.passes(10 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 1, failed: 0, more: false })
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
    expect(ports.told).toEqual([`${ana} ${reply}`])
    expect(ports.journal.counts.get('ContactsWithoutDisposition')).toBe(1)
    await ports.completes()
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
  })

  it('is not reported when its disposition comes a moment after it was completed', async () => {
    const ports = world()
    await ports.completes()
    ports.passes(9 * MINUTE)
    await says(ports, 'Other')
    ports.passes(60 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
    expect(ports.told).toEqual([])
  })

  it('is found a day after its end where nobody told that it was completed', async () => {
    const ports = world()
    await ports.ends()
    ports.passes(23 * 60 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
    ports.passes(60 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ missing: 1 })
  })

  it('has one after all where the guide wrote it on the contact and could not tell us', async () => {
    const ports = world()
    await ports.completes()
    ports.labelled.set(reply, 'Complaint')
    ports.passes(10 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 0 })
    expect(await ports.dispositions.find(reply)).toMatchObject({
      disposition: { value: 'Complaint', from: 'contact' },
    })
    expect(ports.told).toEqual([])
  })

  it('is not there where the guide was about another contact, whose attributes this one has', async () => {
    const ports = world()
    await ports.completes()
    ports.labelled.set(reply, 'Complaint')
    ports.guide.of = firstMail
    ports.passes(10 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 1 })
    expect((await ports.dispositions.find(reply))?.disposition).toBeUndefined()
  })

  it.each<[string, ContactId | undefined, Partial<ContactRecord>]>([
    ['another contact of the same call', firstMail, { call: firstMail, route: undefined }],
    ['nothing that is known', undefined, {}],
  ])('has one after all where the guide was about %s', async (_, of, facts) => {
    const ports = world(facts)
    const over = { agent: ana, takenAt: nine, endedAt: nine }
    if (facts.call) await ports.dispositions.noteCallOver(firstMail, { call: facts.call, ...over })
    await ports.completes()
    ports.labelled.set(reply, 'Complaint')
    ports.guide.of = of
    ports.passes(10 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 0 })
  })

  it('is reported in the next run where its agent cannot be told now', async () => {
    const ports = world()
    await ports.completes()
    ports.passes(10 * MINUTE)
    ports.notified.broken = true
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 0, failed: 1 })
    ports.notified.broken = false
    expect(await ports.reviews()).toMatchObject({ missing: 1 })
    expect(ports.journal.counts.get('ContactsWithoutDisposition')).toBe(1)
  })

  it('is counted where Connect has no room for a notice, and keeps no other contact waiting', async () => {
    const ports = world()
    await ports.completes()
    ports.passes(10 * MINUTE)
    ports.notified.broken = true
    ports.notified.by = new NoticeRefused('500 are active')
    expect(await ports.reviews()).toMatchObject({ looked: 1, missing: 1, failed: 0 })
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
    expect([...ports.journal.counts]).toEqual(
      expect.arrayContaining([
        ['AgentsNotReminded', 1],
        ['ContactsWithoutDisposition', 1],
      ]),
    )
  })

  it('is counted without a word where agents are not to be told', async () => {
    const ports = world()
    await ports.completes()
    ports.passes(10 * MINUTE)
    const silent = someSettings({ dispositions: { ...dispositions, remindAgent: false } })
    expect(await reviewDispositions(silent, later(ports.clock.now(), MINUTE), ports)).toMatchObject({
      missing: 1,
    })
    expect(ports.told).toEqual([])
  })

  it('is not looked for where agents are not asked, nor of a contact that was transferred', async () => {
    const ports = world()
    await contactCompleted(reply, nine, someSettings(), ports)
    expect(await ports.dispositions.due(later(nine, 999 * MINUTE), 9)).toEqual([])
    await ports.completes()
    await ports.dispositions.noteContinuation(reply, 'next' as ContactId, nine)
    ports.passes(60 * MINUTE)
    expect(await ports.reviews()).toMatchObject({ looked: 0 })
  })

  it('waits for the next run where this one has no time left', async () => {
    const ports = world()
    await ports.completes()
    ports.passes(10 * MINUTE)
    expect(await reviewDispositions(settings, nine, ports)).toMatchObject({ looked: 0, more: true })
  })
})
