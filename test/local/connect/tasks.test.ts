import { describe, expect, it } from 'vitest'
import { aCentre, START, type TestCentre } from './a-centre.ts'
import { action, disconnect, flowContent, preferring, toQueue } from './a-flow.ts'

const DAY = 24 * 60 * 60

/** A centre with tasks in its routing profile, ana available, and a flow that prefers ana. */
async function aTaskCentre() {
  const centre = await aCentre()
  const ana = await centre.agent('ana')
  await centre.ask('AssociateRoutingProfileQueues', {
    RoutingProfileId: centre.profileId,
    QueueConfigs: [{ QueueReference: { QueueId: centre.queueId, Channel: 'TASK' }, Priority: 1, Delay: 0 }],
  })
  centre.connect.people.setStatus('ana', 'Available')
  const ContactFlowId = await centre.flow(
    'Task',
    flowContent([preferring(ana, 3600), ...toQueue(centre.queueId), disconnect]),
  )
  const start = async (more: object = {}): Promise<string> =>
    (await centre.ask('StartTaskContact', { Name: 'Call back', ContactFlowId, ...more })).ContactId
  return { centre, ana, ContactFlowId, start, people: centre.connect.people }
}

const stateOf = (centre: TestCentre, id: string) => centre.connect.contact(id) as any

