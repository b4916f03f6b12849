import { describe, expect, it } from 'vitest'
import { type Facts, HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const DAY = 24 * HOUR
/** Here the window is 30 days: after 90, the default, Connect itself does not know any more what a mail answers. */
const OTHER = 'two inboxes, expiry by the state machine alone'
const offered = offices(OTHER)
const open: typeof offered = (options = {}) => offered({ schedules: /dispositions/i, ...options })

/** A set of strings in the table, of which the office's own reader shows nothing. */
async function openContactsOf(office: Office, thread: string): Promise<string[]> {
  const { Item } = await office.call('dynamodb', 'GetItem', {
    TableName: office.table(),
    Key: { pk: { S: `THREAD#${thread}` } },
  })
  return Item?.open?.SS ?? []
}

const threadOf = (office: Office, thread: string) => office.item(`THREAD#${thread}`)

describe('a thread (E10)', () => {
  it('is closed by its agent, and opened again by its customer alone, for its owner', async () => {
    const office = await open({ sweep: false })
    const { contact, answer } = await office.threadOf('ana')
    expect(await openContactsOf(office, contact)).toEqual([])
    const closed = await threadOf(office, contact)
    expect(closed).toMatchObject({ owner: office.idOf('ana'), lastEndedAt: expect.any(Number) })

    const away = await office.customerWrites({ answers: answer, subject: 'Automatic reply: My invoice' })
    expect(await openContactsOf(office, contact)).toEqual([])
    expect(await office.record(away.contact)).toMatchObject({ route: 'automatic', thread: contact })
    expect(await threadOf(office, contact)).toEqual(closed)

    office.sets('ben', 'Available')
    const { contact: reply } = await office.customerWrites({ answers: answer })
    expect(await openContactsOf(office, contact)).toEqual([reply])
    expect(await office.record(reply)).toMatchObject({
      thread: contact,
      holdOwner: office.idOf('ana'),
      threadClosedAt: closed?.lastEndedAt,
    })
    office.sets('ana', 'Available')
    await office.pass(SECOND)
    expect(office.holder(reply)).toBe('ana')
  })

  it('is open, in whatever order a close and a reply in the same second are told', async () => {
    for (const late of [false, true]) {
      const office = await open({ sweep: false })
      office.sets('ana', 'Available')
      const { contact } = await office.customerWrites()
      const answer = await office.agentAnswers('ana', contact)
      if (late) office.breaks({ deliver: 'late', probability: 1, lateByMs: MINUTE })
      office.centre.connect.people.close('ana', contact)
      const { contact: reply } = await office.customerWrites({ answers: answer })
      office.mends()
      await office.pass(5 * MINUTE)
      expect(await openContactsOf(office, contact)).toEqual([reply])
      expect(await office.record(reply)).toMatchObject({ thread: contact })
    }
  })

  it('is followed by a new one, of the same owner, when the reply comes after the window', async () => {
    const office = await open({ assembly: OTHER, sweep: false })
    const { contact, answer } = await office.threadOf('ana')
    office.centre.connect.people.logOut('ana')
    await office.pass(31 * DAY)
    const { contact: late } = await office.customerWrites({ answers: answer })
    expect(await office.record(late)).toMatchObject({
      thread: late,
      predecessor: contact,
      holdOwner: office.idOf('ana'),
    })
    expect(await threadOf(office, late)).toMatchObject({ predecessor: contact, owner: office.idOf('ana') })
    expect(await threadOf(office, contact)).toMatchObject({ successor: late })

    office.sets('ana', 'Available')
    await office.pass(SECOND)
    const second = await office.agentAnswers('ana', late)
    await office.agentCloses('ana', late)
    const { contact: next } = await office.customerWrites({ answers: second })
    expect(await office.record(next)).toMatchObject({ thread: late, threadClosedAt: expect.any(Number) })
  })

  it('stays open through a transfer, and is closed where that ends', async () => {
    const office = await open({ sweep: false })
    office.sets('ana', 'Available')
    const { contact } = await office.customerWrites()
    office.accepts('ana', contact)
    office.sets('ben', 'Available')
    const moved = office.centre.connect.people.transfer('ana', contact, { agent: 'ben' })
    await office.pass(5 * SECOND)
    expect(await openContactsOf(office, contact)).toEqual([moved])
    expect(await office.record(contact)).toMatchObject({ continuedBy: moved })
    office.accepts('ben', moved)
    await office.agentCloses('ben', moved)
    await office.pass(5 * SECOND)
    expect(await openContactsOf(office, contact)).toEqual([])
    expect(await threadOf(office, contact)).toMatchObject({ owner: office.idOf('ben') })
  })
})

/** An agent whose after-contact work has no end of its own, as agents of a real instance have it. */
async function hires(office: Office, username: string): Promise<void> {
  const InstanceId = office.instanceId()
  const { User } = await office.call('connect', 'DescribeUser', { InstanceId, UserId: office.idOf('ana') })
  await office.call('connect', 'CreateUser', {
    InstanceId,
    Username: username,
    PhoneConfig: { PhoneType: 'SOFT_PHONE' },
    RoutingProfileId: User.RoutingProfileId,
    SecurityProfileIds: User.SecurityProfileIds,
    AfterContactWorkConfigs: [{ Channel: 'EMAIL', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } }],
  })
}

