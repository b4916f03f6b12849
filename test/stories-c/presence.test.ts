import { describe, expect, it } from 'vitest'

import type { DeliveryFault } from '../../local/faults.ts'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const openQuietly = offices()
const open: typeof openQuietly = (options = {}) => openQuietly({ heartbeats: true, sweep: false, ...options })

interface Found {
  agent: string
  name: string
  state: string
  since: string
  free: Record<string, number>
}

async function find(office: Office, name: string, more: object = {}): Promise<Found[]> {
  const { answer, error } = await office.invokes('find-agents', { name, ...more })
  expect(error).toBeUndefined()
  return answer
}

async function stateOf(office: Office, name: string, more: object = {}): Promise<string | undefined> {
  return (await find(office, name, more))[0]?.state
}

/** Writes of agents, and questions to Connect, from now on. */
function watch(office: Office) {
  const seen = { writes: 0, asked: 0 }
  office.centre.calls.onCall(({ operation, caller }) => {
    if (operation === 'UpdateItem' && /observeagents/i.test(caller)) seen.writes++
    if (operation === 'GetCurrentUserData') seen.asked++
  })
  return seen
}

/** A new instance has Available and Offline alone. */
async function hasStatus(office: Office, Name: string): Promise<void> {
  await office.call('connect', 'CreateAgentStatus', {
    ...{ InstanceId: office.instanceId(), Name, State: 'ENABLED' },
  })
}

const streamOf = (office: Office) => office.resource('AWS::Kinesis::Stream')

async function streams(office: Office, data: string | object): Promise<void> {
  const Data = Buffer.from(typeof data === 'string' ? data : JSON.stringify(data))
  await office.call('kinesis', 'PutRecord', { StreamName: streamOf(office), PartitionKey: 'k', Data })
}

/** Ana comes, works, goes to lunch, works again, and Ben leaves for the day. */
async function aMorning(office: Office): Promise<void> {
  const { people } = office.centre.connect
  office.sets('ana', 'Available')
  office.sets('ben', 'Available')
  await office.pass(MINUTE)
  people.logOut('ben')
  const { contact } = await office.customerWrites()
  await office.agentAnswers('ana', contact)
  await office.agentCloses('ana', contact)
  await office.pass(MINUTE)
  const { contact: next } = await office.customerWrites({ from: 'dan@example.net' })
  people.accept('ana', next)
  await office.pass(MINUTE)
}

async function everybody(office: Office): Promise<Record<string, unknown>> {
  const found = await Promise.all(['ana', 'ben', 'cleo'].map((name) => find(office, name)))
  return Object.fromEntries(found.flat().map(({ name, state, free }) => [name, { state, free }]))
}

