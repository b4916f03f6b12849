import { expect, it } from 'vitest'
import { type Office, type OfficeOptions, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'
import { answersCalls } from './call-office.ts'

const openOffice = offices('customers who call')
const open = async (options: OfficeOptions = {}) =>
  answersCalls(await openOffice({ assembly: 'customers who call', sweep: false, ...options }))

const TRANSFERRED = { homewardHeldSince: expect.any(String), homewardGuarded: 'no' }
const COLD = {
  ...TRANSFERRED,
  homewardColdTransfer: 'allowed',
  homewardDispositionNote: 'Cold Transfer - Hold greater than 1 minute',
}
const NOT_YET = { ...TRANSFERRED, homewardColdTransfer: 'not-yet' }

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

const PROMPT = 'Nobody has answered yet. This call may now be transferred without announcement.'

/** What is said on a contact, and how many seconds after it began. */
const said = (office: Office, contact: string) =>
  office
    .happenings(contact, 'said')
    .map(({ at, details }) => [details.text, (at - office.contact(contact).initiatedAt) / SECOND])

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
  expect(said(office, consulted)).toEqual([[PROMPT, 63]])
  expect(calls).toEqual([
    ...['UpdateItem', 'UpdateItem', 'StartExecution', 'GetItem', 'DescribeContact'],
    ...['UpdateContactAttributes', 'UpdateItem', 'CreateNotification'],
  ])
})

it.each([
  ['40 seconds is two writes, and nothing waits or looks', 40, 'heard', []],
  [
    '55 seconds is looked at once, and Connect not asked what its event has told',
    ...([55, 'heard', ['StartExecution', 'GetItem']] as const),
  ],
  [
    '59 seconds, and no event tells so, is looked at once, and Connect asked',
    ...([59, 'lost', ['StartExecution', 'GetItem', 'DescribeContact', 'UpdateItem']] as const),
  ],
] as const)('a transfer that is answered at %s', async (_, second, events, moreCalls) => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  if (events === 'lost')
    office.breaks({ deliver: 'drop', detailType: 'Amazon Connect Contact Event', probability: 1 })
  const calls = ourCalls(office)
  const consulted = transfer(contact)
  await office.pass((second - 5) * SECOND)
  office.sets('ben', 'Available')
  await office.pass(5 * SECOND)
  office.centre.connect.people.accept('ben', consulted)
  await office.pass((115 - second) * SECOND)
  expect(calls).toEqual(['UpdateItem', 'UpdateItem', ...moreCalls])
  expect(await attributesOf(contact)).toEqual(NOT_YET)
  expect(notices()).toEqual([])
  expect(reviews(office)).toEqual(moreCalls.length > 0 ? ['over: answered'] : [])
})

it('nothing is said of a caller who was resumed, of a transfer that was given up, of a caller who has gone, or of a plain hold', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const { people, hangUp } = office.centre.connect
  const contact = await talking()
  transfer(contact)
  await office.pass(45 * SECOND)
  people.resume('ana', contact)
  await office.pass(SECOND)
  people.abandon('ana', contact)
  await office.pass(30 * SECOND)
  people.hold('ana', contact)
  await office.pass(90 * SECOND)
  people.resume('ana', contact)
  await office.pass(SECOND)
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
  expect(reviews(office)).toEqual(['over: abandoned'])
})

it('a second transfer during one hold may go cold at once where the minute is over, whatever became of the first', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  const first = transfer(contact)
  await office.pass(65 * SECOND)
  office.centre.connect.people.abandon('ana', contact)
  await office.pass(5 * SECOND)
  const second = transfer(contact, 'Billing')
  await office.pass(5 * SECOND)
  expect(await attributesOf(contact)).toEqual(COLD)
  expect(notices().map(({ agent }) => agent)).toEqual(['ana', 'ana'])
  await office.pass(60 * SECOND)
  expect([said(office, first), said(office, second)]).toEqual([[[PROMPT, 63]], [[PROMPT, 21]]])
  expect(reviews(office)).toEqual(['escalated: unanswered', 'escalated: unanswered'])
})

