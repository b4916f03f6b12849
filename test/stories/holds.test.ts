import { describe, expect, it } from 'vitest'
import { BILLING } from './build.ts'
import { HOUR, MINUTE, type Office, SECOND } from './office.ts'
import { offices } from './offices.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

/** A reply to Ana, who is logged out, while Ben has nothing to do. */
async function heldReply(office: Office, to?: string): Promise<string> {
  const letter = to === undefined ? {} : { to }
  const { answer } = await office.threadOf('ana', letter)
  office.sets('ben', 'Available')
  const { contact } = await office.customerWrites({ ...letter, answers: answer })
  expect(await office.record(contact)).toMatchObject({ holdOwner: office.idOf('ana') })
  return contact
}

const offeredAt = (office: Office, contact: string) =>
  office.happenings(contact, 'offered').map(({ at }) => at)

/** Calls of functions and state machines, without what the queue of events costs; what agents do is nobody's hold. */
const callsOfOurs = (office: Office) =>
  office.centre.calls
    .entries()
    .filter(({ caller }) => caller.startsWith('homeward') && !/observeagents/i.test(caller))
    .reduce((sum, { calls }) => sum + calls, 0)

describe('the deadline (E5), where Connect itself ends the hold', () => {
  it('opens the contact at sixteen hours: not a second before, and not after', async () => {
    const office = await open({ sweep: false })
    const contact = await heldReply(office)
    await office.pass(16 * HOUR + MINUTE)
    expect(office.offers(contact)[0]).toEqual({ agent: 'ben', after: 16 * 3600 })
    expect(office.told('hold over')).toEqual([expect.objectContaining({ contact, reason: 'expired' })])
  })

  it('costs no call between its start and its end, and none to Connect at its end', async () => {
    const office = await open({ sweep: false })
    const contact = await heldReply(office)
    await office.pass(MINUTE)
    const before = callsOfOurs(office)
    await office.pass(15 * HOUR)
    expect(callsOfOurs(office)).toBe(before)
    await office.pass(2 * HOUR)
    expect(office.told('hold reviewed')).toEqual([
      expect.objectContaining({ contact, outcome: 'over', reason: 'expired' }),
    ])
    const toConnect = office.centre.calls
      .entries()
      .filter(
        ({ service, operation }) =>
          service === 'connect' &&
          ['DescribeContact', 'UpdateContactRoutingData', 'TransferContact'].includes(operation),
      )
    expect(toConnect.filter(({ caller }) => /hold/.test(caller))).toEqual([])
  })

  it('is found out by asking Connect when its event never came', async () => {
    const office = await open({ sweep: false })
    const contact = await heldReply(office)
    office.breaks({ deliver: 'drop', probability: 1 })
    await office.pass(16 * HOUR + 2 * MINUTE)
    expect(office.offers(contact)[0]).toEqual({ agent: 'ben', after: 16 * 3600 })
    expect(await office.record(contact)).toMatchObject({ holdEnd: 'expired' })
  })
})