describe('the directory', () => {
  it('shows an agent come, work, be full, go to lunch and leave', async () => {
    const office = await open({ sweep: false })
    const { people } = office.centre.connect
    await hasStatus(office, 'Unavailable')
    expect(await find(office, 'ana')).toEqual([])
    office.sets('ana', 'Available')
    await office.pass(2 * SECOND)
    const [ana] = await find(office, 'ANÁ')
    expect(ana).toMatchObject({ agent: office.idOf('ana'), name: 'Ana Silva', state: 'available' })
    const most = ana?.free.EMAIL ?? 0
    expect(most).toBeGreaterThan(0)

    const contacts: string[] = []
    for (let at = 0; at < most; at++) {
      const { contact } = await office.customerWrites({ from: `customer${at}@example.net` })
      people.accept('ana', contact)
      contacts.push(contact)
    }
    await office.pass(2 * SECOND)
    expect((await find(office, 'silva', { channel: 'EMAIL' }))[0]).toMatchObject({
      state: 'busy',
      free: { EMAIL: 0 },
    })
    for (const contact of contacts) await office.agentCloses('ana', contact)
    await office.pass(2 * SECOND)
    for (const contact of contacts) await office.agentCloses('ana', contact).catch(() => undefined)
    await office.pass(2 * SECOND)
    expect(await stateOf(office, 'ana', { channel: 'EMAIL' })).toBe('available')

    office.sets('ana', 'Unavailable')
    await office.pass(2 * SECOND)
    expect(await stateOf(office, 'ana')).toBe('unavailable')
    people.logOut('ana')
    await office.pass(2 * SECOND)
    expect(await stateOf(office, 'ana')).toBe('logged-out')
    await office.pass(2 * HOUR)
    expect(await stateOf(office, 'ana')).toBe('logged-out')
  })

  it('answers a flow with a flat map of strings, none of them empty', async () => {
    const office = await open({ sweep: false })
    office.sets('ana', 'Available')
    await office.pass(2 * SECOND)
    const event = (Parameters: object) => ({
      Name: 'ContactFlowEvent',
      Details: { ContactData: {}, Parameters },
    })
    const { answer } = await office.invokes('find-agents', event({ name: 'an', channel: 'email' }))
    expect(answer).toEqual({
      found: '1',
      agent1: office.idOf('ana'),
      name1: 'Ana Silva',
      state1: 'available',
      free1: expect.stringMatching(/^[1-9]$/),
      since1: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect((await office.invokes('find-agents', event({ name: 'nobody' }))).answer).toEqual({ found: '0' })
    expect((await office.invokes('find-agents', event({}))).error).toBe('MalformedAgentQuestion')
  })

  it('is not written for heartbeats that change nothing, and reads a list in three requests', async () => {
    const office = await open({ sweep: false })
    for (const agent of ['ana', 'ben', 'cleo']) office.sets(agent, 'Available')
    await office.pass(MINUTE)
    const seen = watch(office)
    let beats = 0
    let reads = 0
    office.centre.calls.onCall(({ operation, service }) => {
      if (operation === 'PutRecords' && service === 'kinesis') beats++
      if (operation === 'Query' || operation === 'BatchGetItem' || operation === 'GetItem') reads++
    })
    await office.pass(10 * MINUTE)
    expect(beats).toBeGreaterThanOrEqual(4)
    expect(seen.writes).toBe(0)
    reads = 0
    expect(await find(office, 'a')).toHaveLength(3)
    expect(reads).toBe(3)
  })
})

describe('agent events', () => {
  const rule = (deliver: DeliveryFault['deliver'], probability: number): DeliveryFault => ({
    deliver,
    probability,
    detailType: 'Agent Event',
    ...(deliver === 'late' && { lateByMs: 3 * MINUTE }),
  })

  /** The same morning with every event on time: played once, and what all others are held against. */
  let undisturbed: Promise<Record<string, unknown>> | undefined
  const asItIs = () => {
    undisturbed ??= open({ sweep: false }).then(async (office) => {
      await aMorning(office)
      await office.pass(10 * MINUTE)
      return everybody(office)
    })
    return undisturbed
  }

  it.each<[string, DeliveryFault[], number]>([
    ['all twice', [rule('twice', 1)], 1],
    ['in any order', [rule('reorder', 1)], 2],
    ['all three minutes late', [rule('late', 1)], 3],
    ['half of them lost, but for what heartbeats tell', [rule('drop', 0.5)], 4],
    [
      'some of everything',
      [rule('late', 0.3), rule('twice', 0.4), rule('reorder', 0.5), rule('drop', 0.2)],
      5,
    ],
  ])('%s: everybody is shown as they are in the end', async (_, rules, seed) => {
    const expected = await asItIs()
    const office = await open({ sweep: false, seed })
    office.breaks(...rules)
    await aMorning(office)
    await office.pass(6 * MINUTE)
    office.mends()
    await office.pass(4 * MINUTE)
    expect(await everybody(office)).toEqual(expected)
    expect(await office.deadLetters()).toEqual({})
  })

  it.each([-5, 5])(
    'by a clock %i minutes off that of contacts and ours: everybody is shown as they are',
    async (minutes) => {
      const expected = await asItIs()
      const office = await open({ sweep: false, switches: { agentEventClockAheadMs: minutes * MINUTE } })
      await aMorning(office)
      await office.pass(3 * MINUTE)
      const seen = watch(office)
      expect(await everybody(office)).toEqual(expected)
      office.sets('ben', 'Available')
      await office.pass(2 * SECOND)
      expect(await stateOf(office, 'ben')).toBe('available')
      expect(seen.asked).toBe(0)
    },
  )

  it('that are unreadable are set aside one by one, and the shard goes on', async () => {
    const office = await open({ sweep: false })
    await hasStatus(office, 'Unavailable')
    office.sets('ana', 'Available')
    await streams(office, '{"AgentARN": "…" // as published\n},')
    office.sets('ben', 'Available')
    await streams(office, {
      AgentARN: 'arn:aws:connect:us-east-1:1:instance/i/agent/a',
      EventTimestamp: 'never',
    })
    office.sets('cleo', 'Available')
    await office.pass(3 * MINUTE)
    for (const name of ['ana', 'ben', 'cleo']) expect(await stateOf(office, name)).toBe('available')
    office.sets('cleo', 'Unavailable')
    await office.pass(2 * SECOND)
    expect(await stateOf(office, 'cleo')).toBe('unavailable')
    expect(Object.values(await office.deadLetters())).toEqual([2])
    expect(office.told('record unreadable').map(({ why }) => why)).toContain('the record: expected JSON')
  })

  it('of an agent that nobody knows make them known; of another instance, nothing', async () => {
    const office = await open({ sweep: false })
    const instance = `arn:aws:connect:us-east-1:111122223333:instance/${office.instanceId()}`
    const event = (InstanceARN: string, id: string) => ({
      AgentARN: `${InstanceARN}/agent/${id}`,
      CurrentAgentSnapshot: {
        AgentStatus: { Name: 'Available', StartTimestamp: new Date(office.now()).toISOString() },
      },
      Configuration: { FirstName: 'Zed', LastName: id },
      EventId: id,
      EventTimestamp: new Date(office.now()).toISOString(),
      EventType: 'STATE_CHANGE',
      InstanceARN,
    })
    await streams(office, event(instance, 'unknown'))
    await streams(office, event('arn:aws:connect:us-east-1:111122223333:instance/other', 'stranger'))
    await office.pass(2 * SECOND)
    expect((await find(office, 'zed')).map(({ agent }) => agent)).toEqual(['unknown'])
  })

  it('that the table refuses for a while come again', async () => {
    const office = await open({ sweep: false })
    office.breaks({
      operation: 'UpdateItem',
      caller: 'observeagents',
      error: 'InternalServerError',
      when: 'before',
      until: office.now() + 5 * SECOND,
    })
    office.sets('ana', 'Available')
    await office.pass(MINUTE)
    expect(await stateOf(office, 'ana')).toBe('available')
    expect(await office.deadLetters()).toEqual({})
  })
})

describe('an agent of whom nothing was heard for long', () => {
  it('is asked for, once for all that are looked for, and not again soon', async () => {
    const office = await open({ sweep: false })
    await hasStatus(office, 'Unavailable')
    office.sets('ana', 'Available')
    office.sets('cleo', 'Available')
    await office.pass(2 * SECOND)
    office.breaks({ deliver: 'drop', detailType: 'Agent Event', probability: 1 })
    office.sets('ana', 'Unavailable')
    office.centre.connect.people.logOut('cleo')
    await office.pass(10 * MINUTE)
    const seen = watch(office)
    expect(await stateOf(office, 'ana')).toBe('available')
    expect(seen.asked).toBe(0)
    await office.pass(6 * MINUTE)
    const states = async () =>
      (await find(office, 'a', { atMost: 2 })).map(({ name, state }) => [name, state])
    expect(await states()).toEqual([
      ['Cleo Marsh', 'logged-out'],
      ['Ana Silva', 'unavailable'],
    ])
    expect(seen.asked).toBe(1)
    expect(await states()).toHaveLength(2)
    expect(seen.asked).toBe(1)
  })

  it('is shown as last known where Connect does not answer', async () => {
    const office = await open({ sweep: false })
    office.sets('ana', 'Available')
    await office.pass(20 * MINUTE)
    office.breaks({ operation: 'GetCurrentUserData', error: 'AccessDeniedException', when: 'before' })
    expect(await stateOf(office, 'ana')).toBe('available')
    expect(office.told('agents not refreshed')).toHaveLength(1)
    office.denied.splice(0)
  })
})
