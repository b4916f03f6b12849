import { expect, it } from 'vitest'

import type { AgentPresence } from '../../lambdas/domain/presence.ts'
import type { AgentId, ContactId } from '../../lambdas/domain/values.ts'
import type { AgentList, Agents } from '../../lambdas/ports/agent-directory.ts'
import { anAgent, onDesk, secondsPastNine } from '../builders/agent.ts'
import { nine } from '../builders/email.ts'

let made = 0
const newAgent = () => `10000000-0000-4000-8000-${String(++made).padStart(12, '0')}` as AgentId

/** What every store of agents promises. Run against the real one and the fake. */
export function itKeepsAgents(store: () => Agents & AgentList): void {
  it('gives back all that is known of an agent', async () => {
    const whole = anAgent({
      agent: newAgent(),
      contacts: [onDesk()],
      next: { name: 'Lunch', chosenAt: secondsPastNine(70) },
      chosen: { name: 'Lunch', chosenAt: secondsPastNine(70) },
      loggedOutAt: nine,
      unexplained: {
        status: 'Unavailable',
        since: nine,
        contact: onDesk().contact,
        inHandSince: nine,
      },
      watched: onDesk().contact,
    })
    expect(await store().record(whole, undefined)).toBe(true)
    expect((await store().getAll([whole.agent])).get(whole.agent)?.presence).toEqual(whole)
  })

  it('forgets what is not so any more', async () => {
    const agent = newAgent()
    await store().record(anAgent({ agent, next: { name: 'Lunch', chosenAt: nine } }), undefined)
    await store().record(anAgent({ agent }), 1)
    expect((await store().getAll([agent])).get(agent)).toEqual({
      presence: expect.not.objectContaining({ next: expect.anything() }),
      version: 2,
    })
  })

  it('lets one of two writers win who have read the same, also the very first', async () => {
    const agent = newAgent()
    const write = (contact: string, after: number | undefined) =>
      store().record(anAgent({ agent, watched: contact as ContactId }), after)
    const outcomes = async (after: number | undefined) =>
      (await Promise.all([write('one', after), write('other', after)])).sort()
    expect(await outcomes(undefined)).toEqual([false, true])
    expect(await outcomes(1)).toEqual([false, true])
    expect((await store().getAll([agent])).get(agent)?.version).toBe(2)
  })

  it('knows nothing of who never came, and many at once', async () => {
    const known = Array.from({ length: 130 }, newAgent)
    for (const agent of known) await store().record(anAgent({ agent }), undefined)
    const found = await store().getAll([...known, newAgent()])
    expect([...found.keys()].sort()).toEqual([...known].sort())
    expect(await store().getAll([])).toEqual(new Map())
  })

  it('lists nobody who is gone, and still knows them', async () => {
    const agent = newAgent()
    const setup = { username: `u-${agent}`, slots: {} }
    await store().record(anAgent({ agent, setup }), undefined)
    expect(await store().named(agent, 9)).toHaveLength(1)
    await store().record(anAgent({ agent, setup, goneAt: nine }), 1)
    expect(await store().named(agent, 9)).toEqual([])
    expect((await store().getAll([agent])).get(agent)?.presence).toMatchObject({ goneAt: nine })
  })

  it('finds agents by any part of a name, whatever its case and marks, in the order of their last names', async () => {
    const named = (firstName: string, lastName: string): AgentPresence => {
      const agent = newAgent()
      const setup = { username: `u-${agent}`, firstName, lastName, slots: { EMAIL: { free: 2, most: 3 } } }
      return anAgent({ agent, setup })
    }
    const [zoe, jorg, rene] = [named('Zoë', 'Ångström'), named('Jörg', 'Strøm'), named('René', 'Straß')]
    for (const each of [zoe, jorg, rene]) await store().record(each, undefined)
    const names = async (part: string, atMost = 10) =>
      (await store().named(part, atMost)).map(({ name }) => name)
    expect(await names('STR')).toEqual(['Zoë Ångström', 'René Straß', 'Jörg Strøm'])
    expect(await names('str', 1)).toEqual(['Zoë Ångström'])
    expect(await names('strass')).toEqual(['René Straß'])
    expect(await names('angstrom zoe')).toEqual(['Zoë Ångström'])
    expect(await names(`u-${jorg.agent}`)).toEqual(['Jörg Strøm'])
    expect(await names('nobody')).toEqual([])
    expect((await store().named('ångstr', 1))[0]).toEqual({
      agent: zoe.agent,
      name: 'Zoë Ångström',
      state: 'available',
      since: nine,
      free: { EMAIL: 2 },
      heardAt: nine,
    })
  })
}