describe('StartTaskContact', () => {
  it('runs its flow, waits, is offered, accepted and closed, and says so in contact events', async () => {
    const { centre, ana, start, people } = await aTaskCentre()
    const id = await start({
      Description: 'Soon',
      References: { mail: { Type: 'URL', Value: 'https://a.b' } },
    })
    await centre.pass(1)
    expect(stateOf(centre, id)).toMatchObject({ State: 'CONNECTING', Channel: 'TASK', Name: 'Call back' })
    people.accept('ana', id)
    people.close('ana', id)
    await centre.pass(1)
    expect(stateOf(centre, id)).toMatchObject({ State: 'ENDED', DisconnectReason: 'AGENT_DISCONNECT' })
    const events = centre.events.map(({ detail }) => detail).filter(({ contactId }) => contactId === id)
    expect(
      events.map(({ eventType }) => eventType).filter((type) => type !== 'CONTACT_DATA_UPDATED'),
    ).toEqual([...['INITIATED', 'QUEUED', 'CONNECTED_TO_AGENT', 'DISCONNECTED', 'COMPLETED']])
    expect(events.at(-1)).toMatchObject({ channel: 'TASK', initiationMethod: 'API', agentInfo: {} })
    expect(events.at(-1).agentInfo.agentArn).toContain(ana)
  })

  it('takes as many tasks of an agent as her routing profile has slots', async () => {
    const { centre, start } = await aTaskCentre()
    const ids = [await start(), await start()]
    await centre.pass(1)
    expect(ids.map((id) => stateOf(centre, id).State)).toEqual(['CONNECTING', 'QUEUED'])
  })

  it('expires after seven days, or the minutes that its segment attribute says', async () => {
    const { centre, start, people } = await aTaskCentre()
    people.setStatus('ana', 'Offline')
    const plain = await start()
    const short = await start({
      SegmentAttributes: { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 30 } } } },
    })
    await centre.pass(30 * 60)
    expect(stateOf(centre, short)).toMatchObject({ DisconnectReason: 'EXPIRED' })
    await centre.pass(7 * DAY - 31 * 60)
    expect(stateOf(centre, plain).State).toBe('QUEUED')
    await centre.pass(61)
    expect(stateOf(centre, plain)).toMatchObject({ State: 'ENDED', DisconnectReason: 'EXPIRED' })
  })

  it('keeps its own expiry when it is transferred', async () => {
    const { centre, start, people, ContactFlowId } = await aTaskCentre()
    const id = await start({
      SegmentAttributes: { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 30 } } } },
    })
    await centre.pass(1)
    people.setStatus('ana', 'Offline')
    const asked = { ContactId: id, ContactFlowId, QueueId: centre.queueId }
    const next = (await centre.ask('TransferContact', asked)).ContactId
    await centre.pass(31 * 60)
    expect(stateOf(centre, next)).toMatchObject({ PreviousContactId: id, DisconnectReason: 'EXPIRED' })
  })

  it('begins a scheduled task at its time, which is at most six days ahead', async () => {
    const { centre, start } = await aTaskCentre()
    const id = await start({ ScheduledTime: new Date(START + 3600_000) })
    await centre.pass(3599)
    expect(stateOf(centre, id).State).toBe('CREATED')
    await centre.pass(1)
    expect(stateOf(centre, id).State).toBe('CONNECTING')
    const asked = [START, START + 7 * DAY * 1000].map((at) => start({ ScheduledTime: new Date(at) }))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map((each) => (each as PromiseRejectedResult).reason?.name)).toEqual([
      ...['InvalidParameterException', 'InvalidParameterException'],
    ])
  })

  it('gives the same task for the same client token', async () => {
    const { start } = await aTaskCentre()
    expect(await start({ ClientToken: 't' })).toBe(await start({ ClientToken: 't' }))
    await expect(start({ ClientToken: 't', Name: 'Other' })).rejects.toMatchObject({
      name: 'IdempotencyException',
    })
  })

  it('shares attributes along a chain of twelve, and copies those of a related contact', async () => {
    const { centre, start } = await aTaskCentre()
    const attributesOf = async (InitialContactId: string) =>
      (await centre.ask('GetContactAttributes', { InitialContactId })).Attributes
    const first = await start({ Attributes: { a: '1' } })
    const related = await start({ RelatedContactId: first, Attributes: { b: '2' } })
    const next = await start({ PreviousContactId: first, Attributes: { c: '3' } })
    await centre.ask('StopContact', { ContactId: first })
    await centre.ask('UpdateContactAttributes', { InitialContactId: first, Attributes: { a: '4' } })
    expect(await attributesOf(next)).toEqual({ a: '4', c: '3' })
    expect(await attributesOf(related)).toEqual({ a: '1', b: '2' })
    for (let count = 3; count <= 12; count++) await start({ PreviousContactId: first })
    await expect(start({ PreviousContactId: first })).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
    })
  })

  it('refuses by name what it does not take', async () => {
    const { centre, ContactFlowId, start } = await aTaskCentre()
    const [mail] = centre.mail()
    const refusals: [object, string][] = [
      [{ TaskTemplateId: 't' }, 'exactly one of ContactFlowId'],
      [{ ContactFlowId: undefined }, 'none given'],
      [{ ContactFlowId: undefined, TaskTemplateId: 't' }, 'TaskTemplateId is not modelled'],
      [{ Attachments: [] }, 'Attachments is not modelled'],
      [{ Name: '' }, 'Name is required'],
      [{ PreviousContactId: mail }, 'PreviousContactId is an email contact'],
      [{ References: { a: { Type: 'ATTACHMENT', Value: 'x' } } }, 'of type ATTACHMENT'],
      [{ Attributes: { 'a b': '1' } }, 'attribute a b'],
      [{ Attributes: { a: 'x'.repeat(32_768) } }, '32769 bytes'],
      [{ SegmentAttributes: { own: { ValueString: 'x' } } }, 'segment attribute own'],
    ]
    for (const [more, message] of refusals) await expect(start(more)).rejects.toThrow(message)
    expect(ContactFlowId).toBeDefined()
  })

  it('tells a function in its flow what task it is', async () => {
    const { centre, start } = await aTaskCentre()
    const events: any[] = []
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:look'
    centre.functions.set(arn, (event) => void events.push(event))
    await centre.ask('AssociateLambdaFunction', { FunctionArn: arn })
    const ContactFlowId = await centre.flow(
      'Look',
      flowContent([
        action('InvokeLambdaFunction', { LambdaFunctionARN: arn, InvocationTimeLimitSeconds: '8' }),
        disconnect,
      ]),
    )
    const id = await start({ ContactFlowId, Description: 'Soon', Attributes: { a: '1' } })
    await centre.pass(10)
    expect(events[0].Details.ContactData).toMatchObject({
      ...{ Channel: 'TASK', ContactId: id, InitiationMethod: 'API', Name: 'Call back' },
      ...{ Description: 'Soon', Attributes: { a: '1' }, CustomerEndpoint: null },
    })
  })
})
