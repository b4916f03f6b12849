import type { ContactRecord, Turn } from '../domain/contact-record.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import type { Arrival, ContactRecords } from '../ports/contact-records.ts'
import { contactKey, shardOf, toContactRecord } from './contact-item.ts'
import { expiryAfter, type Item, type Table } from './table.ts'

/** What must not outlive an acknowledgement: whom it was for, and about what. */
const PERSONAL = [
  'answerTo',
  'customerAddress',
  'customerName',
  'subject',
  'spamVerdict',
  'virusVerdict',
] as const

export function dynamoContactRecords(table: Table): ContactRecords {
  /** Adds a fact that ends a hold: the first telling stands, and the contact leaves the list of holds. */
  async function addFact(
    id: ContactId,
    at: EpochMs,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<ContactRecord> {
    const item = await table.change(contactKey(id), {
      setOnce: { ...facts, expiresAt: expiryAfter(at) },
      remove: ['holdShard', 'takerShard'],
    })
    return recordOf(id, item)
  }

  /** As above; and if nobody is known to have taken what was held, it is listed to be asked about. */
  async function endHold(
    id: ContactId,
    { at, askAt }: { at: EpochMs; askAt: EpochMs },
    facts: Readonly<Record<string, unknown>>,
  ): Promise<ContactRecord> {
    const listed = { takerShard: shardOf(id), takerLookAt: askAt }
    const item = await table.change(contactKey(id), {
      setOnce: { ...facts, ...listed, expiresAt: expiryAfter(at) },
      remove: ['holdShard'],
      assuming:
        'attribute_exists(#holdOwner) AND attribute_not_exists(#handledAt) AND attribute_not_exists(#endedAt)',
    })
    return item ? recordOf(id, item) : addFact(id, at, facts)
  }

  return {
    async find(id) {
      const item = await table.get(contactKey(id))
      return item && toContactRecord(id, item)
    },

    async recordArrival(arrival) {
      const { id } = arrival
      const item = await table.change(contactKey(id), {
        set: arrivalAttributes(arrival),
        assuming: 'attribute_not_exists(#route)',
      })
      if (item) return { record: toContactRecord(id, item), first: true }
      return { record: recordOf(id, await table.get(contactKey(id))), first: false }
    },

    async joinThread(id, thread, at) {
      return recordOf(
        id,
        await table.change(contactKey(id), { setOnce: { thread, expiresAt: expiryAfter(at) } }),
      )
    },

    noteHandled: (id, agent, at) => addFact(id, at, { handledBy: agent, handledAt: at }),
    noteExpired: (id, at, askAt) => endHold(id, { at, askAt }, { expiredAt: at }),
    async noteReleasing(id, at) {
      await table.change(contactKey(id), { setOnce: { releasingAt: at, expiresAt: expiryAfter(at) } })
    },
    noteReleased: (id, reason, at, askAt) =>
      endHold(id, { at, askAt }, { releasedAt: at, releaseReason: reason }),
    noteEnded: (id, at) => addFact(id, at, { endedAt: at }),

    async noteTransfer(id, { of, at, count, given, automatic, until }, place) {
      const facts = {
        ...{
          transferOf: of,
          transferredAt: at,
          transferCount: count,
          transferGiven: given,
          transferAutomatic: automatic,
          transferUntil: until,
        },
        ...place,
        expiresAt: expiryAfter(at),
      }
      const waits = until !== undefined && { holdShard: shardOf(id), holdUntil: until }
      const noted = await table.change(contactKey(id), {
        setOnce: facts,
        ...(waits && { set: waits }),
        // What arrived as a mail of its own is held as such; what has been taken or ended waits for nobody.
        assuming:
          'attribute_not_exists(#transferOf) AND attribute_not_exists(#route) AND attribute_not_exists(#handledAt) AND attribute_not_exists(#endedAt)',
      })
      if (!noted) await table.change(contactKey(id), { setOnce: facts })
    },

    async endTransfer(id, end, at) {
      await table.change(contactKey(id), {
        setOnce: { transferEnd: end, transferEndAt: at, expiresAt: expiryAfter(at) },
      })
      await table.change(contactKey(id), {
        remove: ['holdShard'],
        assuming: 'attribute_exists(#transferOf) AND attribute_not_exists(#route)',
      })
    },

    async leaveHolds(id, end, at, askAt) {
      if (end === 'not-held') await addFact(id, at, {})
      else await endHold(id, { at, askAt }, { holdEnd: end, holdEndAt: at })
    },

    async lookForTaker(id, at) {
      await table.change(contactKey(id), {
        setOnce: { takerShard: shardOf(id), takerLookAt: at },
        assuming: 'attribute_not_exists(#handledAt) AND attribute_not_exists(#endedAt)',
      })
    },

    async lookForTakerAgain(id, at) {
      await table.change(contactKey(id), {
        set: { takerLookAt: at },
        assuming: 'attribute_exists(#takerShard)',
      })
    },

    async stopLookingForTaker(id) {
      await table.change(contactKey(id), {
        remove: ['takerShard'],
        assuming: 'attribute_exists(#takerShard)',
      })
    },

    async noteAcknowledgementContact(id, outbound, at) {
      await table.change(contactKey(id), {
        setOnce: {
          acknowledgementContact: outbound,
          acknowledgementContactAt: at,
          expiresAt: expiryAfter(at),
        },
      })
    },

    async settleAcknowledgement(id, state, { reason, rule, seen }, at) {
      await table.change(contactKey(id), {
        set: {
          acknowledgement: state,
          acknowledgementReason: reason,
          acknowledgementRule: rule,
          acknowledgementSeen: seen,
          acknowledgementSettledAt: at,
        },
        remove: ['acknowledgeShard', ...PERSONAL],
        assuming: '#acknowledgement = :due',
        values: { due: 'due' },
      })
    },

    async handAcknowledgementToFlow(id, turn, to, lookAgainAt) {
      const handed = await table.change(contactKey(id), {
        set: { ...turnAttributes(turn, to, lookAgainAt), handedToFlowAt: turn.givenAt },
        assuming: '#acknowledgement = :due AND attribute_not_exists(#turnGivenAt)',
        values: { due: 'due' },
      })
      return handed !== undefined
    },

    async takeAcknowledgementBack(id, at) {
      await table.change(contactKey(id), {
        set: { takenBackAt: at },
        assuming: '#acknowledgement = :due',
        values: { due: 'due' },
      })
    },

    async noteAcknowledgementTurn(id, turn, to, lookAgainAt) {
      await table.change(contactKey(id), {
        set: turnAttributes(turn, to, lookAgainAt),
        assuming: '#acknowledgement = :due',
        values: { due: 'due' },
      })
    },

    async postponeAcknowledgement(id, attempt, nextLookAt, at) {
      await table.change(contactKey(id), {
        set: {
          acknowledgementAttempts: attempt,
          acknowledgeDueAt: nextLookAt,
          acknowledgementRetriedAt: at,
        },
        assuming: '#acknowledgement = :due',
        values: { due: 'due' },
      })
    },
  }
}

function turnAttributes({ givenAt, at, reason, rule, seen }: Turn, to: string, lookAgainAt: EpochMs) {
  return {
    acknowledgementCounted: true,
    acknowledgeDueAt: lookAgainAt,
    turnGivenAt: givenAt,
    turnAt: at,
    turnReason: reason,
    turnRule: rule,
    turnSeen: seen,
    answerTo: to,
  }
}

function arrivalAttributes(arrival: Arrival) {
  const { id, thread, inbox, receivedAt, route, acknowledgement, threadClosedAt, predecessor } = arrival
  return {
    thread,
    threadClosedAt,
    predecessor,
    inbox,
    receivedAt,
    expiresAt: expiryAfter(receivedAt),
    route: route.kind,
    routeReason: route.reason,
    ...(route.kind === 'owner' && { holdOwner: route.owner, holdUntil: route.until, holdShard: shardOf(id) }),
    ...(acknowledgement?.state === 'due' && dueAttributes(id, acknowledgement)),
    ...(acknowledgement?.state === 'refused' && {
      acknowledgement: 'refused',
      acknowledgementReason: acknowledgement.why.reason,
      acknowledgementRule: acknowledgement.why.rule,
      acknowledgementSeen: acknowledgement.why.seen,
      acknowledgementSettledAt: receivedAt,
    }),
  }
}

function dueAttributes(
  id: ContactId,
  { customer, lookAgainAt, why }: Extract<Arrival['acknowledgement'], { state: 'due' }>,
) {
  return {
    acknowledgement: 'due',
    acknowledgeShard: shardOf(id),
    acknowledgeDueAt: lookAgainAt,
    judgementReason: why.reason,
    judgementRule: why.rule,
    judgementSeen: why.seen,
    customerAddress: customer.address,
    customerName: customer.name,
    subject: customer.subject,
    spamVerdict: customer.spamVerdict,
    virusVerdict: customer.virusVerdict,
  }
}

/** An update without a condition always gives the item; only a deletion in between could take it away. */
function recordOf(id: ContactId, item: Item | undefined): ContactRecord {
  if (!item) throw new Error(`contact ${id} disappeared while it was being written`)
  return toContactRecord(id, item)
}
