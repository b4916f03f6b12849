import { describe, expect, it } from 'vitest'

import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import { PRESENCE_DEFAULTS } from '../../lambdas/domain/presence-settings.ts'
import { type AgentId, later, MINUTE } from '../../lambdas/domain/values.ts'
import type { Agents } from '../../lambdas/ports/agent-directory.ts'
import { observeAgents } from '../../lambdas/usecases/observe-agents.ts'
import { anAgent, anAgentEvent, aSnapshot, INSTANCE, onDesk, secondsPastNine } from '../builders/agent.ts'
import { ana, ben, nine } from '../builders/email.ts'
import { fixedClock } from '../fakes/fixed-clock.ts'
import { memoryAgents, memoryStuckWatch } from '../fakes/memory-agents.ts'
import { memoryJournal } from '../fakes/memory-journal.ts'

function anOffice(known: readonly AgentPresence[] = []) {
  const agents = memoryAgents(known)
  const watch = memoryStuckWatch()
  return { agents, watch, journal: memoryJournal(), clock: fixedClock(secondsPastNine(600)) }
}

const at = (second: number, name: string, since = second, kind = 'STATE_CHANGE') =>
  anAgentEvent({
    kind,
    at: secondsPastNine(second),
    current: aSnapshot({ status: { name, since: secondsPastNine(since) } }),
  })

describe('a batch of agent events', () => {
  it('makes one write of each agent, whatever comes of them', async () => {
    const office = anOffice()
    const events = [at(1, 'Lunch'), at(2, 'Training'), anAgentEvent({ agent: ben }), at(3, 'Available')]
    expect(await observeAgents(events, INSTANCE, PRESENCE_DEFAULTS, office)).toEqual(new Set())
    expect(office.agents.written.map(({ agent, status }) => [agent, status.name])).toEqual([
      [ana, 'Available'],
      [ben, 'Available'],
    ])
    expect(office.agents.get(ana)?.heardAt).toBe(office.clock.at)
  })

  it('writes nothing, and says nothing, for heartbeats that change nothing', async () => {
    const office = anOffice()
    await observeAgents([at(0, 'Available')], INSTANCE, PRESENCE_DEFAULTS, office)
    office.agents.written.splice(0)
    office.journal.lines.splice(0)
    const beats = [at(120, 'Available', 0, 'HEART_BEAT'), at(240, 'Available', 0, 'HEART_BEAT')]
    await observeAgents(beats, INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.written).toEqual([])
    expect(office.journal.lines).toEqual([])
  })

  it('is none of ours where it is of another instance', async () => {
    const office = anOffice()
    await observeAgents([anAgentEvent({ instance: 'other' })], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.written).toEqual([])
  })

  it('says nothing of a time that has not come, which would hide all until then, and is counted', async () => {
    const office = anOffice()
    const inADay = at(600 + 24 * 3600, 'Available')
    const soon = at(600 + 10 * 60, 'Lunch')
    const began = { ...at(9, 'Available', 600 + 24 * 3600), id: 'began' }
    await observeAgents([inADay, began], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.written).toEqual([])
    expect(office.journal.counts.get('AgentEventsOfTheFuture')).toBe(2)
    await observeAgents([inADay, soon], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.get(ana)?.status.name).toBe('Lunch')
  })

  it('gives back the agents that could not be written, and writes the others', async () => {
    const office = anOffice()
    const { record } = office.agents
    office.agents.record = async (presence, after) => {
      if (presence.agent === ana) throw new Error('throttled')
      return record(presence, after)
    }
    const failed = await observeAgents(
      [anAgentEvent(), anAgentEvent({ agent: ben })],
      INSTANCE,
      PRESENCE_DEFAULTS,
      office,
    )
    expect(failed).toEqual(new Set([ana]))
    expect(office.agents.get(ben)).toBeDefined()
  })

  it('is looked at anew where somebody else has written meanwhile', async () => {
    const office = anOffice([anAgent()])
    await meanwhile(office.agents, anAgent({ asOf: { at: secondsPastNine(9), event: 'later' } }))
    await observeAgents([at(5, 'Lunch')], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.get(ana)?.status.name).toBe('Available')
    await observeAgents([at(10, 'Lunch')], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.get(ana)?.status.name).toBe('Lunch')
  })

  it('comes again where somebody else always has', async () => {
    const office = anOffice([anAgent()])
    office.agents.record = async () => false
    expect(await observeAgents([at(5, 'Lunch')], INSTANCE, PRESENCE_DEFAULTS, office)).toEqual(new Set([ana]))
  })

  it('asks for many agents at once and works on some at a time', async () => {
    const office = anOffice()
    let [working, most, asked] = [0, 0, 0]
    const { record, getAll } = office.agents
    office.agents.getAll = async (ids) => {
      asked++
      return getAll(ids)
    }
    office.agents.record = async (presence, after) => {
      most = Math.max(most, ++working)
      await Promise.resolve()
      working--
      return record(presence, after)
    }
    const events = Array.from({ length: 200 }, (_, index) =>
      anAgentEvent({ agent: `agent-${index}` as AgentId }),
    )
    await observeAgents(events, INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.agents.written).toHaveLength(200)
    expect(most).toBeLessThanOrEqual(25)
    expect(asked).toBe(1)
  })
})

/** The first read is followed by somebody else's write. */
async function meanwhile(agents: Agents, theirs: AgentPresence): Promise<void> {
  const { getAll } = agents
  agents.getAll = async (ids) => {
    const known = await getAll(ids)
    agents.getAll = getAll
    await agents.record(theirs, known.get(theirs.agent)?.version)
    return known
  }
}

describe('an agent who may be stuck', () => {
  const email = onDesk()
  const unavailable = { name: 'Unavailable', since: secondsPastNine(120) }
  const popped = anAgentEvent({
    at: secondsPastNine(120),
    current: aSnapshot({ status: unavailable, contacts: [email] }),
  })
  const over = anAgentEvent({ at: secondsPastNine(300), current: aSnapshot({ status: unavailable }) })

  it('is watched from the end of the contact, by our own clock, once', async () => {
    const office = anOffice()
    await observeAgents([popped], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.watch.calls).toEqual([])
    await observeAgents([over], INSTANCE, PRESENCE_DEFAULTS, office)
    const beat = anAgentEvent({ ...over, id: 'e-9', at: secondsPastNine(400) })
    await observeAgents([beat, popped, over], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.watch.calls).toEqual([[ana, email.contact, later(secondsPastNine(600), 5 * MINUTE)]])
    expect(office.agents.get(ana)?.watched).toBe(email.contact)
  })

  it('is watched in the end where that could not be started at first', async () => {
    const office = anOffice()
    office.watch.broken = true
    expect(await observeAgents([popped, over], INSTANCE, PRESENCE_DEFAULTS, office)).toEqual(new Set([ana]))
    expect(office.agents.get(ana)).toBeUndefined()
    office.watch.broken = false
    await observeAgents([popped, over], INSTANCE, PRESENCE_DEFAULTS, office)
    expect(office.watch.calls).toHaveLength(2)
    expect(office.agents.get(ana)?.watched).toBe(email.contact)
  })

  it('is not where that is switched off', async () => {
    const office = anOffice()
    await observeAgents([popped, over], INSTANCE, { ...PRESENCE_DEFAULTS, stuckUnavailable: 'off' }, office)
    expect(office.watch.calls).toEqual([])
    expect(office.agents.get(ana)?.asOf.at).toBe(later(nine, 300_000))
  })
})
