import type { Acknowledgement, ContactRecord } from '../../lambdas/domain/contact-record.ts'
import { holdState } from '../../lambdas/domain/hold.ts'
import type { ContactId, EpochMs } from '../../lambdas/domain/values.ts'
import type { Arrival, ContactRecords, Overdue } from '../../lambdas/ports/contact-records.ts'
import type { AwaitedDispositions, Dispositions } from '../../lambdas/ports/dispositions.ts'
import type { HeldContacts } from '../../lambdas/ports/staff.ts'

/** Behaves as the DynamoDB store does; both pass test/adapters/contact-records.contract.ts. */
export function memoryContactRecords(
  initial: readonly ContactRecord[] = [],
): ContactRecords & Overdue & HeldContacts & Dispositions & AwaitedDispositions {
  const rows = new Map<ContactId, ContactRecord>(initial.map((row) => [row.id, structuredClone(row)]))
  const awaited = new Set<ContactId>()
  const untaken = new Map<ContactId, EpochMs>()
  const listed = new Set(initial.filter((row) => holdState(row).kind === 'held').map(({ id }) => id))

  /** Adds what is not yet known. */
  function add(id: ContactId, facts: Partial<ContactRecord>): ContactRecord {
    const known = Object.fromEntries(
      Object.entries(rows.get(id) ?? {}).filter(([, value]) => value !== undefined),
    )
    const row = { ...facts, ...known, id } as ContactRecord
    rows.set(id, row)
    return structuredClone(row)
  }

  function endHold(id: ContactId, facts: Partial<ContactRecord>): ContactRecord {
    listed.delete(id)
    untaken.delete(id)
    return add(id, facts)
  }

  /** Who has it is asked later, unless that is known. */
  function endUntaken(id: ContactId, askAt: EpochMs, facts: Partial<ContactRecord>): ContactRecord {
    const known = rows.get(id)
    const isUntaken =
      known?.route?.kind === 'owner' && known.handledAt === undefined && known.endedAt === undefined
    const lookAt = untaken.get(id) ?? askAt
    const record = endHold(id, facts)
    if (isUntaken) untaken.set(id, lookAt)
    return record
  }

  function changeAcknowledgement(id: ContactId, change: object): void {
    const row = rows.get(id)
    if (row?.acknowledgement?.state !== 'due') return
    rows.set(id, { ...row, acknowledgement: { ...row.acknowledgement, ...change } })
  }

  return {
    find: async (id) => structuredClone(rows.get(id)),
    async recordArrival({ id, acknowledgement: wanted, ...arrival }) {
      const known = rows.get(id)
      if (known?.route) return { record: structuredClone(known), first: false }
      const acknowledgement = wanted && acknowledgementOf(wanted, arrival.receivedAt)
      rows.set(id, { ...known, id, ...withoutUnknown(arrival), acknowledgement })
      if (arrival.route.kind === 'owner') listed.add(id)
      return { record: structuredClone(rows.get(id) as ContactRecord), first: true }
    },
    joinThread: async (id, thread) => add(id, { thread }),
    noteHandled: async (id, handledBy, handledAt) => endHold(id, { handledBy, handledAt }),
    noteExpired: async (id, expiredAt, askAt) => endUntaken(id, askAt, { expiredAt }),
    async noteReleasing(id, releasingAt) {
      add(id, { releasingAt })
    },
    noteReleased: async (id, releaseReason, releasedAt, askAt) =>
      endUntaken(id, askAt, { releasedAt, releaseReason }),
    noteEnded: async (id, endedAt) => endHold(id, { endedAt }),
    noteCompleted: async (id, completedAt) => endHold(id, { completedAt }),
    noteCallOver: async (id, { call, agent, takenAt, endedAt, completedAt }) =>
      add(id, {
        ...{ call, handledBy: agent, handledAt: takenAt, endedAt },
        ...(completedAt !== undefined && { completedAt }),
      }),
    async noteContinuation(of, by) {
      if (of !== undefined) {
        awaited.delete(of)
        add(of, { continuedBy: by })
      }
      return add(by, { continues: of ?? ('unknown' as ContactId) })
    },
    async noteDisposition(id, disposition) {
      awaited.delete(id)
      return add(id, { disposition })
    },
    async awaitDisposition(id, attentionAt) {
      const known = rows.get(id)
      if (known?.disposition || known?.dispositionMissingAt !== undefined || known?.continuedBy) return
      if ((known?.attentionAt ?? Number.POSITIVE_INFINITY) <= attentionAt) return
      rows.set(id, { ...known, id, attentionAt })
      awaited.add(id)
    },
    async noteMissing(id, dispositionMissingAt) {
      const known = rows.get(id)
      if (known?.disposition || known?.dispositionMissingAt !== undefined) return false
      awaited.delete(id)
      add(id, { dispositionMissingAt })
      return true
    },
    async stopAwaiting(id) {
      awaited.delete(id)
    },
    async due(before, atMost) {
      const due = [...awaited].map((id) => ({ id, at: rows.get(id)?.attentionAt ?? 0 }))
      return oldest(
        due.filter(({ at }) => at <= before),
        atMost,
      )
    },
    async noteTransfer(id, transfer, { thread, inbox }) {
      const known = rows.get(id)
      const waits =
        transfer.until !== undefined &&
        !known?.transfer &&
        !known?.route &&
        !known?.handledAt &&
        !known?.endedAt
      add(id, { transfer, ...(thread !== undefined && { thread }), ...(inbox !== undefined && { inbox }) })
      if (waits) listed.add(id)
    },
    async endTransfer(id, transferEnd, transferEndAt) {
      if (!rows.get(id)?.route) listed.delete(id)
      add(id, { transferEnd, transferEndAt })
    },
    async leaveHolds(id, end, holdEndAt, askAt) {
      if (end === 'not-held') endHold(id, {})
      else endUntaken(id, askAt, { holdEnd: end, holdEndAt })
    },
    async lookForTaker(id, at) {
      const known = rows.get(id)
      if (known?.handledAt === undefined && known?.endedAt === undefined)
        untaken.set(id, untaken.get(id) ?? at)
    },
    async lookForTakerAgain(id, at) {
      if (untaken.has(id)) untaken.set(id, at)
    },
    async stopLookingForTaker(id) {
      untaken.delete(id)
    },
    async untaken(before, atMost) {
      const due = [...untaken].map(([id, at]) => ({ id, at: Number(at) }))
      return oldest(
        due.filter(({ at }) => at <= before),
        atMost,
      )
    },
    async noteAcknowledgementContact(id, contact, contactAt) {
      const row = rows.get(id)
      if (row?.acknowledgement && row.acknowledgement.contact === undefined)
        rows.set(id, { ...row, acknowledgement: { ...row.acknowledgement, contact, contactAt } })
    },
    async settleAcknowledgement(id, state, why, settledAt) {
      changeAcknowledgement(id, { state, ...why, settledAt, customer: undefined, to: undefined })
    },
    async noteAcknowledgementTurn(id, turn, to, dueAt) {
      changeAcknowledgement(id, { dueAt, counted: true, turn, to })
    },
    async handAcknowledgementToFlow(id, turn, to, dueAt) {
      const known = rows.get(id)?.acknowledgement
      if (known?.state !== 'due' || known.turn) return false
      changeAcknowledgement(id, { dueAt, counted: true, turn, to, handedAt: turn.givenAt })
      return true
    },
    async takeAcknowledgementBack(id, takenBackAt) {
      changeAcknowledgement(id, { takenBackAt })
    },
    async postponeAcknowledgement(id, attempts, dueAt, retriedAt) {
      changeAcknowledgement(id, { attempts, dueAt, retriedAt })
    },
    async holds(before, atMost) {
      const due = [...rows.values()].flatMap((row) =>
        listed.has(row.id) && untilOf(row) <= before ? [{ id: row.id, at: untilOf(row) }] : [],
      )
      return oldest(due, atMost)
    },
    async all() {
      return [...rows.values()].flatMap(({ id, thread, inbox, route }) =>
        route?.kind === 'owner' && listed.has(id) ? [{ contact: id, owner: route.owner, thread, inbox }] : [],
      )
    },
    async acknowledgements(before, atMost) {
      const due = [...rows.values()].flatMap(({ id, acknowledgement }) =>
        acknowledgement?.state === 'due' && acknowledgement.dueAt <= before
          ? [{ id, at: acknowledgement.dueAt }]
          : [],
      )
      return oldest(due, atMost)
    },
  }
}

/** What is not known is not there, in DynamoDB. */
const withoutUnknown = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T
const untilOf = ({ route, transfer }: ContactRecord) =>
  (route?.kind === 'owner' ? route.until : transfer?.until) ?? Number.POSITIVE_INFINITY

function oldest(due: { id: ContactId; at: number }[], atMost: number): ContactId[] {
  return due
    .sort((a, b) => a.at - b.at)
    .slice(0, atMost)
    .map(({ id }) => id)
}

function acknowledgementOf(
  wanted: NonNullable<Arrival['acknowledgement']>,
  settledAt: EpochMs,
): Acknowledgement {
  if (wanted.state === 'due')
    return {
      state: 'due',
      dueAt: wanted.lookAgainAt,
      attempts: 0,
      customer: wanted.customer,
      judgement: wanted.why,
    }
  return { state: 'refused', ...wanted.why, settledAt, dueAt: 0 as EpochMs, attempts: 0 }
}
