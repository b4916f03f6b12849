import { describe, expect, it } from 'vitest'

import type { CurrentAgent } from '../../lambdas/domain/current-agent.ts'
import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import { PRESENCE_DEFAULTS } from '../../lambdas/domain/presence-settings.ts'
import { type AgentId, later, MINUTE } from '../../lambdas/domain/values.ts'
import { findAgents } from '../../lambdas/usecases/find-agents.ts'
import { agentDirectory } from '../../lambdas/usecases/refresh-agents.ts'
import { anAgent, arnOf, onDesk } from '../builders/agent.ts'
import { ana, ben, nine } from '../builders/email.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { currentAgentsWith, memoryAgents, memoryRefreshPace } from '../fakes/memory-agents.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'

const bens: AgentPresence = anAgent({
  agent: ben,
  setup: {
    username: 'ben',
    firstName: 'Ben',
    lastName: 'Okafor',
    slots: { EMAIL: { free: 0, most: 1 }, TASK: { free: 1, most: 1 } },
  },
})

const now = (agent: AgentId, name = 'Available'): CurrentAgent => ({
  agent,
  arn: arnOf(agent),
  profile: 'profile-1',
  slots: { EMAIL: { free: 2, most: 3 } },
  desk: { status: { name, since: later(nine, MINUTE) }, contacts: [onDesk()] },
})

function anOffice(known: readonly AgentPresence[], ...current: CurrentAgent[]) {
  const agents = memoryAgents(known)
  return {
    ...{ agents, list: agents, current: currentAgentsWith(...current), pace: memoryRefreshPace() },
    ...{ journal: memoryJournal(), clock: fixedClock(nine) },
  }
}

const ask = (name: string, channel?: string) => ({ name, channel, atMost: 10 })
const later16 = later(nine, 16 * MINUTE)

describe('finding agents', () => {
  it('gives state, free slots and since when, for all channels or for one', async () => {
    const office = anOffice([anAgent(), bens])
    const states = async (channel?: string) =>
      (await findAgents(ask('', channel), PRESENCE_DEFAULTS, office)).map(
        ({ name, state }) => `${name}: ${state}`,
      )
    expect(await states()).toEqual(['Ben Okafor: available', 'Ana Silva: available'])
    expect(await states('EMAIL')).toEqual(['Ben Okafor: busy', 'Ana Silva: available'])
    expect(await states('VOICE')).toEqual(['Ben Okafor: busy', 'Ana Silva: busy'])
    expect(await findAgents(ask('silva'), PRESENCE_DEFAULTS, office)).toEqual([
      { agent: ana, name: 'Ana Silva', state: 'available', since: nine, free: { EMAIL: 3, TASK: 1 } },
    ])
    expect(office.current.asked).toEqual([])
  })

  it('asks Connect once about all of whom nothing was heard for long, and remembers the answer', async () => {
    const office = anOffice([anAgent(), bens], now(ana, 'Lunch'))
    office.clock.at = later16
    const found = await findAgents(ask(''), PRESENCE_DEFAULTS, office)
    expect(found.map(({ state }) => state)).toEqual(['logged-out', 'unavailable'])
    expect(found[1]).toMatchObject({ free: { EMAIL: 2 }, since: later(nine, MINUTE) })
    expect(office.current.asked).toEqual([[ben, ana]])
    expect(await findAgents(ask(''), PRESENCE_DEFAULTS, office)).toMatchObject(
      found.map(({ state }) => ({ state })),
    )
    expect(office.current.asked).toHaveLength(1)
  })

  it('asks about nobody who is logged out', async () => {
    const office = anOffice([anAgent({ loggedOutAt: later(nine, 1) })])
    office.clock.at = later16
    expect(await findAgents(ask('ana'), PRESENCE_DEFAULTS, office)).toMatchObject([{ state: 'logged-out' }])
    expect(office.current.asked).toEqual([])
  })

  it('gives what is known while it is somebody else’s turn to ask, or Connect does not answer', async () => {
    const office = anOffice([anAgent()])
    office.clock.at = later16
    await office.pace.mayAsk(later16)
    expect(await findAgents(ask('ana'), PRESENCE_DEFAULTS, office)).toMatchObject([{ state: 'available' }])
    expect(office.current.asked).toEqual([])
    office.clock.at = later(later16, MINUTE)
    office.current.ask = async () => {
      throw new Error('throttled')
    }
    expect(await findAgents(ask('ana'), PRESENCE_DEFAULTS, office)).toMatchObject([{ state: 'available' }])
    expect(office.journal.lines).toEqual([{ what: 'agents not refreshed', facts: { error: 'Error' } }])
  })
})

describe('the directory of one agent', () => {
  it('gives what is known, without asking, while it is fresh', async () => {
    const office = anOffice([anAgent()], now(ana, 'Lunch'))
    expect(await agentDirectory(PRESENCE_DEFAULTS, office).find(ana)).toMatchObject({
      status: { name: 'Available' },
    })
    expect(office.current.asked).toEqual([])
  })

  it('asks where it is stale, or the agent is not known, and remembers', async () => {
    const office = anOffice([anAgent()], now(ana, 'Lunch'), now(ben))
    office.clock.at = later16
    expect(await agentDirectory(PRESENCE_DEFAULTS, office).find(ana)).toMatchObject({
      status: { name: 'Lunch' },
    })
    office.clock.at = later(later16, MINUTE)
    expect(await agentDirectory(PRESENCE_DEFAULTS, office).find(ben)).toMatchObject({ agent: ben })
    expect(office.agents.get(ben)).toBeDefined()
  })

  it('knows nothing of an agent of whom neither has heard', async () => {
    const office = anOffice([])
    expect(await agentDirectory(PRESENCE_DEFAULTS, office).find(ana)).toBeUndefined()
  })
})
