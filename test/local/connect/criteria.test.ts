import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aCentre, START, type TestCentre } from './a-centre.ts'
import { disconnect, flowContent, preferring, toQueue } from './a-flow.ts'

const SIXTEEN_HOURS = 57_600

const step = (AgentIds: string[], seconds?: number) => ({
  Expression: {
    AttributeCondition: { ComparisonOperator: 'Match', MatchCriteria: { AgentsCriteria: { AgentIds } } },
  },
  ...(seconds === undefined ? {} : { Expiry: { DurationInSeconds: seconds } }),
})

async function held(centre: TestCentre, agentId: string, seconds = SIXTEEN_HOURS): Promise<string> {
  const content = flowContent([preferring(agentId, seconds), ...toQueue(centre.queueId), disconnect])
  await centre.associate('hold@acme.email.connect.aws', await centre.flow('Hold', content))
  const [id = ''] = centre.mail({ to: [{ name: '', address: 'hold@acme.email.connect.aws' }] })
  await centre.pass(10)
  return id
}

const contactOf = async (centre: TestCentre, ContactId: string) =>
  (await centre.ask('DescribeContact', { ContactId })).Contact

describe('a preferred-agent step', () => {
  it('keeps the contact for its agent, to the millisecond, and then opens it with an event', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    await centre.agent('ben')
    centre.connect.people.setStatus('ben', 'Available')
    const id = await held(centre, owner)
    const queuedAt = (await contactOf(centre, id)).QueueInfo.EnqueueTimestamp.getTime()
    const endsAt = queuedAt + SIXTEEN_HOURS * 1000

    await centre.timeline.advance(endsAt - 1 - centre.timeline.now())
    expect(await contactOf(centre, id)).toMatchObject({
      RoutingCriteria: {
        Index: 0,
        Steps: [{ Status: 'ACTIVE', Expiry: { ExpiryTimestamp: new Date(endsAt) } }],
      },
    })
    expect(centre.connect.timeline(id).map(({ what }) => what)).not.toContain('offered')

    await centre.timeline.advance(1)
    expect(centre.connect.timeline(id).at(-1)).toMatchObject({ what: 'offered', at: endsAt })
    expect(centre.events.at(-1)?.detail).toMatchObject({
      eventType: 'CONTACT_DATA_UPDATED',
      updatedProperties: ['RoutingCriteria.Step.Status'],
      routingCriteria: { steps: [{ status: 'EXPIRED', expiry: { durationInSeconds: SIXTEEN_HOURS } }] },
    })
  })

  it('gives the contact to its agent the moment she is free, and is JOINED when she takes it', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    const id = await held(centre, owner)
    await centre.pass(3 * 3600)
    centre.connect.people.setStatus('owner', 'Available')
    centre.connect.people.accept('owner', id)
    expect((await contactOf(centre, id)).RoutingCriteria.Steps[0].Status).toBe('JOINED')
    const [connected, updated] = centre.events.slice(-2)
    expect(connected?.detail.eventType).toBe('CONNECTED_TO_AGENT')
    expect(updated?.detail.updatedProperties).toEqual(['RoutingCriteria.Step.Status'])
    await centre.pass(SIXTEEN_HOURS)
    expect((await contactOf(centre, id)).RoutingCriteria.Steps[0].Status).toBe('JOINED')
  })

  it.each([
    ['is offline', async () => {}],
    ['is deleted', (centre: TestCentre, UserId: string) => centre.ask('DeleteUser', { UserId })],
  ])('reserves the contact although its agent %s', async (_, absent) => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    await absent(centre, owner)
    await centre.agent('ben')
    centre.connect.people.setStatus('ben', 'Available')
    const id = await held(centre, owner)
    await centre.pass(3600)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
  })

  it('runs on while its agent misses the contact', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    const id = await held(centre, owner, 60)
    centre.connect.people.setStatus('owner', 'Available')
    await centre.pass(45)
    const before = (await contactOf(centre, id)).RoutingCriteria.Steps[0].Expiry.ExpiryTimestamp
    expect(before.getTime()).toBeLessThan(START + 75_000)
    expect(centre.connect.timeline(id).map(({ what }) => what)).toContain('missed')
    await centre.pass(30)
    expect((await contactOf(centre, id)).RoutingCriteria.Steps[0].Status).toBe('EXPIRED')
  })

  it('names agents by id; an ARN or username reserves and matches nobody unless the switch says so', async () => {
    const strict = await aCentre()
    await strict.agent('owner')
    const id = await held(strict, 'owner')
    strict.connect.people.setStatus('owner', 'Available')
    expect(strict.connect.contact(id)).toMatchObject({ State: 'QUEUED' })

    const lenient = await aCentre({ agentIdForms: ['id', 'username'] })
    await lenient.agent('owner')
    const other = await held(lenient, 'owner')
    lenient.connect.people.setStatus('owner', 'Available')
    expect(lenient.connect.contact(other)).toMatchObject({ State: 'CONNECTING' })
  })

  it('expires at enqueue time plus its duration, whatever the duration, and never before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 5 }),
        async (durations) => {
          const centre = await aCentre()
          const [id = ''] = centre.mail()
          await centre.pass(10)
          const begunAt = centre.timeline.now()
          await centre.ask('UpdateContactRoutingData', {
            ContactId: id,
            RoutingCriteria: { Steps: durations.map((seconds) => step(['nobody'], seconds)) },
          })
          await centre.pass(durations.reduce((sum, seconds) => sum + seconds, 0))
          const expired = centre.connect.timeline(id).filter(({ what }) => what === 'routing step expired')
          let due = begunAt
          const instants = durations.map((seconds) => {
            due += seconds * 1000
            return due
          })
          expect(expired.map(({ at }) => at)).toEqual(instants)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('UpdateContactRoutingData', () => {
  it('replaces the criteria of a waiting contact and starts them anew', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    const ben = await centre.agent('ben')
    centre.connect.people.setStatus('ben', 'Available')
    const id = await held(centre, owner)
    await centre.ask('UpdateContactRoutingData', { ContactId: id, RoutingCriteria: { Steps: [step([ben])] } })
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTING' })
    await centre.pass(SIXTEEN_HOURS)
    expect((await contactOf(centre, id)).RoutingCriteria.Steps).toMatchObject([{ Status: 'ACTIVE' }])
  })

  it.each([
    ['both urgencies', { QueuePriority: 1, QueueTimeAdjustmentSeconds: 5 }, 'exclude each other'],
    ['nothing', {}, 'is needed'],
    ['priority 0', { QueuePriority: 0 }, '1 and more'],
    ['six steps', { RoutingCriteria: { Steps: Array(6).fill(step(['a'], 5)) } }, '1 to 5'],
    ['no steps', { RoutingCriteria: { Steps: [] } }, '1 to 5'],
    ['eleven agents', { RoutingCriteria: { Steps: [step(Array(11).fill('a'), 5)] } }, '1 to 10'],
    ['no second', { RoutingCriteria: { Steps: [step(['a'], 0)] } }, '1 to'],
    [
      'no expiry but on the last step',
      { RoutingCriteria: { Steps: [step(['a']), step(['b'])] } },
      'last step',
    ],
    [
      'proficiencies',
      { RoutingCriteria: { Steps: [{ Expression: { AttributeCondition: { Name: 'Language' } } }] } },
      'not modelled',
    ],
  ])('refuses %s', async (_, input, message) => {
    const centre = await aCentre()
    const [ContactId] = centre.mail()
    await centre.pass(10)
    await expect(centre.ask('UpdateContactRoutingData', { ContactId, ...input })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    })
  })

  it('refuses with ResourceConflictException what waits no more, and with ResourceNotFoundException the unknown', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const [ContactId = ''] = centre.mail()
    const routing = { RoutingCriteria: { Steps: [step(['a'], 5)] } }
    const update = (id: string) => centre.ask('UpdateContactRoutingData', { ContactId: id, ...routing })
    await expect(update(ContactId)).rejects.toMatchObject({ name: 'ResourceConflictException' })
    await centre.pass(10)
    await expect(update(ContactId)).resolves.toEqual({})
    centre.connect.people.accept('ana', ContactId)
    await expect(update(ContactId)).rejects.toMatchObject({ name: 'ResourceConflictException' })
    await expect(update('unknown')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it.each([
    ['ignored', 'QUEUED'],
    ['clears', 'CONNECTING'],
  ] as const)('takes no steps as the switch says: %s', async (emptySteps, State) => {
    const centre = await aCentre({ emptySteps })
    const owner = await centre.agent('owner')
    await centre.agent('ben')
    centre.connect.people.setStatus('ben', 'Available')
    const id = await held(centre, owner)
    await centre.ask('UpdateContactRoutingData', { ContactId: id, RoutingCriteria: { Steps: [] } })
    expect(centre.connect.contact(id)).toMatchObject({ State })
  })

  it('refuses sixteen hours by API and in a flow where the switch says so', async () => {
    const centre = await aCentre({ longestStepSeconds: SIXTEEN_HOURS - 1 })
    const [ContactId] = centre.mail()
    await centre.pass(10)
    const routing = { RoutingCriteria: { Steps: [step(['a'], SIXTEEN_HOURS)] } }
    await expect(centre.ask('UpdateContactRoutingData', { ContactId, ...routing })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    const content = flowContent([preferring('a', SIXTEEN_HOURS), ...toQueue(centre.queueId), disconnect])
    await expect(centre.flow('Hold', content)).rejects.toMatchObject({ name: 'InvalidContactFlowException' })
  })

  it('lets a priority take effect after a minute', async () => {
    const centre = await aCentre()
    const [ContactId = ''] = centre.mail()
    await centre.pass(10)
    await centre.ask('UpdateContactRoutingData', { ContactId, QueuePriority: 1 })
    await centre.pass(59)
    expect((await contactOf(centre, ContactId)).QueuePriority).toBe(5)
    await centre.pass(1)
    expect((await contactOf(centre, ContactId)).QueuePriority).toBe(1)
  })
})

describe('criteria and transfers', () => {
  it('begin again at step 1 in the next queue if no agent had joined', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    const id = await held(centre, owner)
    await centre.pass(3600)
    const flow = await centre.flow('Move', flowContent([...toQueue(centre.billingQueueId), disconnect]))
    const transfer = { ContactId: id, ContactFlowId: flow, QueueId: centre.billingQueueId }
    const { ContactId } = await centre.ask('TransferContact', transfer)
    await centre.pass(1)
    const { RoutingCriteria, QueueInfo } = await contactOf(centre, ContactId)
    expect(RoutingCriteria.Steps[0].Status).toBe('ACTIVE')
    expect(RoutingCriteria.Steps[0].Expiry.ExpiryTimestamp.getTime()).toBe(
      QueueInfo.EnqueueTimestamp.getTime() + SIXTEEN_HOURS * 1000,
    )
  })

  it('are gone once an agent had the contact', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    const id = await held(centre, owner)
    centre.connect.people.setStatus('owner', 'Available')
    centre.connect.people.accept('owner', id)
    const next = centre.connect.people.transfer('owner', id, { queue: 'Billing' })
    await centre.pass(1)
    expect((await contactOf(centre, next)).RoutingCriteria).toBeUndefined()
  })

  it('do nothing in an agent’s own queue, though their activation time is set', async () => {
    const centre = await aCentre()
    const owner = await centre.agent('owner')
    await centre.agent('ben')
    const content = flowContent([...preferringBen(owner), disconnect])
    await centre.associate('own@acme.email.connect.aws', await centre.flow('Own', content))
    const [id = ''] = centre.mail({ to: [{ name: '', address: 'own@acme.email.connect.aws' }] })
    await centre.pass(10)
    const { RoutingCriteria } = await contactOf(centre, id)
    expect(RoutingCriteria.ActivationTimestamp).toBeInstanceOf(Date)
    expect(RoutingCriteria.Steps[0].Status).toBe('INACTIVE')
    centre.connect.people.setStatus('owner', 'Available')
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTING' })
  })
})

function preferringBen(ownerId: string) {
  const [target, transfer] = toQueue('none')
  return [
    preferring('ben', 60),
    { ...target!, Parameters: { AgentId: ownerId }, Identifier: 'Own queue' },
    transfer!,
  ]
}