it('the minute counts from the hold, also where the agent put the caller on hold before she consulted somebody', async () => {
  const { office, talking, transfer, notices } = await open()
  const contact = await talking()
  const held = office.now()
  office.centre.connect.people.hold('ana', contact)
  await office.pass(20 * SECOND)
  transfer(contact, 'Billing')
  await office.pass(50 * SECOND)
  expect(notices().map(({ at }) => (at - held) / SECOND)).toEqual([60])
})

it('a transfer is escalated once though agent events are lost, flows call twice, and we die after each effect', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  office.breaks({ deliver: 'drop', detailType: 'Agent Event', probability: 1 })
  const consulted = transfer(contact)
  await office.pass(2 * SECOND)
  await office.invokes('time-transfer', {
    Details: {
      ContactData: {
        ...{ Channel: 'VOICE', ContactId: consulted, PreviousContactId: contact, InitialContactId: contact },
      },
    },
  })
  for (const operation of ['UpdateContactAttributes', 'CreateNotification'])
    office.kills('escalateheldcall', operation, 1)
  await office.pass(57 * SECOND)
  expect(notices()).toEqual([])
  await office.pass(20 * SECOND)
  expect(await attributesOf(contact)).toEqual(COLD)
  expect(notices().map(({ agent }) => agent)).toEqual(['ana'])
})

it('where the transfer flow’s call failed, its queue flow’s starts the clock, from the hold', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open()
  const contact = await talking()
  office.breaks({
    caller: 'timetransfer',
    operation: 'UpdateItem',
    error: 'ValidationException',
    when: 'before',
  })
  const held = office.now()
  const consulted = transfer(contact)
  await office.pass(25 * SECOND)
  expect(office.phase(consulted)).toBe('QUEUED')
  expect(await attributesOf(contact)).toMatchObject({ homewardHeldSince: 'unknown' })
  office.mends()
  await office.pass(60 * SECOND)
  expect(await attributesOf(contact)).toMatchObject({ homewardColdTransfer: 'allowed' })
  expect(notices().map(({ at }) => (at - held) / SECOND)).toEqual([60])
})

it('without the transfer flow’s call the clock starts by the agent’s events, twice told or not, and the call is queued', async () => {
  const { office, talking, transfer, attributesOf, notices } = await open({
    switches: { agentEventsShowConsulted: true },
  })
  const contact = await talking()
  office.breaks(
    { deliver: 'twice', detailType: 'Agent Event', probability: 1 },
    { caller: 'timetransfer', operation: 'UpdateItem', error: 'ValidationException', when: 'before' },
  )
  const held = office.now()
  const consulted = transfer(contact)
  await office.pass(2 * SECOND)
  expect(office.phase(consulted)).toBe('QUEUED')
  await office.pass(120 * SECOND)
  expect(await attributesOf(contact)).toEqual(COLD)
  expect(notices().map(({ at }) => (at - held) / SECOND)).toEqual([60])
})

it('a caller left in a guarded queue before the minute goes back to where they came from, ahead of others, with the reason', async () => {
  const { office, talking, transfer, attributesOf, notices, queueOf } = await open()
  const { people } = office.centre.connect
  const contact = await talking()
  const consulted = transfer(contact, 'Credit & Title')
  await office.pass(30 * SECOND)
  expect(await queueOf(consulted)).toBe('Credit & Title')
  people.leave('ana', contact)
  await office.pass(30 * SECOND)
  const back = office.successorOf(consulted)
  expect(await queueOf(back)).toBe('Help')
  expect(office.contact(back)).toMatchObject({ initiationMethod: 'QUEUE_TRANSFER', priority: 3 })
  expect(await attributesOf(contact)).toMatchObject({
    homewardDispositionNote: 'Cold Transfer - Hold less than 1 minute',
  })
  await office.pass(60 * SECOND)
  expect([notices(), reviews(office)]).toEqual([[], ['over: left-early', 'over: abandoned']])
})

