import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices()
const DAY = 24 * HOUR

/** Ana knows the thread and is away. The customer's reply is held for her. */
async function heldForAna(office: Office): Promise<string> {
  const { answer } = await office.threadOf('ana')
  return (await office.customerWrites({ answers: answer, text: 'And now?' })).contact
}

/** After sixteen hours Ben has it. */
async function takenByBen(office: Office, held: string): Promise<void> {
  office.sets('ben', 'Available')
  await office.pass(16 * HOUR + 2 * MINUTE)
  office.accepts('ben', office.lastOf(held))
  await office.pass(MINUTE)
}

const tasks = (office: Office) => office.centre.connect.contacts().filter(({ channel }) => channel === 'TASK')
const callsOf = (office: Office, operation: string) =>
  office.centre.calls.entries().filter((entry) => entry.operation === operation)

async function noteOn(office: Office, contact: string): Promise<Record<string, string>> {
  const asked = { InstanceId: office.instanceId(), InitialContactId: contact }
  return (await office.call('connect', 'GetContactAttributes', asked)).Attributes
}

describe('a contact held for Ana that Ben takes when the hold is over (E6)', () => {
  it('says whose it was and why it came, and Ana alone gets one task about it, which ends by itself', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    await takenByBen(office, held)
    expect(await noteOn(office, held)).toMatchObject({
      homewardOriginalAgent: 'Ana Silva',
      homewardTakeoverReason: 'The original agent did not take it within 16 hours.',
      homewardNote: expect.stringContaining('Ana Silva'),
    })
    const [task, ...others] = tasks(office)
    expect(others).toEqual([])
    expect(task).toMatchObject({ relatedContactId: held, phase: 'QUEUED' })
    expect(await office.record(held)).toMatchObject({
      ownerNote: 'left',
      ownerTask: 'made',
      ownerTaskContact: task?.id,
    })
    // Nobody else is offered it, though they have nothing to do.
    office.sets('cleo', 'Available')
    await office.pass(HOUR)
    expect(office.offers(task?.id ?? '')).toEqual([])
    office.sets('ana', 'Available')
    await office.pass(SECOND)
    expect(office.offers(task?.id ?? '').map(({ agent }) => agent)).toEqual(['ana'])
    expect((await office.thread(held))?.owner).toBe(office.idOf('ana'))
    expect(office.counted('OwnerTasksUnread')).toBe(0)
  })

  it('costs five calls', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    await takenByBen(office, held)
    const made = office.centre.calls
      .entries()
      .filter(
        ({ caller, operation, service }) =>
          (/tellowner|leavenote|taskowner/i.test(caller) && service !== 'lambda') ||
          (operation === 'StartExecution' && /observecontacts/i.test(caller)),
      )
      .map(({ operation }) => operation)
    expect(made).toHaveLength(5)
    expect(new Set(made)).toEqual(
      new Set([
        'DescribeUser',
        'StartExecution',
        'StartTaskContact',
        'UpdateContactAttributes',
        'UpdateItem',
      ]),
    )
  })

  it('is told of once, though every event comes twice', async () => {
    const office = await open({ sweep: false })
    office.breaks({ deliver: 'twice', probability: 1 })
    const held = await heldForAna(office)
    await takenByBen(office, held)
    await office.agentCloses('ben', office.lastOf(held))
    await office.pass(HOUR)
    expect(tasks(office)).toHaveLength(1)
    expect(callsOf(office, 'UpdateContactAttributes')).toHaveLength(1)
  })

  it('is told of when the event that Ben has it was lost, by the one that it is over; on a contact that is over', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    office.sets('ben', 'Available')
    await office.pass(16 * HOUR + 2 * MINUTE)
    office.breaks({ deliver: 'drop', probability: 1 })
    office.accepts('ben', held)
    await office.pass(MINUTE)
    office.mends()
    expect(tasks(office)).toEqual([])
    await office.agentCloses('ben', held)
    await office.pass(MINUTE)
    expect(tasks(office)).toHaveLength(1)
    expect(await noteOn(office, held)).toMatchObject({ homewardOriginalAgent: 'Ana Silva' })
  })

  it('is found by the sweep, and told of once, where not one event of it ever came', async () => {
    const office = await open()
    const held = await heldForAna(office)
    office.sets('ben', 'Available')
    await office.pass(16 * HOUR + 2 * MINUTE)
    office.breaks({ deliver: 'drop', probability: 1 })
    office.accepts('ben', held)
    await office.pass(MINUTE)
    await office.agentCloses('ben', held)
    await office.pass(MINUTE)
    expect(tasks(office)).toEqual([])
    await office.pass(6 * HOUR)
    expect(tasks(office)).toHaveLength(1)
    expect(callsOf(office, 'UpdateContactAttributes')).toHaveLength(1)
    expect(await noteOn(office, held)).toMatchObject({
      homewardTakeoverReason: 'The original agent did not take it within 16 hours.',
    })
    expect(await office.record(held)).toMatchObject({ handledBy: office.idOf('ben'), ownerTask: 'made' })
    expect((await office.thread(held))?.owner).toBe(office.idOf('ana'))
    expect(office.counted('TakersFoundBySweep')).toBe(1)
  })

  it('is told of where Homeward opened it by a transfer, on the contact that Ben has', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    office.breaks({ operation: 'UpdateContactRoutingData', error: 'InvalidRequestException', when: 'before' })
    await office.call('connect', 'DeleteUser', {
      ...{ InstanceId: office.instanceId(), UserId: office.idOf('ana') },
    })
    await office.pass(20 * MINUTE)
    office.mends()
    await takenByBen(office, held)
    const taken = office.lastOf(held)
    expect(taken).not.toBe(held)
    expect(await noteOn(office, taken)).toMatchObject({
      homewardOriginalAgent: 'an agent who is not here any more',
      homewardTakeoverReason: 'The original agent is not here any more.',
    })
    expect(await office.record(taken)).toMatchObject({ ownerNote: 'left', ownerTask: 'owner-gone' })
    expect(tasks(office)).toEqual([])
  })

  it('gets its note where Ana is deleted between the look at her and her task, which nobody else is offered', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    const UserId = office.idOf('ana')
    const stop = office.centre.calls.onCall(({ caller, operation }) => {
      if (!caller.includes('tellowner') || operation !== 'DescribeUser') return
      stop()
      void office.call('connect', 'DeleteUser', { InstanceId: office.instanceId(), UserId })
    })
    await takenByBen(office, held)
    await office.pass(HOUR)
    expect(await noteOn(office, held)).toHaveProperty('homewardNote')
    expect(tasks(office)).toHaveLength(1)
    expect(tasks(office).flatMap(({ id }) => office.offers(id))).toEqual([])
    expect(office.phase(held)).toBe('CONNECTED')
    expect(await office.record(held)).toMatchObject({ ownerNote: 'left', ownerTask: 'made' })
  })

  it('gets its note at once, and its task in the end, when tasks are throttled for an hour', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    office.breaks({ operation: 'StartTaskContact', error: 'ThrottlingException', when: 'before' })
    await takenByBen(office, held)
    expect(await noteOn(office, held)).toHaveProperty('homewardNote')
    await office.pass(HOUR)
    expect(tasks(office)).toEqual([])
    office.mends()
    await office.pass(11 * MINUTE)
    expect(tasks(office)).toHaveLength(1)
    expect(await office.record(held)).toMatchObject({ ownerNote: 'left', ownerTask: 'made' })
  })

  it('gets its task where there is no room for the note, and neither the other way round', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    office.breaks({
      operation: 'UpdateContactAttributes',
      error: 'InvalidParameterException',
      when: 'before',
    })
    await takenByBen(office, held)
    expect(tasks(office)).toHaveLength(1)
    expect(await office.record(held)).toMatchObject({ ownerNote: 'refused', ownerTask: 'made' })
    expect(callsOf(office, 'UpdateContactAttributes')).toHaveLength(1)
  })

  it('gets its note and an execution that fails by name where a task can never be made', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    office.breaks({ operation: 'StartTaskContact', error: 'InternalServiceException', when: 'before' })
    await takenByBen(office, held)
    await office.pass(DAY)
    expect(await office.record(held)).toMatchObject({ ownerNote: 'left', ownerTask: 'failed' })
  })

  it('is recorded as never looked at where Ana does not come back in a week, and not told again', async () => {
    const office = await open({ sweep: false })
    const held = await heldForAna(office)
    await takenByBen(office, held)
    await office.pass(7 * DAY + MINUTE)
    expect(await office.record(held)).toHaveProperty('ownerTaskUnreadAt')
    expect(office.counted('OwnerTasksUnread')).toBe(1)
    await office.pass(8 * DAY)
    expect(tasks(office)).toHaveLength(1)
    expect(office.counted('OwnerTasksUnread')).toBe(1)
  })
})

it('nobody is told where Ana took it herself, or gave it to Ben', async () => {
  const office = await open({ sweep: false })
  const held = await heldForAna(office)
  office.sets('ana', 'Available')
  await office.pass(SECOND)
  office.accepts('ana', held)
  await office.pass(MINUTE)
  office.sets('ben', 'Available')
  const given = office.centre.connect.people.transfer('ana', held, { agent: 'ben' })
  await office.pass(MINUTE)
  office.accepts('ben', given)
  await office.pass(MINUTE)
  expect(tasks(office)).toEqual([])
  expect(callsOf(office, 'UpdateContactAttributes')).toEqual([])
})
