import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const open = offices()
const RETURN = { quickConnect: 'Return to original agent: Support' }

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

/** Ana has as many emails as she can, which is one. Gives it. */
async function fillsDesk(office: Office): Promise<string> {
  const InstanceId = office.instanceId()
  const { User } = await office.call('connect', 'DescribeUser', { InstanceId, UserId: office.idOf('ana') })
  await office.call('connect', 'UpdateRoutingProfileConcurrency', {
    ...{ InstanceId, RoutingProfileId: User.RoutingProfileId },
    MediaConcurrencies: [{ Channel: 'EMAIL', Concurrency: 1 }],
  })
  office.sets('ben', 'Offline')
  office.sets('ana', 'Available')
  const { contact } = await office.customerWrites({ from: 'Dora <dora@example.net>' })
  office.accepts('ana', contact)
  office.sets('ben', 'Available')
  await office.pass(10 * SECOND)
  return contact
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

  it('waits for Ana where her desk is full, and is hers as soon as there is room on it', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    const inHand = await fillsDesk(office)
    office.sets('ben', 'Offline')
    office.sets('cleo', 'Available')
    const returned = await returns(office, contact)
    await office.pass(HOUR)
    expect(offeredTo(office, returned)).toEqual([])
    expect(await office.record(returned)).toMatchObject({ route: 'owner', routeReason: 'returned-to-owner' })
    await office.agentCloses('ana', inHand)
    await office.pass(10 * SECOND)
    expect(offeredTo(office, returned)).toEqual(['ana'])
  })

  it('goes to the queue where our answer comes too late; it stays Ana’s, who is told once', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    await fillsDesk(office)
    office.sets('ben', 'Offline')
    office.sets('cleo', 'Available')
    office.breaks({ operation: 'Invoke', caller: 'connect', error: 'ServiceException', when: 'after' })
    const returned = await returns(office, contact)
    office.mends()
    expect(offeredTo(office, returned)).toEqual(['cleo'])
    office.accepts('cleo', returned)
    await office.pass(17 * HOUR)
    expect(await office.record(returned)).toMatchObject({ handledBy: office.idOf('cleo'), ownerTask: 'made' })
    expect(office.phase(returned)).toBe('CONNECTED')
    expect(tasksAbout(office, returned)).toHaveLength(1)
    expect((await office.thread(returned))?.owner).toBe(office.idOf('ana'))
  })

  it('goes by what is known of Ana while Connect says nothing of her', async () => {
    const office = await open({ sweep: false })
    const contact = await withBen(office)
    office.sets('ana', 'Available')
    // So long that Connect would be asked whether she is there still.
    await office.pass(20 * MINUTE)
    office.breaks({ operation: 'GetCurrentUserData', error: 'ThrottlingException', when: 'before' })
    const returned = await returns(office, contact)
    expect(office.told('agents not refreshed')).toHaveLength(1)
    expect(offeredTo(office, returned)).toEqual(['ana'])
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

it('the quick connect is shown beside those that a queue has, which are kept whatever the stack does', async () => {
  const office = await open({ sweep: false })
  const { QuickConnectId, QueueId } = await withAnotherQuickConnect(office)
  const shown = async () => {
    const asked = { InstanceId: office.instanceId(), QueueId }
    const { QuickConnectSummaryList } = await office.call('connect', 'ListQueueQuickConnects', asked)
    return QuickConnectSummaryList.map(({ Name }: { Name: string }) => Name).sort()
  }
  const outcomes = []
  for (const RequestType of ['Create', 'Update', 'Delete', 'Delete', 'Create']) {
    const answer = await cloudFormationAsks(office, RequestType, { QueueId, QuickConnectId })
    outcomes.push([RequestType, answer, await shown()])
  }
  const [both, theirs] = [['Billing desk', 'Return to original agent: Support'], ['Billing desk']]
  expect(outcomes).toEqual([
    ['Create', 'SUCCESS', both],
    ['Update', 'SUCCESS', both],
    ['Delete', 'SUCCESS', theirs],
    ['Delete', 'SUCCESS', theirs],
    ['Create', 'SUCCESS', both],
  ])
})

/** An operator has put one of their own on the queue. Gives ours. */
async function withAnotherQuickConnect(office: Office) {
  const InstanceId = office.instanceId()
  const { QuickConnectSummaryList } = await office.call('connect', 'ListQuickConnects', { InstanceId })
  const QuickConnectId: string = QuickConnectSummaryList[0].Id
  const { QuickConnect } = await office.call('connect', 'DescribeQuickConnect', {
    InstanceId,
    QuickConnectId,
  })
  const { QuickConnectConfig } = QuickConnect
  const wanted = { InstanceId, Name: 'Billing desk', QuickConnectConfig }
  const made = await office.call('connect', 'CreateQuickConnect', wanted)
  const QueueId: string = QuickConnectConfig.QueueConfig.QueueId
  const QuickConnectIds = [made.QuickConnectId]
  await office.call('connect', 'AssociateQueueQuickConnects', { InstanceId, QueueId, QuickConnectIds })
  return { QuickConnectId, QueueId }
}

/** As CloudFormation does. Gives what it is answered. */
async function cloudFormationAsks(office: Office, RequestType: string, properties: object): Promise<string> {
  const told = Promise.withResolvers<string>()
  const server = createServer(async (request, response) => {
    const [body] = await request.toArray()
    response.end()
    told.resolve(JSON.parse(String(body)).Status)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const about = { StackId: 's-1', RequestId: 'r-1', LogicalResourceId: 'Attachment0', RequestType }
  const ResponseURL = `http://127.0.0.1:${port}/`
  await office.invokes('attach-quick-connect', { ...about, ResponseURL, ResourceProperties: properties })
  const status = await told.promise
  server.close()
  return status
}
