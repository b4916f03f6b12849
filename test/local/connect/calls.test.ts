import { describe, expect, it } from 'vitest'
import { aCallCentre, aFunction, CALLER, type CallCentre, statesOf } from './a-call.ts'
import { START } from './a-centre.ts'
import { action, disconnect, endFlow, flowContent, toQueue } from './a-flow.ts'

const VOICE = { Channel: 'VOICE', Concurrency: 1 }
const EMAIL = { Channel: 'EMAIL', Concurrency: 2 }
const CLEAR_ONESELF = { AfterContactWorkConfigs: [] }

const held = (centre: CallCentre) =>
  centre.connect.people.list().flatMap(({ contacts }) => contacts.map(({ state }) => state))

describe('a call', () => {
  it('goes through its inbound flow, the queue, an agent and after-contact work', async () => {
    const centre = await aCallCentre()
    const ana = await centre.caller('ana', CLEAR_ONESELF)
    const { people } = centre.connect
    const id = await centre.connected('ana')
    expect(centre.connect.contact(id)).toMatchObject({
      ...{ Channel: 'VOICE', InitiationMethod: 'INBOUND', State: 'CONNECTED' },
      CustomerEndpoint: { Type: 'TELEPHONE_NUMBER', Address: CALLER },
    })
    people.close('ana', id)
    await centre.pass(3600)
    expect(centre.eventsOf(id)).toEqual(['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED'])
    people.close('ana', id)
    await centre.pass(0)
    expect(centre.events.at(-1)?.detail).toMatchObject({
      ...{ eventType: 'COMPLETED', channel: 'VOICE', disconnectReason: 'AGENT_DISCONNECT' },
      agentInfo: { afterContactWorkDuration: 3600 },
    })
    const changes = centre.told(ana).filter(({ EventType }) => EventType === 'STATE_CHANGE')
    expect(statesOf(changes)).toEqual(['', 'CONNECTING', 'CONNECTED', 'ENDED', ''])
  })

  it('is of a caller who hangs up, whom the flow and the agent lose', async () => {
    const centre = await aCallCentre()
    await centre.caller('ana')
    const inQueue = await centre.call()
    centre.connect.hangUp(inQueue)
    const talking = await centre.connected('ana')
    centre.connect.hangUp(talking)
    expect(held(centre)).toEqual(['ENDED'])
    for (const id of [inQueue, talking])
      expect(centre.connect.contact(id)).toMatchObject({ DisconnectReason: 'CUSTOMER_DISCONNECT' })
    expect(centre.eventsOf(inQueue)).toEqual(['INITIATED', 'QUEUED', 'DISCONNECTED', 'COMPLETED'])
    expect(() => centre.connect.hangUp(talking)).toThrow('has ended')
    expect(() => centre.connect.hangUp('other')).toThrow('there is no call other')
  })

  it('is REJECTED to the agent for whom it rang when the caller hung up, until she clears it', async () => {
    const centre = await aCallCentre()
    await centre.caller('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const id = await centre.call()
    centre.connect.hangUp(id)
    expect(held(centre)).toEqual(['REJECTED'])
    const next = await centre.call()
    expect(centre.connect.contact(next)).toMatchObject({ State: 'QUEUED' })
    centre.connect.people.close('ana', id)
    expect(centre.connect.contact(next)).toMatchObject({ State: 'CONNECTING' })
  })

  it.each([
    [
      'the setting of the channel',
      { AutoAcceptConfigs: [{ Channel: 'VOICE', AutoAccept: true }] },
      'CONNECTED',
    ],
    ['the setting of her phone', { PhoneConfig: { PhoneType: 'SOFT_PHONE', AutoAccept: true } }, 'CONNECTED'],
    ['nothing', {}, 'CONNECTING'],
  ])('is accepted by itself where an agent has it by %s', async (_, more, State) => {
    const centre = await aCallCentre()
    await centre.caller('ana', more)
    centre.connect.people.setStatus('ana', 'Available')
    expect(centre.connect.contact(await centre.call())).toMatchObject({ State })
  })

  it('has after-contact work as the channel says, else as the phone says', async () => {
    const centre = await aCallCentre()
    const phone = { PhoneConfig: { PhoneType: 'SOFT_PHONE', AfterContactWorkTimeLimit: 30 } }
    await centre.caller('ana', phone)
    const id = await centre.connected('ana')
    centre.connect.people.close('ana', id)
    await centre.pass(29)
    expect(held(centre)).toEqual(['ENDED'])
    await centre.pass(1)
    expect(held(centre)).toEqual([])
  })

  it('is busy at the quota of calls, and answered again when one is over', async () => {
    const centre = await aCallCentre({ concurrentCalls: 1 })
    const id = await centre.call()
    expect(await centre.call()).toContain('calls per instance: 1 are active, the quota is 1')
    centre.connect.hangUp(id)
    expect(centre.connect.contact(await centre.call())).toMatchObject({ State: 'QUEUED' })
  })

  it('is refused where the numbers or the flow are none', async () => {
    const centre = await aCallCentre()
    const calling = (given: object) => () =>
      centre.connect.receiveCall({ from: CALLER, to: '+15550100', flow: 'Call', ...given })
    expect(calling({ from: 'ada@customer.example' })).toThrow('ada@customer.example is no phone number')
    await centre.ask('UpdateInstanceAttribute', { AttributeType: 'INBOUND_CALLS', Value: 'false' })
    expect(calling({})).toThrow('instance acme takes no inbound calls')
    expect(calling({ flow: 'Default agent transfer' })).toThrow('there is no published inbound flow')
  })

  it('hears the customer queue flow while it waits, whose interrupts go back to the loop until an agent takes it', async () => {
    const centre = await aCallCentre()
    const { block, seen } = await aFunction(centre)
    const prompts = {
      Identifier: 'Prompts',
      Type: 'MessageParticipantIteratively',
      Parameters: { Messages: [{ Text: 'Please wait.' }], InterruptFrequencySeconds: '30' },
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
    const resume = { ...disconnect, Identifier: 'Resume', Type: 'EndFlowExecution' }
    const waiting = await centre.flow('Waiting', flowContent([prompts, block, resume]), 'CUSTOMER_QUEUE')
    const hook = action('UpdateContactEventHooks', { EventHooks: { CustomerQueue: waiting } })
    await centre.flow('With music', flowContent([hook, ...toQueue(centre.queueId), disconnect]))
    await centre.caller('ana')
    const id = await centre.call('With music')
    await centre.pass(95)
    expect(seen).toHaveLength(3)
    expect(seen[0]).toMatchObject({
      ...{ Channel: 'VOICE', ContactId: id, InitiationMethod: 'INBOUND' },
      CustomerEndpoint: { Address: CALLER, Type: 'TELEPHONE_NUMBER' },
    })
    centre.connect.people.setStatus('ana', 'Available')
    centre.connect.people.accept('ana', id)
    await centre.pass(300)
    expect(seen).toHaveLength(3)
  })

  it('is joined after what agent and caller hear first, which nothing but the caller can stop', async () => {
    const centre = await aCallCentre()
    const { block, seen } = await aFunction(centre)
    let asked = 0
    const slow = 'arn:aws:lambda:us-east-1:111122223333:function:slow'
    centre.functions.set(
      slow,
      () => new Promise((resolve) => centre.timeline.after(5000, 'slow', () => resolve({ n: asked++ }))),
    )
    await centre.ask('AssociateLambdaFunction', { FunctionArn: slow })
    const brief = action('InvokeLambdaFunction', { LambdaFunctionARN: slow, InvocationTimeLimitSeconds: '8' })
    const AgentWhisper = await centre.flow('Brief', flowContent([brief, endFlow]), 'AGENT_WHISPER')
    const CustomerWhisper = await centre.flow('Tell', flowContent([block, endFlow]), 'CUSTOMER_WHISPER')
    const hooks = [{ AgentWhisper }, { CustomerWhisper }].map((EventHooks) =>
      action('UpdateContactEventHooks', { EventHooks }),
    )
    await centre.flow('Briefed', flowContent([...hooks, ...toQueue(centre.queueId), disconnect]))
    await centre.caller('ana')
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    const id = await centre.call('Briefed')
    people.accept('ana', id)
    await centre.pass(4)
    expect(held(centre)).toEqual(['CONNECTING'])
    for (const deed of ['accept', 'reject'] as const)
      expect(() => people[deed]('ana', id)).toThrow(`ana has accepted contact ${id} already`)
    people.logOut('ana')
    await centre.pass(1)
    expect([asked, seen.length, held(centre)]).toEqual([1, 1, ['CONNECTED']])
    expect(centre.events.at(-1)?.detail).toMatchObject({
      eventType: 'CONNECTED_TO_AGENT',
      agentInfo: { connectedToAgentTimestamp: new Date(START + 6000).toISOString() },
    })
    people.close('ana', id)
    people.close('ana', id)
    people.setStatus('ana', 'Available')
    const other = await centre.call('Briefed')
    people.accept('ana', other)
    await centre.pass(1)
    centre.connect.hangUp(other)
    await centre.pass(60)
    expect([seen.length, held(centre)]).toEqual([1, ['REJECTED']])
    expect(centre.eventsOf(other)).not.toContain('CONNECTED_TO_AGENT')
  })

  it('takes the error branch of what is not modelled of it, or not done to calls', async () => {
    const centre = await aCallCentre()
    const { block, seen } = await aFunction(centre)
    const whisper = action('UpdateContactEventHooks', { EventHooks: { AgentHold: centre.flowId } })
    const failing = {
      ...whisper,
      errors: undefined,
      Transitions: {
        NextAction: 'Disconnect',
        Errors: [{ NextAction: block.Identifier, ErrorType: 'NoMatchingError' }],
      },
    }
    const { errors: _, ...first } = failing
    await centre.flow('Whispering', flowContent([first, block, disconnect]))
    await centre.call('Whispering')
    expect(seen).toHaveLength(1)
  })

  it('can be stopped by the API, but not transferred', async () => {
    const centre = await aCallCentre()
    await centre.caller('ana')
    const ContactId = await centre.call()
    const to = { ContactId, QueueId: centre.billingQueueId, ContactFlowId: centre.flowId }
    await expect(centre.ask('TransferContact', to)).rejects.toThrow('only TASK and EMAIL')
    await centre.ask('StopContact', { ContactId })
    expect(centre.connect.contact(ContactId)).toMatchObject({ DisconnectReason: 'API' })
  })
})

describe('an agent of several channels', () => {
  const offered = async (channels: readonly object[], switches = {}) => {
    const centre = await aCallCentre(switches, channels)
    await centre.caller('ana')
    const call = await centre.connected('ana')
    const [mail = ''] = centre.mail()
    await centre.pass(10)
    const during = centre.connect.contact(mail)
    centre.connect.people.close('ana', call)
    const wrappingUp = centre.connect.contact(mail)
    centre.connect.people.close('ana', call)
    return [during, wrappingUp, centre.connect.contact(mail)].map((contact: any) => contact.State)
  }
  const open = { CrossChannelBehavior: { BehaviorType: 'ROUTE_ANY_CHANNEL' } }
  const shut = { CrossChannelBehavior: { BehaviorType: 'ROUTE_CURRENT_CHANNEL_ONLY' } }

  it.each([
    ['nothing else, until she has cleared it', [VOICE, EMAIL], {}, 'QUEUED'],
    [
      'nothing else where her profile says so',
      [{ ...VOICE, ...shut }, EMAIL],
      { crossChannelUnsaid: 'ROUTE_ANY_CHANNEL' },
      'QUEUED',
    ],
    ['the rest as well where her profile says so', [{ ...VOICE, ...open }, EMAIL], {}, 'CONNECTING'],
    [
      'the rest as well where silence means that',
      [VOICE, EMAIL],
      { crossChannelUnsaid: 'ROUTE_ANY_CHANNEL' },
      'CONNECTING',
    ],
  ])('is offered, beside a call, %s', async (_, channels, switches, meanwhile) => {
    expect(await offered(channels, switches)).toEqual([meanwhile, meanwhile, 'CONNECTING'])
  })

  it('is offered no call while she has an email in hand', async () => {
    const centre = await aCallCentre({}, [VOICE, EMAIL])
    await centre.caller('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const [mail = ''] = centre.mail()
    await centre.pass(10)
    centre.connect.people.accept('ana', mail)
    const call = await centre.call()
    expect(centre.connect.contact(call)).toMatchObject({ State: 'QUEUED' })
    centre.connect.people.close('ana', mail)
    expect(centre.connect.contact(call)).toMatchObject({ State: 'CONNECTING' })
  })
})
