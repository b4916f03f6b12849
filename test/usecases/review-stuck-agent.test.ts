import { describe, expect, it } from 'vitest'

import type { CurrentAgent } from '../../lambdas/domain/current-agent.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import { PRESENCE_DEFAULTS } from '../../lambdas/domain/presence-settings.ts'
import { reviewStuckAgent } from '../../lambdas/usecases/review-stuck-agent.ts'
import { anAgent, arnOf, onDesk, secondsPastNine } from '../builders/agent.ts'
import { ana } from '../builders/email.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { currentAgentsWith, memoryAgents, memoryNudge } from '../fakes/memory-agents.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'

const { contact } = onDesk()
const since = secondsPastNine(120)
const stuck: AgentPresence = anAgent({
  status: { name: 'Unavailable', type: 'custom', since },
  unexplained: { status: 'Unavailable', since, contact, inHandSince: secondsPastNine(60) },
  watched: contact,
})
const now = (name: string, second: number): CurrentAgent => ({
  agent: ana,
  arn: arnOf(ana),
  profile: 'profile-1',
  slots: {},
  desk: { status: { name, since: secondsPastNine(second) }, contacts: [] },
})

function anOffice(known: readonly AgentPresence[], ...current: CurrentAgent[]) {
  return {
    ...{ agents: memoryAgents(known), current: currentAgentsWith(...current), nudge: memoryNudge() },
    ...{ journal: memoryJournal(), clock: fixedClock(secondsPastNine(900)) },
  }
}

const review = (
  office: ReturnType<typeof anOffice>,
  stuckUnavailable: 'notify' | 'set-back' | 'off' = 'notify',
) => reviewStuckAgent(ana, contact, { ...PRESENCE_DEFAULTS, stuckUnavailable }, office)

describe('an agent who was stuck some minutes ago', () => {
  it('is told if Connect says so too', async () => {
    const office = anOffice([stuck], now('Unavailable', 120))
    expect(await review(office)).toEqual({ kind: 'notify', reason: 'still-stuck' })
    expect(office.nudge.done).toEqual([`notify ${arnOf(ana)} ${contact}`])
    expect(office.journal.counts.get('StuckAgents')).toBe(1)
  })

  it('is set back instead, where that is configured', async () => {
    const office = anOffice([stuck], now('Unavailable', 120))
    expect(await review(office, 'set-back')).toEqual({ kind: 'set-back', reason: 'still-stuck' })
    expect(office.nudge.done).toEqual([`set back ${ana}`])
  })

  it.each([
    ['Connect has another status', anOffice([stuck], now('Lunch', 500)), 1],
    ['Connect has the same status since another time', anOffice([stuck], now('Unavailable', 500)), 1],
    ['Connect shows nobody', anOffice([stuck]), 1],
    ['our record has another status', anOffice([anAgent()], now('Unavailable', 120)), 0],
    ['there is no record', anOffice([], now('Unavailable', 120)), 0],
  ])('is left alone if %s', async (_, office, asked) => {
    expect(await review(office)).toMatchObject({ kind: 'over' })
    expect(office.nudge.done).toEqual([])
    expect(office.current.asked).toHaveLength(asked)
  })

  it('is left alone where it has been switched off since', async () => {
    const office = anOffice([stuck], now('Unavailable', 120))
    expect(await review(office, 'off')).toEqual({ kind: 'over', reason: 'switched-off' })
    expect(office.current.asked).toEqual([])
  })

  it('is looked at again, by who called, if Connect does not answer', async () => {
    const office = anOffice([stuck])
    office.current.ask = async () => {
      throw new Error('throttled')
    }
    await expect(review(office)).rejects.toThrow('throttled')
  })
})
