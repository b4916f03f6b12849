import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices()
const RETURN = { quickConnect: 'Return to original agent' }

/** Ana knows the thread; its newest mail is with Ben, who took it when her hold was over. */
async function withBen(office: Office): Promise<string> {
  const { answer } = await office.threadOf('ana')
  office.sets('ben', 'Available')
  const { contact } = await office.customerWrites({ answers: answer, text: 'And now?' })
  await office.pass(16 * HOUR + 2 * MINUTE)
  office.accepts('ben', contact)
  await office.pass(MINUTE)
  return contact
}

async function returns(office: Office, contact: string): Promise<string> {
  const returned = office.centre.connect.people.transfer('ben', contact, RETURN)
  await office.pass(10 * SECOND)
  return returned
}

const tasksAbout = (office: Office, contact: string) =>
  office.centre.connect
    .contacts()
    .filter(({ channel, relatedContactId }) => channel === 'TASK' && relatedContactId === contact)

const offeredTo = (office: Office, contact: string) => office.offers(contact).map(({ agent }) => agent)

describe('a contact that Ben gives back to the original agent (E8)', () => {
  it('is offered to Ana where she is there, who stays its owner', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    office.sets('ana', 'Available')
    await office.pass(10 * SECOND)
    const returned = await returns(office, contact)
    expect(offeredTo(office, returned)).toEqual(['ana'])
    expect(await office.record(returned)).toMatchObject({ route: 'owner', routeReason: 'returned-to-owner' })
    office.accepts('ana', returned)
    await office.pass(HOUR)
    expect((await office.thread(returned))?.owner).toBe(office.idOf('ana'))
    expect(tasksAbout(office, returned)).toEqual([])
  })

  it('waits for her like a reply where she leaves before she takes it; whoever takes it then does not own it', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    office.sets('ben', 'Offline')
    office.sets('ana', 'Available')
    await office.pass(10 * SECOND)
    const returned = await returns(office, contact)
    office.sets('ana', 'Offline')
    office.sets('cleo', 'Available')
    await office.pass(16 * HOUR - MINUTE)
    expect(offeredTo(office, returned)).not.toContain('cleo')
    await office.pass(3 * MINUTE)
    office.accepts('cleo', returned)
    await office.pass(MINUTE)
    expect((await office.thread(returned))?.owner).toBe(office.idOf('ana'))
    expect(tasksAbout(office, returned)).toHaveLength(1)
  })

  it('comes back to Ben where she is away: it says so, and she is told', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    office.sets('cleo', 'Available')
    const returned = await returns(office, contact)
    expect(offeredTo(office, returned)).toEqual(['ben'])
    office.accepts('ben', returned)
    await office.pass(MINUTE)
    const asked = { InstanceId: office.instanceId(), InitialContactId: returned }
    const { Attributes } = await office.call('connect', 'GetContactAttributes', asked)
    expect(Attributes).toMatchObject({
      homewardReturn: 'owner-away',
      homewardTakeoverReason: 'The original agent was away when it was to be returned.',
    })
    expect(tasksAbout(office, returned)).toHaveLength(1)
    expect((await office.thread(returned))?.owner).toBe(office.idOf('ana'))
  })

  it('goes to the queue where our function fails, and nobody waits', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    office.sets('ben', 'Offline')
    office.sets('cleo', 'Available')
    office.breaks({
      operation: 'Invoke',
      caller: 'connect',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    const returned = await returns(office, contact)
    office.mends()
    expect(offeredTo(office, returned)).toEqual(['cleo'])
  })
})
