import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aCallCentre, aFunction, type CallCentre, statesOf } from './a-call.ts'
import { START } from './a-centre.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

const iso = (seconds: number) => new Date(START + seconds * 1000).toISOString()
const since = (event: any) => event.CurrentAgentSnapshot.Contacts[0].StateStartTimestamp
const lastOf = (centre: CallCentre, userId: string) => centre.told(userId).at(-1)

/** Ana has taken a call, ten seconds into the run; she puts it on hold ten seconds later. */
async function onHold(switches: Parameters<typeof aCallCentre>[0] = {}) {
  const centre = await aCallCentre(switches)
  const ana = await centre.caller('ana')
  const id = await centre.connected('ana')
  await centre.pass(10)
  centre.connect.people.hold('ana', id)
  await centre.pass(0)
  return { centre, ana, id, people: centre.connect.people }
}

/** A call whose hold flow has these blocks. */
async function heldWith(centre: CallCentre, hold: Parameters<typeof flowContent>[0]): Promise<string> {
  const flow = await centre.flow('Hold', flowContent(hold), 'CUSTOMER_HOLD')
  const hook = action('UpdateContactEventHooks', { EventHooks: { CustomerHold: flow } })
  await centre.flow('Held', flowContent([hook, ...toQueue(centre.queueId), disconnect]))
  await centre.caller('ana')
  centre.connect.people.setStatus('ana', 'Available')
  const id = await centre.call('Held')
  centre.connect.people.accept('ana', id)
  centre.connect.people.hold('ana', id)
  await centre.pass(1)
  return id
}

const music = {
  Identifier: 'Music',
  Type: 'MessageParticipantIteratively',
  Parameters: { Messages: [{ Text: 'One moment.' }] },
  Transitions: {},
}

describe('a call on hold', () => {
  it('is an agent event at its instant, whose state seems to have begun with the conversation', async () => {
    const { centre, ana, id, people } = await onHold()
    expect(statesOf(centre.told(ana)).slice(-2)).toEqual(['CONNECTED', 'CONNECTED_ONHOLD'])
    const held = lastOf(centre, ana)
    expect(held).toMatchObject({ EventType: 'STATE_CHANGE', EventTimestamp: iso(20) })
    expect(since(held)).toBe(iso(1))
    expect(held.CurrentAgentSnapshot.Contacts[0].ConnectedToAgentTimestamp).toBe(iso(1))
    await centre.pass(100)
    people.resume('ana', id)
    await centre.pass(0)
    expect(lastOf(centre, ana)).toMatchObject({ EventTimestamp: iso(120) })
    expect(statesOf([lastOf(centre, ana)])).toEqual(['CONNECTED'])
    expect(since(lastOf(centre, ana))).toBe(iso(1))
  })

  it('has its own beginning in agent events where the switch says so', async () => {
    const { centre, ana } = await onHold({ agentEventsRestartHold: true })
    expect(since(lastOf(centre, ana))).toBe(iso(20))
  })

  it('is seen by GetCurrentUserData, with the beginning of the conversation', async () => {
    const { centre, ana } = await onHold()
    const { UserDataList } = await centre.ask('GetCurrentUserData', {
      Filters: { Agents: [ana], ContactFilter: { ContactStates: ['CONNECTED_ONHOLD'] } },
    })
    expect(UserDataList[0].Contacts).toMatchObject([
      { AgentContactState: 'CONNECTED_ONHOLD', StateStartTimestamp: new Date(START + 1000) },
    ])
  })

  it('is no contact event; the seconds of all holds are told when the call ends', async () => {
    const { centre, id, people } = await onHold()
    const before = centre.eventsOf(id)
    await centre.pass(30)
    people.resume('ana', id)
    people.hold('ana', id)
    await centre.pass(12)
    expect(centre.eventsOf(id)).toEqual(before)
    people.close('ana', id)
    const ended = centre.events.find(({ detail }) => detail.eventType === 'DISCONNECTED')
    expect(ended?.detail.agentInfo.agentInitiatedHoldDuration).toBe(42)
    expect(centre.connect.contact(id)).toMatchObject({ AgentInfo: { AgentInitiatedHoldDuration: 42 } })
  })

  it('is repeated by heartbeats only every 120 seconds', async () => {
    const { centre, ana } = await onHold()
    const before = centre.told(ana).length
    await centre.pass(119)
    expect(centre.told(ana)).toHaveLength(before)
    await centre.pass(1)
    expect(lastOf(centre, ana)).toMatchObject({ EventType: 'HEART_BEAT' })
    expect(statesOf([lastOf(centre, ana)])).toEqual(['CONNECTED_ONHOLD'])
  })

  it('is refused for what is not connected, held already, or no call', async () => {
    const { id, people } = await onHold()
    expect(() => people.hold('ana', id)).toThrow(`contact ${id} is CONNECTED_ONHOLD at ana`)
    people.resume('ana', id)
    expect(() => people.resume('ana', id)).toThrow(`contact ${id} is CONNECTED at ana`)
    people.close('ana', id)
    expect(() => people.hold('ana', id)).toThrow(`contact ${id} is ENDED at ana`)
  })

  it('cannot be cleared by API as if it were over', async () => {
    const { centre, ana, id } = await onHold()
    const dismissed = centre.ask('DismissUserContact', { UserId: ana, ContactId: id })
    await expect(dismissed).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })
})

