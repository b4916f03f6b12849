import type { PresenceSettings } from '../domain/presence-settings.ts'
import { reviewStuck, STUCK_NOTICE, type StuckReview } from '../domain/stuck-agent.ts'
import type { AgentId, ContactId } from '../domain/values.ts'
import type { Journal } from '../ports/journal.ts'
import type { Nudge } from '../ports/stuck-agents.ts'
import { askAndRecord, type DirectoryPorts } from './refresh-agents.ts'

export type ReviewStuckPorts = Omit<DirectoryPorts, 'pace'> & { nudge: Nudge; journal: Journal }

/**
 * Looks whether an agent is still in the status that began during that contact, and does what is configured. Connect has
 * the last word: nobody is disturbed for an event that was lost. May run again after any of its effects.
 */
export async function reviewStuckAgent(
  agent: AgentId,
  contact: ContactId,
  settings: PresenceSettings,
  ports: ReviewStuckPorts,
): Promise<StuckReview> {
  const review = await judge(agent, contact, settings, ports)
  if (review.kind !== 'over') ports.journal.count('StuckAgents')
  ports.journal.decided('stuck agent reviewed', {
    agent,
    contact,
    outcome: review.kind,
    reason: review.reason,
  })
  return review
}

async function judge(
  agent: AgentId,
  contact: ContactId,
  settings: PresenceSettings,
  ports: ReviewStuckPorts,
): Promise<StuckReview> {
  const remedy = settings.stuckUnavailable
  const known = (await ports.agents.getAll([agent])).get(agent)?.presence
  const byRecord = reviewStuck(known, contact, remedy)
  if (byRecord.kind === 'over') return byRecord
  const asked = (await askAndRecord([agent], settings, ports)).get(agent)
  const review = reviewStuck(asked, contact, remedy)
  if (review.kind === 'set-back') await ports.nudge.setBack(agent)
  if (review.kind === 'notify' && asked)
    await ports.nudge.notify(asked.arn, contact, STUCK_NOTICE, ports.clock.now())
  return review
}
