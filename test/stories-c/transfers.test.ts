import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices()

/** Ana has a customer's contact, and gives it to Ben, who is there and busy with nothing. */
async function givenToBen(office: Office): Promise<{ first: string; given: string }> {
  office.sets('ana', 'Available')
  const { contact } = await office.customerWrites()
  office.accepts('ana', contact)
  await office.pass(SECOND)
  office.sets('ben', 'Available')
  return { first: contact, given: await gives(office, 'ana', contact, { agent: 'ben' }) }
}

async function gives(
  office: Office,
  agent: string,
  contact: string,
  to: { agent: string } | { queue: string },
) {
  const given = office.centre.connect.people.transfer(agent, contact, to)
  await office.pass(10 * SECOND)
  return given
}

describe('a contact that Ana gives to Ben (E9)', () => {
  it('is his, with the thread, as soon as he takes it', async () => {
    const office = await open({ sweep: false })
    const { first, given } = await givenToBen(office)
    office.accepts('ben', given)
    await office.pass(2 * HOUR)
    expect(office.holder(given)).toBe('ben')
    expect(office.told('transfer reviewed')).toEqual([
      expect.objectContaining({ contact: given, outcome: 'over', reason: 'taken' }),
    ])
    expect((await office.thread(given))?.owner).toBe(office.idOf('ben'))
    const key = { TableName: office.table(), Key: { pk: { S: `THREAD#${first}` } } }
    const { Item } = await office.call('dynamodb', 'GetItem', key)
    expect(Item.ownerChanges.SS.toSorted()).toEqual([`first-to-handle ${first}`, `transferred ${given}`])
  })

  it('is in the queue after thirty minutes if he does not, not a second before; and whoever takes it there owns it', async () => {
    const office = await open({ sweep: false })
    const { given } = await givenToBen(office)
    office.sets('ben', 'Offline')
    await office.pass(30 * MINUTE - 11 * SECOND)
    expect(office.lastOf(given)).toBe(given)
    await office.pass(10 * SECOND)
    const moved = office.lastOf(given)
    expect(moved).not.toBe(given)
    office.sets('ana', 'Offline')
    office.sets('cleo', 'Available')
    await office.pass(10 * SECOND)
    office.accepts('cleo', moved)
    await office.pass(MINUTE)
    expect((await office.thread(given))?.owner).toBe(office.idOf('cleo'))
    expect(await office.record(given)).toMatchObject({ transferEnd: 'not-taken', transferCount: 1 })
    expect(await office.record(moved)).toMatchObject({ transferCount: 2 })
  })

  it('is found by the sweep when its state machine cannot be started, and its events come twice', async () => {
    const office = await open({ sweepEvery: 15 })
    office.breaks({ deliver: 'twice', detailType: 'Amazon Connect Contact Event', probability: 1 })
    const { given } = await givenToBen(office)
    office.sets('ben', 'Offline')
    office.breaks({
      operation: 'Invoke',
      caller: 'EscalateTransfer',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    await office.pass(50 * MINUTE)
    office.mends()
    expect(office.lastOf(given)).not.toBe(given)
    expect(await office.record(given)).toMatchObject({ transferEnd: 'not-taken' })
  })

  it('is left to him where he takes it in the second in which it would be moved', async () => {
    const office = await open({ sweep: false })
    const { given } = await givenToBen(office)
    await office.pass(30 * MINUTE - 11 * SECOND)
    office.accepts('ben', given)
    await office.pass(5 * MINUTE)
    expect(office.lastOf(given)).toBe(given)
    expect(office.holder(given)).toBe('ben')
  })
})

it('is hers to give when the owner takes it and transfers it while its hold ends', async () => {
  const office = await open({ sweep: false })
  const { answer } = await office.threadOf('ana')
  const { contact } = await office.customerWrites({ answers: answer })
  const { holdUntil } = (await office.record(contact)) ?? {}
  await office.passUntil(holdUntil - SECOND)
  office.sets('ana', 'Available')
  office.accepts('ana', contact)
  const given = office.centre.connect.people.transfer('ana', contact, { agent: 'ben' })
  await office.pass(5 * MINUTE)
  expect(office.told('hold released')).toEqual([])
  expect(office.lastOf(contact)).toBe(given)
  office.sets('ben', 'Available')
  await office.pass(SECOND)
  office.accepts('ben', given)
  await office.pass(HOUR)
  expect(office.holder(given)).toBe('ben')
  expect((await office.thread(contact))?.owner).toBe(office.idOf('ben'))
})

it('goes to the supervisors with the last transfer that Connect allows, and Connect never has to refuse one', async () => {
  const office = await open({ sweep: false })
  office.sets('ana', 'Available')
  const { contact } = await office.customerWrites()
  office.sets('ben', 'Available')
  let at = contact
  for (let transfers = 0; transfers < 10; transfers++) {
    const [from, to] = transfers % 2 === 0 ? ['ana', 'ben'] : ['ben', 'ana']
    office.accepts(from, at)
    await office.pass(SECOND)
    at = await gives(office, from, at, { agent: to })
  }
  office.sets('ana', 'Offline')
  office.sets('ben', 'Offline')
  await office.pass(HOUR)
  expect(await office.record(at)).toMatchObject({ transferCount: 10, transferEnd: 'last-transfer' })
  const last = office.lastOf(at)
  expect(await office.record(last)).toMatchObject({ transferCount: 11 })
  const asked = { InstanceId: office.instanceId(), InitialContactId: last }
  const { Attributes } = await office.call('connect', 'GetContactAttributes', asked)
  expect(Attributes.homewardNote).toContain('cannot be transferred any more')
  const refused = office.centre.calls
    .entries()
    .filter(({ operation, errors }) => operation === 'TransferContact' && errors)
  expect(refused).toEqual([])
})
