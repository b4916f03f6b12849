import { expect, it } from 'vitest'
import { type Office, type OfficeOptions, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { answersCalls } from './call-office.ts'

const openOffice = offices('customers who call')
const open = async (options: OfficeOptions = {}) =>
  answersCalls(await openOffice({ assembly: 'customers who call', sweep: false, ...options }))

const COLD = {
  homewardColdTransfer: 'allowed',
  homewardDispositionNote: 'Cold Transfer - Hold greater than 1 minute',
}
const NOT_YET = { homewardColdTransfer: 'not-yet' }

const reviews = (office: Office) =>
  office.told('held call reviewed').map(({ outcome, reason }) => `${outcome}: ${reason}`)

/** The calls that our functions make about a call from now on; not those with which presence is kept anyway. */
function ourCalls(office: Office): string[] {
  const made: string[] = []
  office.centre.calls.onCall(({ service, operation, caller }, { input }) => {
    const isPresence = operation === 'BatchGetItem' || String(input?.Key?.pk?.S).startsWith('AGENT#')
    const isOurs = /time-?transfer|observe-?agents|escalate-?held/i.test(caller)
    if (isOurs && /dynamodb|states|connect/.test(service) && operation !== 'Invoke' && !isPresence)
      made.push(operation)
  })
  return made
}

/** What is said on a contact, in order. */
const said = (office: Office, contact: string) =>
  office.happenings(contact, 'flow block').map(({ details }) => JSON.stringify(details))

it('a transfer that nobody answers may go cold after a minute of hold: noted first, then the agent is told, once', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  const calls = ourCalls(office)
  const held = office.now()
  const consulted = transfer(contact)
  await office.pass(59 * SECOND)
  expect(await attributesOf(contact)).toEqual(NOT_YET)
  expect(notices()).toEqual([])
  await office.pass(2 * SECOND)
  expect(await attributesOf(contact)).toEqual(COLD)
  expect(notices().map(({ agent }) => agent)).toEqual(['ana'])
  const [notice] = notices()
  expect(Math.abs((notice?.at ?? 0) - held - 60 * SECOND)).toBeLessThanOrEqual(SECOND)
  expect(notice?.text).not.toMatch(/ana|555/i)
  expect(office.phase(consulted)).toBe('QUEUED')
  await office.pass(300 * SECOND)
  expect(notices()).toHaveLength(1)
  // Six in three writes, a read, the start and the look; the note before the notification.
  expect(calls).toEqual([
    ...['UpdateItem', 'StartExecution', 'UpdateItem', 'GetItem', 'DescribeContact'],
    ...['UpdateContactAttributes', 'UpdateItem', 'CreateNotification'],
  ])
  console.log(said(office, consulted))
})

it('a transfer that is answered at 59 seconds has nothing said of it, and costs no call to Connect', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  const calls = ourCalls(office)
  const consulted = transfer(contact)
  await office.pass(50 * SECOND)
  office.sets('ben', 'Available')
  await office.pass(9 * SECOND)
  office.centre.connect.people.accept('ben', consulted)
  await office.pass(120 * SECOND)
  expect(await attributesOf(contact)).toEqual(NOT_YET)
  expect(notices()).toEqual([])
  expect(reviews(office)).toEqual(['over: answered'])
  expect(calls).toEqual(['UpdateItem', 'StartExecution', 'UpdateItem', 'UpdateItem', 'GetItem'])
})

it('nothing is said of a caller who was resumed, of a transfer that was given up, of a caller who has gone, or of a plain hold', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const { people, hangUp } = office.centre.connect
  const contact = await talking()
  transfer(contact)
  await office.pass(40 * SECOND)
  people.resume('ana', contact)
  await office.pass(SECOND)
  people.abandon('ana', contact)
  await office.pass(30 * SECOND)
  people.hold('ana', contact)
  await office.pass(90 * SECOND)
  transfer(contact, 'Billing')
  await office.pass(0)
  people.abandon('ana', contact)
  await office.pass(SECOND)
  people.resume('ana', contact)
  await office.pass(SECOND)
  transfer(contact, 'Billing')
  await office.pass(30 * SECOND)
  hangUp(contact)
  await office.pass(120 * SECOND)
  expect(notices()).toEqual([])
  expect(await attributesOf(contact)).toEqual(NOT_YET)
  expect(reviews(office)).toEqual([])
})