const monday = Date.UTC(2026, 0, 5, 9)
const sunday = Date.UTC(2026, 0, 4, 9)

it.each([
  ['the agent had the caller back to tell them so', monday, 25, 'resumes'],
  ['the agent leaves while both hear that it may be voicemail', sunday, 1, 'nothing'],
  ['no agent event tells of it', monday, 30, 'agent events are lost'],
  ['the transfer flow could not tell of the transfer', monday, 30, 'function failed'],
] as const)('a caller left in a guarded queue goes back also where %s', async (_, start, second, what) => {
  const { office, talking, transfer, attributesOf, notices, queueOf } = await open({ start })
  const { people } = office.centre.connect
  const contact = await talking()
  if (what === 'function failed')
    office.breaks({ operation: 'Invoke', caller: 'connect', error: 'ServiceException', when: 'before' })
  const consulted = transfer(contact, 'Credit & Title')
  await office.pass(second * SECOND)
  office.mends()
  if (what === 'agent events are lost')
    office.breaks({ deliver: 'drop', detailType: 'Agent Event', probability: 1 })
  if (what === 'resumes') {
    people.resume('ana', contact)
    await office.pass(5 * SECOND)
  }
  people.leave('ana', contact)
  await office.pass(90 * SECOND)
  expect(await queueOf(office.lastOf(consulted))).toBe('Help')
  expect(await attributesOf(contact)).toMatchObject({
    homewardDispositionNote: 'Cold Transfer - Hold less than 1 minute',
  })
  expect(notices()).toEqual([])
})

it('a caller whom an agent was handed, and leaves in a guarded queue, goes back to the queue before', async () => {
  const { office, talking, transfer, queueOf } = await open()
  const { people } = office.centre.connect
  const contact = await talking()
  office.sets('ben', 'Available')
  await office.pass(SECOND)
  const bens = transfer(contact)
  await office.pass(5 * SECOND)
  people.accept('ben', bens)
  await office.pass(5 * SECOND)
  people.leave('ana', contact)
  office.sets('ana', 'Offline')
  await office.pass(SECOND)
  const consulted = people.transfer('ben', bens, { quickConnect: 'Credit & Title' })
  await office.pass(30 * SECOND)
  people.leave('ben', bens)
  await office.pass(30 * SECOND)
  expect(await queueOf(office.successorOf(consulted))).toBe('Help')
})

it('a caller left in a guarded queue after the minute stays there', async () => {
  const { office, talking, transfer, queueOf } = await open()
  const contact = await talking()
  const consulted = transfer(contact, 'Credit & Title')
  await office.pass(62 * SECOND)
  office.centre.connect.people.leave('ana', contact)
  await office.pass(90 * SECOND)
  expect(await queueOf(consulted)).toBe('Credit & Title')
  expect(reviews(office)).toEqual(['escalated: unanswered'])
})

it('an instance that takes no more notifications has the note all the same, and the alarm knows', async () => {
  const { office, talking, transfer, attributesOf } = await open()
  office.breaks({ operation: 'CreateNotification', error: 'InvalidRequestException', when: 'before' })
  const contact = await talking()
  const consulted = transfer(contact)
  await office.pass(64 * SECOND)
  expect(await attributesOf(contact)).toEqual(COLD)
  expect(said(office, consulted)).toEqual([[PROMPT, 63]])
  await office.pass(900 * SECOND)
  const stateMachineArn = office.resource('AWS::StepFunctions::StateMachine', 'EscalateHeldCall')
  const { executions } = await office.call('states', 'ListExecutions', { stateMachineArn })
  expect(executions.map(({ status }: { status: string }) => status)).toEqual(['FAILED'])
})