/** Dora has answered a customer and closed the contact: its guide is on her screen. */
async function closedByDora(office: Office): Promise<{ contact: string; answer: string }> {
  await hires(office, 'dora')
  office.sets('dora', 'Available')
  const { contact } = await office.customerWrites()
  const answer = await office.agentAnswers('dora', contact)
  await office.agentCloses('dora', contact)
  return { contact, answer }
}

const people = (office: Office) => office.centre.connect.people
const desk = (office: Office) =>
  people(office)
    .list()
    .find(({ username }) => username === 'dora')?.contacts ?? []
/** What the guide beside that contact shows. */
const guide = (office: Office, contact: string) =>
  people(office)
    .guides('dora')
    .find(({ relatedContactId, view }) => relatedContactId === contact && view !== null)
const dataOf = (office: Office, contact: string) => guide(office, contact)?.view?.data as Facts | undefined
const shown = (office: Office, contact: string) => dataOf(office, contact)?.Message

async function submits(office: Office, contact: string, data: object): Promise<void> {
  people(office).answerGuide('dora', guide(office, contact)?.contactId ?? '', { action: 'Submit', data })
  await office.pass(SECOND)
}

const dispositionInConnect = (office: Office, contact: string) =>
  office.contact(contact).segmentAttributes.Disposition?.ValueString

/** Not a refusal of the value; and none that the SDK tries again, which takes the time of whoever runs the tests. */
const cannotLabel = (office: Office, when: 'before' | 'after' = 'before') =>
  office.breaks({ operation: 'UpdateContact', error: 'ServiceQuotaExceededException', when })

