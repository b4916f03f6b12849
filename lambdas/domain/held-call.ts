import { alike } from './alike.ts'
import { type CallersHold, holdsOf } from './callers-hold.ts'
import { type AgentId, type ContactId, type EpochMs, later, SECOND } from './values.ts'

/**
 * What was told of a call whose caller an agent keeps on hold. `held`: the hold began; `seen`: it went on; `resumed`: the
 * caller is back with the agent; all three by Connect's clock. `called`: the transfer flow ran, or the agent had both
 * contacts at once. `answered` is of the consulted contact, as Connect says when it is asked; `abandoned` of either: it is
 * over. `escalated` is what we did about the consulted one. `taken` and `left`: an agent has a contact, and has it no more,
 * as contact events say. Told twice, late, or not at all, in any order.
 */
export type CallFact =
  | Readonly<{ kind: 'held' | 'seen' | 'resumed'; contact: ContactId; at: EpochMs; agent: AgentId }>
  | Readonly<{
      kind: 'called'
      contact: ContactId
      at: EpochMs
      consulted: ContactId
      /** True: to a queue in which no caller may be left early. */
      guarded?: true | undefined
      /** True: only its queue flow told of it, so it began then at the latest. */
      late?: true | undefined
    }>
  | Readonly<{
      kind: 'answered' | 'abandoned' | 'escalated' | 'taken' | 'left'
      contact: ContactId
      at: EpochMs
    }>

export type HeldCallRules = Readonly<{
  /** How long a caller is on hold until the transfer may go cold. */
  afterSeconds: number
  /** Whether a caller who was resumed and is held again during a transfer has waited before. */
  heldAgain: 'anew' | 'add-up'
}>

export type CallClock =
  | Readonly<{ kind: 'nothing'; reason: 'no-transfer' }>
  | Readonly<{ kind: 'done'; reason: 'escalated' | 'answered' | 'abandoned' | 'resumed' }>
  | Readonly<{
      kind: 'runs'
      /** From when the hold counts: its true beginning, or as much earlier as holds before it add up to. */
      since: EpochMs
      until: EpochMs
      consulted: ContactId
      /** Who keeps the caller on hold. Undefined where only the transfer flow told of it. */
      agent: AgentId | undefined
    }>

export type RunningClock = Extract<CallClock, { kind: 'runs' }>

/** When a caller whose hold counts from then has been on hold for long enough. */
export const endOfHold = (since: EpochMs, { afterSeconds }: HeldCallRules) =>
  later(since, afterSeconds * SECOND)

/** Whether the clock of a contact's caller runs, whatever is known, in whatever order it came to be known. */
export const clockOf = (facts: readonly CallFact[], contact: ContactId, rules: HeldCallRules) =>
  clockWhere(facts, contact, rules, TOLD_LATE_MS)

/** The same while agent events may still be under way: that a transfer begins is as good as a hold that is seen. */
export const clockToExpect = (facts: readonly CallFact[], contact: ContactId, rules: HeldCallRules) =>
  clockWhere(facts, contact, rules, 0)

/** `toldLateMs`: how much later than it began a transfer may have been told of. */
function clockWhere(
  facts: readonly CallFact[],
  contact: ContactId,
  rules: HeldCallRules,
  toldLateMs: number,
): CallClock {
  const transfer = latestTransfer(facts, contact)
  if (!transfer) return { kind: 'nothing', reason: 'no-transfer' }
  const end = endOf(facts, contact, transfer)
  if (end) return { kind: 'done', reason: end }
  const since = heldSince(holdsOf(facts, contact, toldLateMs), transfer.at, rules)
  if (since === undefined) return { kind: 'done', reason: 'resumed' }
  return {
    kind: 'runs',
    since,
    until: endOfHold(since, rules),
    consulted: transfer.consulted,
    agent: holderOf(facts, contact),
  }
}

/** A caller whom an agent has left, or who has gone, before the transfer to a guarded queue might go cold. */
export function leftEarly(
  facts: readonly CallFact[],
  contact: ContactId,
  rules: HeldCallRules,
): { consulted: ContactId } | undefined {
  const transfer = latestTransfer(facts, contact)
  if (!transfer) return undefined
  const { consulted, at } = transfer
  const isGuarded = facts.some(
    (fact) => fact.kind === 'called' && fact.consulted === consulted && fact.guarded,
  )
  const leavings = facts.filter((fact) => isLeaving(fact, contact))
  const others = facts.filter((fact) => !isLeaving(fact, contact))
  if (!isGuarded || leavings.length === 0 || endOf(others, contact, transfer)) return undefined
  const leftAt = Math.min(...leavings.map(({ at }) => at)) as EpochMs
  const heldMs = heldBefore(leftAt, holdsOf(facts, contact, TOLD_LATE_MS), at, rules)
  return heldMs < rules.afterSeconds * SECOND ? { consulted } : undefined
}

/** Two tellers of one beginning do not agree to the millisecond: that much earlier is no other clock. */
const SAME_BEGINNING_MS = SECOND

/**
 * The clock that is to be started because this fact is known now. Undefined where it does not run, or whoever told of it
 * before has started it. A hold that is still seen has it started once more: perhaps whoever was to start it has failed.
 */
