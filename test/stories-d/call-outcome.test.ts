import { expect, it } from 'vitest'
import { type Facts, HOUR, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { answersCalls } from './call-office.ts'

const openOffice = offices('customers who call')
const open = async () =>
  answersCalls(await openOffice({ assembly: 'customers who call', schedules: /dispositions/i }))

const guide = (office: Office, agent: string, contact: string) =>
  office.centre.connect.people
    .guides(agent)
    .find(({ relatedContactId, view }) => relatedContactId === contact && view !== null)

/** Clears what is left on agents' desks without a word, and lets the review come by. */
async function cleared(office: Office): Promise<void> {
  const { people } = office.centre.connect
  for (const { username, contacts } of people.list())
    for (const { contactId, state } of contacts) if (state === 'ENDED') people.close(username, contactId)
  await office.pass(HOUR)
}

const reminded = (office: Office) =>
  office.told('disposition missing').map(({ contact, agent }: Facts) => [contact, agent])

it('whoever ends a call is asked what it was about; it is recorded, and they are free', async () => {
  const { office, talking } = await open()
  const { people, hangUp } = office.centre.connect
  const contact = await talking()
  hangUp(contact)
  await office.pass(SECOND)
  const asked = guide(office, 'ana', contact)
  people.answerGuide('ana', asked?.contactId ?? '', { action: 'Submit', data: { typed: 'credit' } })
  await office.pass(5 * SECOND)
  expect(await office.record(contact)).toMatchObject({
    ...{ call: contact, handledBy: office.idOf('ana'), completedAt: expect.any(Number) },
    ...{ disposition: 'Credit and title', dispositionFrom: 'guide' },
  })
  expect(office.contact(contact).segmentAttributes.Disposition?.ValueString).toBe('Credit and title')
  expect(people.list().find(({ username }) => username === 'ana')?.contacts).toEqual([])
  await cleared(office)
  expect(reminded(office)).toEqual([])
})

it('of a call that was handed on the last agent is asked and found, of one that was not whoever kept it', async () => {
  const { office, talking, transfer, notices } = await open()
  const { people, hangUp } = office.centre.connect
  const handedOn = await talking()
  office.sets('ben', 'Available')
  const taken = transfer(handedOn)
  await office.pass(5 * SECOND)
  people.accept('ben', taken)
  people.leave('ana', handedOn)
  await office.pass(60 * SECOND)
  hangUp(taken)
  await office.pass(SECOND)
  expect(guide(office, 'ben', taken)?.view?.data).toMatchObject({ Message: expect.stringContaining('Pick') })
  await cleared(office)
  expect(reminded(office)).toEqual([[taken, office.idOf('ben')]])
  expect(notices().map(({ agent }) => agent)).toEqual(['ben'])

  const kept = await talking()
  const asked = transfer(kept)
  await office.pass(5 * SECOND)
  people.accept('ben', asked)
  await office.pass(5 * SECOND)
  people.close('ben', asked)
  people.resume('ana', kept)
  await office.pass(20 * SECOND)
  hangUp(kept)
  await cleared(office)
  expect(reminded(office).slice(1)).toEqual([[kept, office.idOf('ana')]])
})