describe('a disposition (E10)', () => {
  it('is picked when a contact is closed, recorded everywhere, and frees the agent; the customer opens the thread again', async () => {
    const office = await open()
    const { contact, answer } = await closedByDora(office)
    expect(desk(office)).toMatchObject([{ contactId: contact, state: 'ENDED' }])
    expect(shown(office, contact)).toContain('Pick the disposition')

    await submits(office, contact, { disposition: ['Complaint'] })
    expect(desk(office)).toEqual([])
    await office.pass(5 * SECOND)
    expect(await office.record(contact)).toMatchObject({
      disposition: 'Complaint',
      dispositionFrom: 'guide',
      completedAt: expect.any(Number),
    })
    expect(await threadOf(office, contact)).toMatchObject({ disposition: 'Complaint' })
    expect(dispositionInConnect(office, contact)).toBe('Complaint')
    expect(await openContactsOf(office, contact)).toEqual([])

    await office.pass(HOUR)
    expect(office.counted('ContactsWithoutDisposition')).toBe(0)
    const { contact: reply } = await office.customerWrites({ answers: answer })
    expect(await openContactsOf(office, contact)).toEqual([reply])
    expect(office.holder(reply)).toBe('dora')
  })

  it('may be typed in part; where several fit, the guide says which and asks again', async () => {
    const office = await open()
    const { contact } = await closedByDora(office)
    await submits(office, contact, { typed: 'or' })
    expect(shown(office, contact)).toContain('Order or delivery')
    expect((await office.record(contact))?.disposition).toBeUndefined()
    await submits(office, contact, { typed: 'delivery ORDER' })
    expect(await office.record(contact)).toMatchObject({ disposition: 'Order or delivery' })
    expect(dispositionInConnect(office, contact)).toBe('Order or delivery')
    expect(desk(office)).toEqual([])
  })

  it('that nobody gave is found, told to the agent once, and counted', async () => {
    const office = await open()
    const { contact } = await closedByDora(office)
    people(office).close('dora', contact)
    await office.pass(5 * MINUTE)
    expect(office.centre.connect.notifications()).toEqual([])
    await office.pass(2 * HOUR)
    expect(office.centre.connect.notifications()).toMatchObject([
      { recipients: new Set([office.idOf('dora')]), content: { en_US: expect.stringContaining(contact) } },
    ])
    expect(office.counted('ContactsWithoutDisposition')).toBe(1)
    expect(await office.record(contact)).toMatchObject({ dispositionMissingAt: expect.any(Number) })
  })

  it('is found missing where every event after the agent closed was lost but the last', async () => {
    const office = await open()
    await hires(office, 'dora')
    office.sets('dora', 'Available')
    const { contact } = await office.customerWrites()
    await office.agentAnswers('dora', contact)
    office.breaks({ deliver: 'drop', probability: 1 })
    await office.agentCloses('dora', contact)
    office.mends()
    people(office).close('dora', contact)
    await office.pass(HOUR)
    expect(office.counted('ContactsWithoutDisposition')).toBe(1)
  })

  it('keeps no agent: what our function could not record is on the contact, and recorded from there', async () => {
    const office = await open()
    const { contact } = await closedByDora(office)
    office.breaks({
      operation: 'Invoke',
      caller: 'connect',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    await submits(office, contact, { disposition: ['Complaint'] })
    await office.pass(30 * SECOND)
    expect(dataOf(office, contact)?.Heading).toContain('could not be recorded')
    office.mends()
    people(office).close('dora', contact)
    await office.pass(HOUR)
    expect(await office.record(contact)).toMatchObject({
      disposition: 'Complaint',
      dispositionFrom: 'contact',
    })
    expect(office.counted('ContactsWithoutDisposition')).toBe(0)
  })

  it.each([
    ['refuses', 'InvalidRequestException'],
    ['has no time for', 'ThrottlingException'],
  ])('is stored where Connect %s to clear the contact, which the agent then does', async (_, error) => {
    const office = await open()
    const { contact } = await closedByDora(office)
    office.breaks({ operation: 'DismissUserContact', error, when: 'before' })
    await submits(office, contact, { disposition: ['Complaint'] })
    await office.pass(20 * SECOND)
    expect(await office.record(contact)).toMatchObject({ disposition: 'Complaint' })
    expect(desk(office)).toMatchObject([{ contactId: contact, state: 'ENDED' }])
    people(office).close('dora', contact)
    await office.pass(HOUR)
    expect(desk(office)).toEqual([])
    expect(office.counted('ContactsWithoutDisposition')).toBe(0)
    expect(office.counted('AfterContactWorkNotCleared')).toBe(error === 'ThrottlingException' ? 1 : 0)
  })

  it('that Connect does not take any more is recorded all the same, and counted', async () => {
    const office = await open()
    const { contact } = await closedByDora(office)
    const InstanceId = office.instanceId()
    const Values = { StringList: ['Another'] }
    await office.call('connect', 'UpdatePredefinedAttribute', { InstanceId, Name: 'Disposition', Values })
    await submits(office, contact, { disposition: ['Complaint'] })
    expect(await office.record(contact)).toMatchObject({ disposition: 'Complaint' })
    expect(dispositionInConnect(office, contact)).toBeUndefined()
    expect(office.counted('DispositionsNotOnContact')).toBe(1)
    expect(desk(office)).toEqual([])
  })

  it('that Connect cannot have on the contact now is there some minutes later, and keeps no agent', async () => {
    const office = await open()
    const { contact } = await closedByDora(office)
    cannotLabel(office)
    await submits(office, contact, { disposition: ['Complaint'] })
    expect(await office.record(contact)).toMatchObject({ disposition: 'Complaint' })
    expect(desk(office)).toEqual([])
    expect(dispositionInConnect(office, contact)).toBeUndefined()
    office.mends()
    await office.pass(3 * MINUTE)
    expect(dispositionInConnect(office, contact)).toBe('Complaint')
    expect(office.counted('DispositionsNotOnContact')).toBe(0)
  })

  it('is not asked where the hook could not be set, and the customer is queued all the same', async () => {
    const office = await open()
    await hires(office, 'dora')
    const { flows } = {
      flows: await office.call('connect', 'ListContactFlows', { InstanceId: office.instanceId() }),
    }
    const guide = flows.ContactFlowSummaryList.find(({ Name }: { Name: string }) =>
      Name.includes('disposition'),
    )
    await office.call('connect', 'DeleteContactFlow', {
      InstanceId: office.instanceId(),
      ContactFlowId: guide.Id,
    })
    office.sets('dora', 'Available')
    const { contact } = await office.customerWrites()
    expect(office.holder(contact)).toBe('dora')
    await office.agentAnswers('dora', contact)
    await office.agentCloses('dora', contact)
    expect(people(office).guides('dora')).toEqual([])
  })

  it('needs all that its roles allow', async () => {
    const office = await open({ switches: { relatedContactOfReply: 'contact-answered' } })
    await hires(office, 'dora')
    office.sets('dora', 'Available')
    // Nobody told whose contact it is, so that only Connect knows.
    office.breaks({ deliver: 'drop', probability: 1 })
    const { contact: unseen } = await office.customerWrites()
    const answers = await office.agentAnswers('dora', unseen)
    await office.agentCloses('dora', unseen)
    cannotLabel(office, 'after')
    await submits(office, unseen, { disposition: ['Other'] })
    office.mends()
    expect(desk(office)).toEqual([])
    // A reply has the attributes of what it answers: what was picked there is no word about this one.
    const { contact: silent } = await office.customerWrites({ answers })
    await office.agentAnswers('dora', silent)
    await office.agentCloses('dora', silent)
    people(office).close('dora', silent)
    await office.pass(HOUR)
    expect(office.counted('ContactsWithoutDisposition')).toBe(1)
    const unused = office.centre.iam
      .unusedStatements()
      .filter(({ role }) => /(record|review)dispositio|labelcontact/i.test(role))
      .map(({ action }) => action)
      .filter((action) => !/^(logs|xray|sqs):/.test(action))
    // Its bundle holds the whole adapter of the table, and reading is harmless.
    expect(unused).toEqual(['dynamodb:GetItem'])
  })
})
