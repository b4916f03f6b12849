import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { Random } from '../../local/random.ts'
import { MINUTE, Office, SECOND } from '../stories/office.ts'
import { startWarmCentre } from '../stories/warm-centre.ts'
import { settingBackAssembly } from './presence-build.ts'

const AGENTS = ['ana', 'ben', 'cleo']
const DEEDS = 40

let office: Office | undefined
beforeAll(() => settingBackAssembly().then(() => undefined))
afterEach(() => office?.centre.stop())

async function opened(seed: number): Promise<Office> {
  const lines: Office['lines'] = []
  const centre = await startWarmCentre({
    assembly: await settingBackAssembly(),
    ...{ seed: 1, faultSeed: seed, quotas: 'default', flowing: false },
    onLog: (line) => lines.push(line),
  })
  office = new Office(centre, seed, lines)
  await office.stopsSweeping()
  const InstanceId = office.instanceId()
  for (const Name of ['Unavailable', 'Lunch'])
    await office.call('connect', 'CreateAgentStatus', { InstanceId, Name, State: 'ENABLED' })
  return office
}

/** Somebody does something that is possible now, or nothing. */
async function deed(office: Office, random: Random): Promise<void> {
  const { people } = office.centre.connect
  const agent = AGENTS[random.below(AGENTS.length)] ?? 'ana'
  const desk = people.list().find(({ username }) => username === agent)?.contacts ?? []
  switch (random.below(8)) {
    case 0:
    case 1:
      return office.sets(agent, 'Available')
    case 2:
      return office.sets(agent, random.below(2) === 0 ? 'Lunch' : 'Offline')
    case 3:
      people.logOut(agent)
      return
    case 4:
      people.popOut(agent)
      return
    case 5:
      await office.customerWrites({ from: `customer${random.below(1_000_000)}@example.net` })
      return
    case 6:
      for (const { contactId, state } of desk) if (state === 'CONNECTING') people.accept(agent, contactId)
      return
    default:
      for (const { contactId, state } of desk) if (state !== 'CONNECTING') people.close(agent, contactId)
  }
}

/** What Connect itself says of everybody, as the directory should show it. */
async function truth(office: Office): Promise<Record<string, unknown>> {
  const { UserDataList } = await office.call('connect', 'GetCurrentUserData', {
    InstanceId: office.instanceId(),
    Filters: { Agents: AGENTS.map((agent) => office.idOf(agent)) },
  })
  const stateOf = (data: any): string => {
    if (data.Status.StatusName !== 'Available') return 'unavailable'
    return data.NextStatus || !data.AvailableSlotsByChannel.EMAIL ? 'busy' : 'available'
  }
  const shown = new Map<string, string>(UserDataList.map((data: any) => [data.User.Id, stateOf(data)]))
  return Object.fromEntries(AGENTS.map((agent) => [agent, shown.get(office.idOf(agent)) ?? 'logged-out']))
}

async function directory(office: Office): Promise<Record<string, unknown>> {
  const found = await Promise.all(
    AGENTS.map(async (name) => {
      const { answer } = await office.invokes('find-agents', { name, channel: 'EMAIL' })
      // Who has never come is not known.
      return [name, answer[0]?.state ?? 'logged-out']
    }),
  )
  return Object.fromEntries(found)
}

describe('whatever agents do, and however their events come, by several shards', () => {
  it.each([1, 2, 3])('the directory shows them as Connect does (seed %i)', async (seed) => {
    const office = await opened(seed)
    const random = new Random(seed)
    // What events tell must be enough: nobody is asked about.
    const asked: string[] = []
    office.centre.calls.onCall(({ operation, caller }) => {
      if (operation === 'GetCurrentUserData' && /findagents/i.test(caller)) asked.push(caller)
    })
    office.breaks(
      { deliver: 'twice', detailType: 'Agent Event', probability: 0.3 },
      { deliver: 'reorder', detailType: 'Agent Event', probability: 0.4 },
      { deliver: 'late', detailType: 'Agent Event', probability: 0.1, lateByMs: 2 * MINUTE },
      { deliver: 'drop', detailType: 'Agent Event', probability: 0.1 },
    )
    for (let done = 0; done < DEEDS; done++) {
      await deed(office, random)
      await office.pass(random.below(20) * SECOND)
    }
    office.mends()
    await office.pass(5 * MINUTE)
    expect(await directory(office)).toEqual(await truth(office))
    expect(asked).toEqual([])
    expect(office.denied).toEqual([])
    expect(office.told('agent not recorded')).toEqual([])
    const names = office.lines.filter(({ text }) => /Silva|Okafor|Marsh/.test(text))
    expect(names).toEqual([])
  })
})
