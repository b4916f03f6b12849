import { wentOnElsewhere } from '../domain/call-outcome.ts'
import type { ContactRecord } from '../domain/contact-record.ts'
import { chooseDisposition, dispositionState } from '../domain/disposition.ts'
import type { Settings } from '../domain/inbox.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import {
  type AgentNotices,
  type AwaitedDispositions,
  type GuideLabel,
  type GuideLabels,
  NoticeRefused,
} from '../ports/dispositions.ts'
import type { CallRecords } from '../ports/held-calls.ts'
import { keepDisposition, type RecordDispositionPorts } from './record-disposition.ts'

export interface ReviewDispositionsPorts
  extends Pick<RecordDispositionPorts, 'dispositions' | 'progress' | 'journal' | 'clock'> {
  awaited: AwaitedDispositions
  calls: Pick<CallRecords, 'find'>
  labels: GuideLabels
  notices: AgentNotices
}

export type DispositionsReviewed = Readonly<{
  looked: number
  missing: number
  failed: number
  more: boolean
}>

const PAGE = 100

/**
 * Finds contacts that are over without a disposition, tells their agents once and counts them. It costs what is due and
 * nothing else. One that cannot be told of now stays on the list for the next run; one that the contact centre will not tell
 * of is counted all the same.
 */
export async function reviewDispositions(
  settings: Settings,
  finishBy: EpochMs,
  ports: ReviewDispositionsPorts,
): Promise<DispositionsReviewed> {
  const { awaited, journal, clock } = ports
  const listed = await awaited.due(clock.now(), PAGE)
  const outcomes: (Outcome | undefined)[] = []
  for (const contact of listed) {
    if (clock.now() >= finishBy) break
    outcomes.push(await tried(contact, settings, ports))
  }
  const count = (outcome: Outcome | undefined) => outcomes.filter((each) => each === outcome).length
  const reviewed = {
    looked: outcomes.length,
    missing: count('missing'),
    failed: count(undefined),
    more: listed.length === PAGE || outcomes.length < listed.length,
  }
  journal.decided('dispositions reviewed', reviewed)
  return reviewed
}

type Outcome = 'missing' | 'found' | 'nothing'

async function tried(
  contact: ContactId,
  settings: Settings,
  ports: ReviewDispositionsPorts,
): Promise<Outcome | undefined> {
  try {
    return await review(contact, settings, ports)
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown'
    ports.journal.troubled('disposition not reviewed', { contact, error: name })
    return undefined
  }
}

async function review(
  contact: ContactId,
  { dispositions: settings }: Settings,
  ports: ReviewDispositionsPorts,
): Promise<Outcome> {
  const { calls, dispositions, labels, journal, clock } = ports
  const record = await dispositions.find(contact)
  const isAwaited = record !== undefined && dispositionState(record) === 'awaited'
  if (!isAwaited || (record.call && wentOnElsewhere(await calls.find(record.call), contact))) {
    await dispositions.stopAwaiting(contact)
    return 'nothing'
  }
  // The guide writes on the contact before it asks us, so a word that never reached us is there.
  const label = await labels.labelOf(contact)
  const picked = label && (await isOwn(label, record, ports)) ? label.value : undefined
  const choice = chooseDisposition({ picked }, settings?.values ?? [])
  if (choice.kind === 'one') {
    await keepDisposition(contact, choice.value, 'contact', ports)
    journal.decided('disposition recorded', {
      contact,
      thread: record.thread,
      disposition: choice.value,
      from: 'contact',
    })
    return 'found'
  }
  if (settings?.remindAgent && record.handledBy) await remind(record.handledBy, contact, ports)
  if (!(await dispositions.noteMissing(contact, clock.now()))) return 'nothing'
  journal.count('ContactsWithoutDisposition')
  journal.decided('disposition missing', { contact, thread: record.thread, agent: record.handledBy })
  return 'missing'
}

/** Attributes go on to the next contact of a chain, and to a reply. Of a call, whoever had it before may have said it. */
async function isOwn(
  { of }: GuideLabel,
  { id, call }: ContactRecord,
  { dispositions }: Pick<ReviewDispositionsPorts, 'dispositions'>,
): Promise<boolean> {
  if (of === undefined || of === id) return true
  return call !== undefined && (await dispositions.find(of))?.call === call
}

async function remind(
  agent: AgentId,
  contact: ContactId,
  { notices, journal, clock }: Pick<ReviewDispositionsPorts, 'notices' | 'journal' | 'clock'>,
): Promise<void> {
  try {
    await notices.dispositionMissing(agent, contact, clock.now())
  } catch (error) {
    if (!(error instanceof NoticeRefused)) throw error
    journal.troubled('agent not reminded', { contact, agent, error: error.name })
    journal.count('AgentsNotReminded')
  }
}
