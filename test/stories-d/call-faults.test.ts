import { expect, it } from 'vitest'
import { SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { answersCalls } from './call-office.ts'

const open = offices('customers who call', 'customers who chat')

it.each([
  ['anew, by default', 'customers who call', 110],
  ['with the holds before, where configured', 'customers who chat', 70],
] as const)('a caller who was resumed and is held again waits %s', async (_, assembly, seconds) => {
  const office = await open({ assembly, sweep: false })
  const { talking, transfer, attributesOf, notices } = await answersCalls(office)
  const { people } = office.centre.connect
  const contact = await talking()
  const began = office.now()
  transfer(contact)
  await office.pass(40 * SECOND)
  people.resume('ana', contact)
  await office.pass(10 * SECOND)
  people.hold('ana', contact)
  await office.pass((seconds - 52) * SECOND)
  expect(await attributesOf(contact)).toMatchObject({ homewardColdTransfer: 'not-yet' })
  await office.pass(10 * SECOND)
  const [told, ...more] = notices().map(({ at }) => (at - began) / SECOND)
  expect(Math.abs((told ?? 0) - seconds)).toBeLessThanOrEqual(1)
  expect(more).toEqual([])
})

it('an agent who logs off during the hold keeps the caller, the note comes all the same, and so does the way out', async () => {
  const office = await open({ assembly: 'customers who call', sweep: false })
  const { talking, transfer, attributesOf, notices } = await answersCalls(office)
  const { people } = office.centre.connect
  const contact = await talking()
  const consulted = transfer(contact)
  await office.pass(30 * SECOND)
  people.logOut('ana')
  await office.pass(32 * SECOND)
  expect(await attributesOf(contact)).toMatchObject({ homewardColdTransfer: 'allowed' })
  expect(notices().map(({ agent }) => agent)).toEqual(['ana'])
  people.leave('ana', contact)
  await office.pass(90 * SECOND)
  expect(office.phase(consulted)).toBe('QUEUED')
  expect(notices()).toHaveLength(1)
  office.sets('ben', 'Available')
  await office.pass(SECOND)
  expect(office.holder(consulted)).toBe('ben')
})

it('nothing is said of a caller who was resumed before anybody could tell of the transfer', async () => {
  const office = await open({ assembly: 'customers who call', sweep: false })
  const { talking, transfer, attributesOf, notices } = await answersCalls(office)
  const contact = await talking()
  office.breaks({ operation: 'Invoke', caller: 'connect', error: 'ServiceException', when: 'before' })
  transfer(contact)
  await office.pass(30 * SECOND)
  office.mends()
  office.centre.connect.people.resume('ana', contact)
  await office.pass(120 * SECOND)
  expect(notices()).toEqual([])
  expect(await attributesOf(contact)).not.toHaveProperty('homewardDispositionNote')
})

it('whoever is on hold hears what is configured for callers, at each hold, though every function of ours fails', async () => {
  const office = await open({ assembly: 'customers who chat', sweep: false })
  const { talking, transfer } = await answersCalls(office)
  const contact = await talking()
  const heard = () => office.happenings(contact, 'plays').map(({ details }) => details.prompts)
  const prompts = ['Thank you for waiting.', '<speak><break time="10s"/></speak>']
  office.breaks({ operation: 'Invoke', error: 'ServiceException', when: 'before' })
  transfer(contact)
  await office.pass(30 * SECOND)
  expect(heard()).toEqual([prompts])
  office.centre.connect.people.resume('ana', contact)
  office.centre.connect.people.hold('ana', contact)
  await office.pass(SECOND)
  expect(heard()).toEqual([prompts, prompts])
})