describe('the hold flow of a call', () => {
  it('runs with its function at each hold, and stops when the caller is back', async () => {
    const centre = await aCallCentre()
    const { block, seen } = await aFunction(centre)
    const id = await heldWith(centre, [block, music])
    expect(seen).toMatchObject([{ ContactId: id, Channel: 'VOICE' }])
    centre.connect.people.resume('ana', id)
    centre.connect.people.hold('ana', id)
    await centre.pass(1)
    expect(seen).toHaveLength(2)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTED' })
  })

  it('leaves the caller on hold where its function fails', async () => {
    const centre = await aCallCentre()
    const { block, seen } = await aFunction(centre, () => {
      throw new AwsError('TooManyRequestsException', 'Rate exceeded')
    })
    const id = await heldWith(centre, [block, music])
    await centre.pass(10)
    expect(seen).toHaveLength(4)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTED' })
    centre.connect.people.resume('ana', id)
  })

  it.each([
    ['never', false, 0],
    ['as they ask where the switch says so', true, 3],
  ])('has prompts that are interrupted %s', async (_, holdFlowInterrupts, times) => {
    const centre = await aCallCentre({ holdFlowInterrupts })
    const { block, seen } = await aFunction(centre)
    const prompts = {
      ...music,
      Parameters: { ...music.Parameters, InterruptFrequencySeconds: '20' },
      Transitions: {
        NextAction: block.Identifier,
        Errors: [{ NextAction: block.Identifier, ErrorType: 'NoMatchingError' }],
        Conditions: [
          {
            NextAction: block.Identifier,
            Condition: { Operator: 'Equals', Operands: ['MessagesInterrupted'] },
          },
        ],
      },
    }
    const { errors: _errors, ...again } = block
    const round = {
      ...again,
      Transitions: {
        NextAction: prompts.Identifier,
        Errors: [{ NextAction: prompts.Identifier, ErrorType: 'NoMatchingError' }],
      },
    }
    const id = await heldWith(centre, [prompts, round])
    await centre.pass(65)
    centre.connect.people.resume('ana', id)
    await centre.pass(65)
    expect(seen).toHaveLength(times)
  })

  it('is not for other channels: setting it takes the error branch', async () => {
    const centre = await aCallCentre()
    const flow = await centre.flow('Hold', flowContent([music]), 'CUSTOMER_HOLD')
    const hook = action('UpdateContactEventHooks', { EventHooks: { CustomerHold: flow } })
    const { errors: _, ...first } = hook
    const rest = toQueue(centre.queueId)
    const choosing = {
      ...first,
      Transitions: {
        NextAction: 'Disconnect',
        Errors: [{ NextAction: rest[0]?.Identifier, ErrorType: 'NoMatchingError' }],
      },
    }
    const inbound = await centre.flow('Mail on hold', flowContent([choosing, ...rest, disconnect]))
    await centre.associate('hold@acme.email.connect.aws', inbound)
    const to = [{ name: '', address: 'hold@acme.email.connect.aws' }]
    const [mail = ''] = centre.mail({ to })
    await centre.pass(10)
    expect(centre.connect.contact(mail)).toMatchObject({ State: 'QUEUED' })
  })
})
