import * as z from 'zod/mini'

import type { Preparation } from '../domain/acknowledgement.ts'
import type { HoldReview } from '../domain/hold.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

const ContactTask = z.object({ contact: z.string().check(z.minLength(1)) })
const ReleaseTask = z.object({
  contact: z.string().check(z.minLength(1)),
  owner: z.string().check(z.minLength(1)),
})

/** What the state machines send about one contact. Throws on anything else. */
export function parseContactTask(event: unknown): ContactId {
  return ContactTask.parse(event).contact as ContactId
}

export function parseReleaseTask(event: unknown): { contact: ContactId; owner: AgentId } {
  const { contact, owner } = ReleaseTask.parse(event)
  return { contact: contact as ContactId, owner: owner as AgentId }
}

/** A Wait state cuts milliseconds off and would wake early: up to the next whole second. */
function toWaitTimestamp(at: EpochMs): string {
  return new Date(Math.ceil(at / 1000) * 1000).toISOString()
}

export function toPreparationTask(preparation: Preparation): object {
  return preparation.kind === 'send' ? { ...preparation, at: toWaitTimestamp(preparation.at) } : preparation
}

export function toHoldTask(review: HoldReview): object {
  return review.kind === 'wait' ? { ...review, until: toWaitTimestamp(review.until) } : review
}
