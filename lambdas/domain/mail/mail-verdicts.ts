import { type ContactId, type EpochMs, MINUTE, SECOND } from '../values.ts'
import type { Verdict } from './verdict.ts'

/** What InspectMail found in a mail's headers, before Connect made a contact of it. */
export type MailVerdict = Verdict &
  Readonly<{
    at: EpochMs
    /** Names of the headers that were looked at, never their contents. */
    seen: readonly string[]
    /** The contact that rests on it, where no other may (`isOfOneMail`). */
    usedBy?: ContactId | undefined
  }>

/** The latest verdicts on mails of one sender, recipient and subject: one of each kind, so that a storm stays one item. */
export type MailVerdicts = Readonly<{
  acknowledged?: MailVerdict | undefined
  /** The latest that named somebody else to answer: web forms write for many people under one address and subject. */
  acknowledgedBefore?: MailVerdict | undefined
  refused?: MailVerdict | undefined
}>

/** A verdict, and on what it rests. */
export type Judgement = Verdict &
  Readonly<{
    seen: readonly string[]
    /** A person's, and who that is cannot be told: the like came for somebody else at about the same time. */
    unclear?: true
  }>

/** Connect makes a contact of a mail within seconds; a verdict from further away is on another mail. */
const SAME_MAIL_WITHIN_MS = 10 * MINUTE

/** SES has a mail before Connect has it, but two services' clocks are never quite the same. */
const CLOCKS_APART_MS = 10 * SECOND

/**
 * A verdict as near as that is the mail's own, or of one that came with it: nobody need wait for another. Which is whose of a
 * person's and a machine's is not known then, and the person is not silenced.
 */
const OWN_WITHIN_MS = 10 * SECOND

/** Of mails as close as that to each other, Connect's delay may have turned the order. The harsher reading: docs/first-deploy.md. */
const ORDER_UNSURE_MS = MINUTE

/** A contact comes after its mail. Only clocks can make it seem otherwise, and then by little. */
const HELD_AGAINST_LATER = 10

/**
 * InspectMail's verdict on the mail that became a contact then. Connect knows no Message-ID, so of several verdicts the
 * one nearest in time counts, and none on a much later mail.
 */
export function verdictOn(
  receivedAt: EpochMs,
  { acknowledged, acknowledgedBefore, refused }: MailVerdicts = {},
): (MailVerdict & Judgement) | undefined {
  const known = [acknowledged, acknowledgedBefore, refused]
    .filter((verdict) => verdict !== undefined)
    .map((verdict) => ({ verdict, before: receivedAt - verdict.at }))
    .filter(({ before }) => before >= -CLOCKS_APART_MS && before <= SAME_MAIL_WITHIN_MS)
    .map(({ verdict, before }) => ({ verdict, apart: before < 0 ? -before * HELD_AGAINST_LATER : before }))
    .sort((one, other) => one.apart - other.apart)
  const [nearest] = known
  if (!nearest) return undefined
  const near = (ms: number) => known.filter(({ apart }) => apart - nearest.apart <= ms)
  const chosen = near(OWN_WITHIN_MS).find(({ verdict }) => verdict.acknowledge)?.verdict ?? nearest.verdict
  if (!chosen.acknowledge) return chosen
  const others = near(ORDER_UNSURE_MS).some(
    ({ verdict }) => verdict.acknowledge && !isSameAddress(verdict.to, chosen.to),
  )
  return others ? { ...chosen, unclear: true } : chosen
}

/** Whether a verdict is so near that no other is to be waited for. */
export function isOwn(receivedAt: EpochMs, { at }: MailVerdict): boolean {
  return receivedAt - at <= OWN_WITHIN_MS
}

/**
 * Whether a verdict says of its one mail what may be wrong of the next one under the same key: that a machine wrote it,
 * or whom a form names. That the sender wrote, and is a person, does no harm twice.
 */
export function isOfOneMail(verdict: Verdict, sender: string): boolean {
  return !verdict.acknowledge || !isSameAddress(verdict.to, sender)
}

/**
 * The verdicts without those that another contact rests on. Near ones stay, for only the latest is kept: in a storm the one
 * that a contact's own mail had may be gone already.
 */
export function availableTo(
  contact: ContactId,
  receivedAt: EpochMs,
  verdicts: MailVerdicts = {},
): MailVerdicts {
  return each(verdicts, (verdict) =>
    verdict.usedBy === undefined || verdict.usedBy === contact || isOwn(receivedAt, verdict)
      ? verdict
      : undefined,
  )
}

/** The verdicts, one of them with the mark that another contact was faster to rest on it. */
export function usedMeanwhile(verdicts: MailVerdicts, { acknowledge, at }: MailVerdict): MailVerdicts {
  return each(verdicts, (verdict) =>
    verdict.acknowledge === acknowledge && verdict.at === at
      ? { ...verdict, usedBy: 'another contact' as ContactId }
      : verdict,
  )
}

function each(
  { acknowledged, acknowledgedBefore, refused }: MailVerdicts,
  of: (verdict: MailVerdict) => MailVerdict | undefined,
): MailVerdicts {
  return {
    acknowledged: acknowledged && of(acknowledged),
    acknowledgedBefore: acknowledgedBefore && of(acknowledgedBefore),
    refused: refused && of(refused),
  }
}

/** Addresses compare without regard to case, as mail systems do in practice. */
export const isSameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()