describe('the deadline (E5), where the state machine alone ends the hold', () => {
  it('opens the contact at sixteen hours: not before, and within seconds', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const contact = await heldReply(office)
    const { receivedAt, holdUntil } = (await office.record(contact)) ?? {}
    expect(holdUntil).toBe(Math.ceil((receivedAt + 16 * HOUR) / SECOND) * SECOND)
    await office.passUntil(holdUntil - 1)
    expect(office.offers(contact)).toEqual([])
    await office.pass(3 * SECOND)
    expect(office.offers(contact).map(({ agent }) => agent)).toEqual(['ben'])
    expect(office.told('hold released')).toEqual([
      expect.objectContaining({ contact, outcome: 'released', reason: 'deadline', by: 'criteria' }),
    ])
  })

  it('counts opening hours over the change to summer time', async () => {
    // Saturday noon in Berlin: 5 h, Sunday 8 h on the day that has 23, Monday 3 h: noon again, an hour earlier in UTC.
    const office = await open({ assembly: OTHER, sweep: false, start: Date.UTC(2026, 2, 28, 10, 56) })
    const { answer } = await office.threadOf('ana', { to: BILLING })
    office.sets('ben', 'Available')
    await office.passUntil(Date.UTC(2026, 2, 28, 11))
    const { contact } = await office.customerWrites({ to: BILLING, answers: answer })
    const { holdUntil } = (await office.record(contact)) ?? {}
    expect(holdUntil - Date.UTC(2026, 2, 30, 10)).toBeLessThanOrEqual(6 * SECOND)
    expect(holdUntil).toBeGreaterThan(Date.UTC(2026, 2, 30, 10))
    await office.passUntil(holdUntil - 1)
    expect(office.offers(contact)).toEqual([])
    await office.pass(3 * SECOND)
    expect(office.offers(contact).map(({ agent }) => agent)).toEqual(['ben'])
  })

  it.each([
    ['was just accepted by its owner', 'accepted-by-owner'],
    ['was just taken by another', 'accepted-by-another'],
    ['has just ended', 'contact-ended'],
  ])('leaves a contact alone that %s while Connect was being asked', async (_, reason) => {
    const office = await open({ assembly: OTHER, sweep: false })
    const contact = await heldReply(office)
    const { people } = office.centre.connect
    const happens = {
      'accepted-by-owner': () => {
        people.setStatus('ana', 'Available')
        people.accept('ana', contact)
      },
      'accepted-by-another': () => {
        void office
          .call('connect', 'AssociateContactWithUser', who('ben'))
          .then(() => people.accept('ben', contact))
      },
      'contact-ended': () => void office.call('connect', 'StopContact', { InstanceId, ContactId: contact }),
    }
    const InstanceId = office.instanceId()
    const who = (agent: string) => ({ InstanceId, ContactId: contact, UserId: office.idOf(agent) })
    office.breaks({ deliver: 'drop', probability: 1 })
    afterCall(office, 'DescribeContact', 'reviewhold', happens[reason as keyof typeof happens])
    await office.pass(17 * HOUR)
    expect(office.told('hold released')).toEqual([
      expect.objectContaining({ contact, outcome: 'over', reason }),
    ])
    expect(await office.record(contact)).toMatchObject({ holdEnd: reason })
    expect(await office.executions('HoldForOriginalAgent')).toEqual([
      expect.objectContaining({ status: 'SUCCEEDED' }),
    ])
  })

  it.each([
    ['denied for ten minutes', 'AccessDeniedException', 10, 15],
    ['denied for three hours, so that the sweep has to do it', 'AccessDeniedException', 180, 241],
  ])(
    'opens the contact late, but opens it, where DescribeContact is %s',
    async (_, error, minutes, latest) => {
      const office = await open({ assembly: OTHER, sweep: minutes > 60, deniesOnPurpose: true })
      const contact = await heldReply(office)
      const { holdUntil } = (await office.record(contact)) ?? {}
      const until = holdUntil + minutes * MINUTE
      office.breaks({ operation: 'DescribeContact', caller: 'hold', error, when: 'before', until })
      office.breaks({ operation: 'DescribeContact', caller: 'reroute', error, when: 'before', until })
      await office.passUntil(holdUntil + latest * MINUTE)
      const [first = 0] = offeredAt(office, contact)
      expect(first).toBeGreaterThanOrEqual(until)
      expect(await office.record(contact)).toMatchObject({ releasedAt: expect.any(Number) })
    },
  )

  it('opens the contact a few seconds late where DescribeContact was throttled to the end of its tries', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const contact = await heldReply(office)
    const { holdUntil } = (await office.record(contact)) ?? {}
    office.breaks({ operation: 'DescribeContact', error: 'ThrottlingException', when: 'before', times: 4 })
    await office.passUntil(holdUntil + MINUTE)
    const [first = 0] = offeredAt(office, contact)
    expect(first).toBeGreaterThanOrEqual(holdUntil)
    expect(office.told('failed')).toEqual([expect.objectContaining({ error: 'ThrottlingException' })])
  })

  it('is done with a contact that Connect does not know any more', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const contact = await heldReply(office)
    office.breaks({
      operation: 'DescribeContact',
      caller: 'reviewhold',
      error: 'ResourceNotFoundException',
      when: 'before',
    })
    await office.pass(16 * HOUR + MINUTE)
    expect(office.told('hold reviewed')).toEqual([
      expect.objectContaining({ outcome: 'over', reason: 'contact-ended' }),
    ])
    expect(await office.record(contact)).toMatchObject({ holdEnd: 'contact-ended' })
  })

  it('transfers a contact whose routing Connect will not change', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const contact = await heldReply(office)
    office.breaks({ operation: 'UpdateContactRoutingData', error: 'InvalidRequestException', when: 'before' })
    await office.pass(16 * HOUR + MINUTE)
    const next = office.successorOf(contact)
    expect(office.offers(next)[0]?.agent).toBe('ben')
    expect(await office.record(contact)).toMatchObject({ releasedAt: expect.any(Number) })
    expect(await office.record(next)).toMatchObject({ thread: office.contact(contact).associationId })
    expect(office.acknowledgementsOf(next)).toEqual([])
  })
})

describe('the sweep (E13)', () => {
  it('releases a hold whose state machine was stopped and whose events were lost, at most one sweep late', async () => {
    const office = await open({ assembly: OTHER })
    const contact = await heldReply(office)
    const [{ executionArn }] = (await office.executions('HoldForOriginalAgent')) as [{ executionArn: string }]
    await office.call('states', 'StopExecution', { executionArn })
    office.breaks({ deliver: 'drop', probability: 1 })
    const { holdUntil } = (await office.record(contact)) ?? {}
    await office.passUntil(holdUntil - 20 * MINUTE)
    await office.sweepsEvery(15)
    await office.passUntil(holdUntil + 16 * MINUTE)
    const [first = 0] = offeredAt(office, contact)
    expect(first).toBeGreaterThanOrEqual(holdUntil)
    expect(first).toBeLessThanOrEqual(holdUntil + 15 * MINUTE + 2 * SECOND)
    expect(office.counted('HoldsReleasedBySweep')).toBe(1)
    expect(await office.deadLetters()).toEqual({})
  })

  it('looks at a hold that its state machine released no second time', async () => {
    const office = await open({ assembly: OTHER })
    await heldReply(office)
    await office.pass(18 * HOUR)
    expect(office.counted('HoldsReleasedBySweep')).toBe(0)
    expect(office.told('overdue rerouted').at(-1)).toMatchObject({ holds: 0, failed: 0, more: false })
  })
})

function afterCall(office: Office, operation: string, caller: string, happens: () => void): void {
  const stop = office.centre.calls.onCall((call) => {
    if (call.operation !== operation || !call.caller.includes(caller)) return
    stop()
    happens()
  })
}
