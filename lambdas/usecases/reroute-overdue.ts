import { isWithFlow } from '../domain/acknowledgement.ts'
import { lookForTakerAt } from '../domain/hold.ts'
import type { Settings } from '../domain/inbox.ts'
import { type ContactId, type EpochMs, later, MINUTE, type ThreadId } from '../domain/values.ts'
import type { FlowMail, Queues } from '../ports/contact-centre.ts'
import type { ContactRecords, Overdue } from '../ports/contact-records.ts'
import type { Workflows } from '../ports/workflows.ts'
import { type EscalateTransferPorts, escalateTransfer } from './escalate-transfer.ts'
import { type FindTakerPorts, findTaker } from './find-taker.ts'
import { type ReleaseHoldPorts, releaseHold } from './release-hold.ts'
import { reviewHold } from './review-hold.ts'

export interface RerouteOverduePorts extends ReleaseHoldPorts, FindTakerPorts {
  contacts: ContactRecords
  threads: EscalateTransferPorts['threads']
  overdue: Overdue
  flowMail: FlowMail
  workflows: Pick<Workflows, 'acknowledge'>
  queues: Queues
}

export type Sweep = Readonly<{
  holds: number
  released: number
  /** Of what was held, found with somebody by asking. */
  takers: number
  acknowledgements: number
  failed: number
  more: boolean
}>

const PAGE = 200
/** More would only wait for Connect, which answers ten such questions a second. */
const AT_ONCE = 4
const LONGEST_BACK_OFF_MS = 240 * MINUTE
/** About a day of ever longer waits; then the record says why no acknowledgement went out. */
const ATTEMPTS = 10

/**
 * Catches what everything else missed: holds past their time that are still held, acknowledgements that nobody settled,
 * and who took what was held, if no event told. One that cannot be mended now is left for the next run and does not keep the others waiting.
 */
export async function rerouteOverdue(
  settings: Settings,
  finishBy: EpochMs,
  ports: RerouteOverduePorts,
): Promise<Sweep> {
  const { overdue, journal, clock } = ports
  const now = clock.now()
  const isOutOfTime = () => clock.now() >= finishBy
  const holds = await mendAll(
    () => overdue.holds(now, PAGE),
    (contact) => attempt(contact, () => mendHold(contact, settings, ports)),
    isOutOfTime,
  )
  const acknowledgements = await mendAll(
    () => overdue.acknowledgements(now, PAGE),
    (contact) => attempt(contact, () => mendAcknowledgement(contact, now, ports)),
    isOutOfTime,
  )
  const untaken = await mendAll(
    () => overdue.untaken(clock.now(), PAGE),
    (contact) => attempt(contact, () => findTaker(contact, ports)),
    isOutOfTime,
  )
  const outcomes = [...holds.outcomes, ...acknowledgements.outcomes, ...untaken.outcomes]
  const sweep = {
    holds: holds.outcomes.length,
    released: outcomes.filter((outcome) => outcome === 'released').length,
    takers: untaken.outcomes.filter((outcome) => outcome === 'found').length,
    acknowledgements: acknowledgements.outcomes.length,
    failed: outcomes.filter((outcome) => outcome === undefined).length,
    more: holds.more || acknowledgements.more || untaken.more,
  }
  journal.decided('overdue rerouted', sweep)
  for (let i = 0; i < sweep.released; i++) journal.count('HoldsReleasedBySweep')
  return sweep

  async function attempt<T>(contact: ContactId, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      journal.troubled('not mended', { contact, error: error instanceof Error ? error.name : 'unknown' })
      return undefined
    }
  }
}

/** Page after page, each contact once, until nothing new is listed or the time is up. */
async function mendAll<Outcome>(
  list: () => Promise<readonly ContactId[]>,
  mend: (contact: ContactId) => Promise<Outcome>,
  isOutOfTime: () => boolean,
): Promise<{ outcomes: Outcome[]; more: boolean }> {
  const seen = new Set<ContactId>()
  const outcomes: Outcome[] = []
  for (;;) {
    const listed = await list()
    const page = listed.filter((contact) => !seen.has(contact))
    // A full page of contacts that could not be mended may hide others behind it.
    if (page.length === 0) return { outcomes, more: listed.length === PAGE }
    while (page.length > 0) {
      if (isOutOfTime()) return { outcomes, more: true }
      const few = page.splice(0, AT_ONCE)
      for (const contact of few) seen.add(contact)
      outcomes.push(...(await Promise.all(few.map(mend))))
    }
  }
}

async function mendHold(
  contact: ContactId,
  settings: Settings,
  ports: RerouteOverduePorts,
): Promise<'released' | 'moved' | 'over'> {
  const review = await reviewHold(contact, settings, ports)
  if (review.kind === 'release') return (await releaseHold(contact, review.owner, review.reason, ports)).kind
  // No reply that is held: then it is a contact that an agent gave away.
  if (review.kind === 'over' && review.reason === 'not-held') {
    const escalated = await escalateTransfer(contact, ports)
    if (escalated.kind !== 'over' || escalated.reason !== 'not-waiting')
      return escalated.kind === 'moved' ? 'moved' : 'over'
  }
  // The list said overdue, the record says otherwise: what is over leaves the list, what is not yet due stays on it.
  if (review.kind === 'over') {
    const now = ports.clock.now()
    await ports.contacts.leaveHolds(contact, review.reason, now, lookForTakerAt(review.reason, now))
  }
  return 'over'
}

async function mendAcknowledgement(
  contact: ContactId,
  now: EpochMs,
  { contacts, flowMail, workflows, journal }: RerouteOverduePorts,
): Promise<'started' | 'given-up' | 'settled'> {
  const record = await contacts.find(contact)
  const due = record?.acknowledgement
  if (due?.state !== 'due') return 'settled'
  if (isWithFlow(due)) {
    const sent = await flowMail.answerTo(contact, record?.thread ?? (contact as string as ThreadId))
    if (sent !== undefined) {
      await contacts.noteAcknowledgementContact(contact, sent, now)
      await contacts.settleAcknowledgement(contact, 'sent', { reason: 'sent-by-flow' }, now)
      return 'settled'
    }
    await contacts.takeAcknowledgementBack(contact, now)
    journal.count('AcknowledgementsNotSentByFlow')
  }
  const attempt = due.attempts + 1
  if (attempt > ATTEMPTS) {
    await contacts.settleAcknowledgement(contact, 'failed', { reason: 'given-up' }, now)
    return 'given-up'
  }
  await contacts.postponeAcknowledgement(contact, attempt, later(now, backOff(attempt)), now)
  await workflows.acknowledge(contact, attempt)
  return 'started'
}

const backOff = (attempt: number) => Math.min(15 * MINUTE * 2 ** (attempt - 1), LONGEST_BACK_OFF_MS)

/** When to stop looking at further contacts, so that the one under way still has time. */
export function timeToFinish(now: EpochMs, remainingMs: number): EpochMs {
  return later(now, remainingMs - TIME_FOR_ONE_MS)
}

/** Every call of one contact throttled to the end takes about this long. */
const TIME_FOR_ONE_MS = 15_000
