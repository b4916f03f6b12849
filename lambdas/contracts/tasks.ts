import type { Preparation } from '../domain/acknowledgement.ts'
import type { HoldReview } from '../domain/hold.ts'
import type { Escalation } from '../domain/transfer.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'
import { fieldsOf } from './fields.ts'

/** A state machine sent something else than it should: a fault of ours, which no repetition mends. */
export class MalformedTask extends Error {
  override readonly name = 'MalformedTask'
}

/** What the state machines send about one contact. Throws MalformedTask. */
export function parseContactTask(event: unknown): ContactId {
  return fieldsOf(event, MalformedTask).text('contact') as ContactId
}

/** Throws MalformedTask. */
export function parseReleaseTask(event: unknown): { contact: ContactId; owner: AgentId } {
  const task = fieldsOf(event, MalformedTask)
  return { contact: task.text('contact') as ContactId, owner: task.text('owner') as AgentId }
}

/** Throws MalformedTask. */
export function parseLabelTask(event: unknown): { contact: ContactId; disposition: string } {
  const task = fieldsOf(event, MalformedTask)
  return { contact: task.text('contact') as ContactId, disposition: task.text('disposition') }
}

/** A Wait state cuts milliseconds off and would wake early: up to the next whole second. */
export function toWaitTimestamp(at: EpochMs): string {
  return new Date(Math.ceil(at / 1000) * 1000).toISOString()
}

export function toPreparationTask(preparation: Preparation): object {
  return preparation.kind === 'wait' ? { ...preparation, at: toWaitTimestamp(preparation.at) } : preparation
}

export function toHoldTask(review: HoldReview): object {
  return review.kind === 'wait' ? { ...review, until: toWaitTimestamp(review.until) } : review
}

/** Throws MalformedTask. */
export function parseStuckTask(event: unknown): { agent: AgentId; contact: ContactId } {
  const task = fieldsOf(event, MalformedTask)
  return { agent: task.text('agent') as AgentId, contact: task.text('contact') as ContactId }
}

export function toEscalationTask(escalation: Escalation): object {
  return escalation.kind === 'wait' ? { ...escalation, until: toWaitTimestamp(escalation.until) } : escalation
}