export function clockToStart(
  facts: readonly CallFact[],
  fact: CallFact,
  rules: HeldCallRules,
): RunningClock | undefined {
  const clock = clockToExpect(facts, fact.contact, rules)
  if (clock.kind !== 'runs') return undefined
  const others = facts.filter((other) => !alike(other, fact))
  const before = clockToExpect(others, fact.contact, rules)
  const wasStarted =
    before.kind === 'runs' &&
    before.consulted === clock.consulted &&
    clock.since > before.since - SAME_BEGINNING_MS
  return wasStarted && fact.kind !== 'seen' ? undefined : clock
}

/** Since when a hold counts whose clock somebody is still to start; or there is none, or it runs. */
export type HoldKnown = EpochMs | 'seen-to'

/** A flow tells of a transfer. */
export interface TransferTold {
  /** The first contact of the chain. */
  call: ContactId
  /** The caller's, whom the agent keeps on hold. */
  contact: ContactId
  /** The one that the flow runs on. */
  consulted: ContactId
  /** True: no caller may be left early in the queue that it goes to. */
  guarded: true | undefined
  /** `first`: the transfer flow, whose queue flow tells `again` if nobody has answered by then. `once`: any other flow. */
  told: 'first' | 'again' | 'once'
  /** What was answered the first time, where it is told again. Undefined where that failed. */
  known: HoldKnown | undefined
}

/** When the queue flow of a transfer tells of it again: after two rounds of prompts, of 21 seconds each. */
const TOLD_AGAIN_AFTER_SECONDS = 42
/** What the flows and their functions may take meanwhile. */
const TOLD_LATE_MS = 8 * SECOND

/** The fact that a flow tells. Where its queue flow is the first one, it does so that much later, or later still. */
export function calledFact({ contact, consulted, guarded, told }: TransferTold, now: EpochMs): CallFact {
  const called = { kind: 'called', contact, consulted, guarded } as const
  if (told !== 'again') return { ...called, at: now }
  return { ...called, at: later(now, -TOLD_AGAIN_AFTER_SECONDS * SECOND), late: true }
}

/** Whether a clock may be left to the queue flow: most transfers are answered before that, and it never runs then. */
export function canWaitForQueueFlow(until: EpochMs, now: EpochMs): boolean {
  return until >= later(now, TOLD_AGAIN_AFTER_SECONDS * SECOND + TOLD_LATE_MS)
}

type Transfer = Readonly<{ consulted: ContactId; at: EpochMs }>

/** The transfer whose first telling is the latest; an agent has one at a time. */
function latestTransfer(facts: readonly CallFact[], contact: ContactId): Transfer | undefined {
  const first = new Map<ContactId, EpochMs>()
  for (const fact of facts)
    if (fact.kind === 'called' && fact.contact === contact)
      first.set(fact.consulted, earlier(first.get(fact.consulted), fact.at))
  const [latest] = [...first].sort(
    ([one, oneAt], [other, otherAt]) => otherAt - oneAt || (one < other ? 1 : -1),
  )
  return latest && { consulted: latest[0], at: latest[1] }
}

function endOf(facts: readonly CallFact[], contact: ContactId, { consulted }: Transfer) {
  const has = (kind: CallFact['kind'], of: ContactId) =>
    facts.some((fact) => fact.kind === kind && fact.contact === of)
  if (has('escalated', consulted)) return 'escalated'
  if (has('answered', consulted) || has('taken', consulted) || has('left', consulted)) return 'answered'
  if (has('abandoned', consulted) || facts.some((fact) => isLeaving(fact, contact))) return 'abandoned'
  return undefined
}

/** Whether it tells that an agent and the caller are parted, as agent events say it or contact events. */
const isLeaving = (fact: CallFact, contact: ContactId) =>
  fact.contact === contact && (fact.kind === 'abandoned' || fact.kind === 'left')

/** Undefined where the last that is known of the hold is its end. */
function heldSince(
  holds: readonly CallersHold[],
  transferAt: EpochMs,
  { heldAgain }: HeldCallRules,
): EpochMs | undefined {
  const last = holds.at(-1)
  if (last === undefined || last.to !== undefined) return undefined
  if (heldAgain === 'anew') return last.from
  const before = holds.reduce((sum, { from, to = from }) => (to < transferAt ? sum : sum + (to - from)), 0)
  return later(last.from, -before)
}

/**
 * How long a caller whom somebody left then had been on hold: since the beginning of the last hold, also where it was over by
 * then. Holds that were over before the transfer are not of it.
 */
function heldBefore(
  leftAt: EpochMs,
  holds: readonly CallersHold[],
  transferAt: EpochMs,
  { heldAgain }: HeldCallRules,
): number {
  const lengths = holds
    .filter(({ from, to }) => from < leftAt && (to === undefined || to >= transferAt))
    .map(({ from, to = leftAt }) => Math.min(to, leftAt) - from)
  return heldAgain === 'anew' ? (lengths.at(-1) ?? 0) : lengths.reduce((sum, length) => sum + length, 0)
}

function holderOf(facts: readonly CallFact[], contact: ContactId): AgentId | undefined {
  for (const fact of facts)
    if ((fact.kind === 'held' || fact.kind === 'seen') && fact.contact === contact) return fact.agent
  return undefined
}

const earlier = (one: EpochMs | undefined, other: EpochMs) => (one === undefined || other < one ? other : one)
