import { describe, expect, it } from 'vitest'
import { aCentre } from './a-centre.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

const waiting = [...toQueue('unused').slice(1), disconnect]

async function aDesk() {
  const centre = await aCentre()
  const ana = await centre.agent('ana')
  const ben = await centre.agent('ben')
  const toAgent = await centre.flow('To agent', flowContent(waiting), 'AGENT_TRANSFER')
  const toBilling = await centre.flow('To billing', flowContent(waiting), 'QUEUE_TRANSFER')
  const create = async (Name: string, QuickConnectConfig: object): Promise<string> =>
    (await centre.ask('CreateQuickConnect', { Name, QuickConnectConfig })).QuickConnectId
  const benConnect = await create('Ben', {
    QuickConnectType: 'USER',
    UserConfig: { UserId: ben, ContactFlowId: toAgent },
  })
  const billing = await create('Billing desk', {
    QuickConnectType: 'QUEUE',
    QueueConfig: { QueueId: centre.billingQueueId, ContactFlowId: toBilling },
  })
  const attach = (...QuickConnectIds: string[]) =>
    centre.ask('AssociateQueueQuickConnects', { QueueId: centre.queueId, QuickConnectIds })
  const { people } = centre.connect
  const handled = async () => {
    people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    people.accept('ana', id)
    return id
  }
  return { centre, ana, ben, toAgent, toBilling, create, benConnect, billing, attach, people, handled }
}

describe('quick connects', () => {
  it('are made, described, listed, changed, put on queues and deleted', async () => {
    const { centre, ana, benConnect, billing, toAgent, attach } = await aDesk()
    await attach(benConnect, billing)
    const listed = async () =>
      (await centre.ask('ListQueueQuickConnects', { QueueId: centre.queueId })).QuickConnectSummaryList.map(
        ({ Name }: any) => Name,
      )
    expect(await listed()).toEqual(['Ben', 'Billing desk'])
    const users = await centre.ask('ListQuickConnects', { QuickConnectTypes: ['USER'] })
    expect(users.QuickConnectSummaryList).toMatchObject([{ Id: benConnect, QuickConnectType: 'USER' }])
    const QuickConnectConfig = {
      QuickConnectType: 'USER',
      UserConfig: { UserId: ana, ContactFlowId: toAgent },
    }
    await centre.ask('UpdateQuickConnectConfig', { QuickConnectId: benConnect, QuickConnectConfig })
    const { QuickConnect } = await centre.ask('DescribeQuickConnect', { QuickConnectId: benConnect })
    expect(QuickConnect).toMatchObject({ Name: 'Ben', QuickConnectConfig })
    await centre.ask('DisassociateQueueQuickConnects', {
      QueueId: centre.queueId,
      QuickConnectIds: [benConnect],
    })
    expect(await listed()).toEqual(['Billing desk'])
    await centre.ask('DeleteQuickConnect', { QuickConnectId: billing })
    expect(await listed()).toEqual([])
  })

  it('are refused by name where their type, flow or name does not fit', async () => {
    const { create, ben, toBilling } = await aDesk()
    await expect(create('Phone', { QuickConnectType: 'PHONE_NUMBER' })).rejects.toThrow('type PHONE_NUMBER')
    const UserConfig = { UserId: ben, ContactFlowId: toBilling }
    await expect(create('Odd', { QuickConnectType: 'USER', UserConfig })).rejects.toThrow('AGENT_TRANSFER')
    await expect(create('Odd', { QuickConnectType: 'USER' })).rejects.toThrow('its own config')
  })

  it('hand a contact to a queue or a user, through their flow, as the next of its chain', async () => {
    const { centre, ben, benConnect, billing, attach, people, handled } = await aDesk()
    await attach(benConnect, billing)
    const id = await handled()
    const next = people.transfer('ana', id, { quickConnect: 'Billing desk' })
    await centre.pass(1)
    expect(centre.connect.contact(id)).toMatchObject({ DisconnectReason: 'TRANSFERRED' })
    expect(centre.connect.contact(next)).toMatchObject({
      ...{ InitiationMethod: 'TRANSFER', PreviousContactId: id },
      QueueInfo: { Id: centre.billingQueueId },
    })
    people.accept('ana', next)
    const last = people.transfer('ana', next, { quickConnect: 'Ben' })
    await centre.pass(1)
    expect(centre.connect.contact(last)).toMatchObject({ State: 'QUEUED', QueueInfo: { Id: ben } })
  })

  it('run a function in their flow that sees the transfer', async () => {
    const { centre, ben, create, attach, people, handled } = await aDesk()
    const events: any[] = []
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:look'
    centre.functions.set(arn, (event) => void events.push(event))
    await centre.ask('AssociateLambdaFunction', { FunctionArn: arn })
    const look = action('InvokeLambdaFunction', {
      LambdaFunctionARN: arn,
      InvocationTimeLimitSeconds: '8',
    })
    const ContactFlowId = await centre.flow('Look', flowContent([look, ...waiting]), 'AGENT_TRANSFER')
    const UserConfig = { UserId: ben, ContactFlowId }
    await attach(await create('Look at ben', { QuickConnectType: 'USER', UserConfig }))
    const id = await handled()
    const next = people.transfer('ana', id, { quickConnect: 'Look at ben' })
    await centre.pass(10)
    expect(events[0].Details.ContactData).toMatchObject({
      ...{ ContactId: next, InitiationMethod: 'TRANSFER', PreviousContactId: id },
      Queue: { ARN: expect.stringContaining(`queue/agent/${ben}`) },
    })
  })

  it('keep their queue from being deleted', async () => {
    const { centre, create, toBilling } = await aDesk()
    const { HoursOfOperationId } = (await centre.ask('DescribeQueue', { QueueId: centre.queueId })).Queue
    const { QueueId } = await centre.ask('CreateQueue', { Name: 'Returns', HoursOfOperationId })
    const QueueConfig = { QueueId, ContactFlowId: toBilling }
    const QuickConnectId = await create('Returns', { QuickConnectType: 'QUEUE', QueueConfig })
    await expect(centre.ask('DeleteQueue', { QueueId })).rejects.toMatchObject({
      name: 'ResourceInUseException',
    })
    await centre.ask('DeleteQuickConnect', { QuickConnectId })
    expect(await centre.ask('DeleteQueue', { QueueId })).toEqual({})
  })

  it('are invisible unless they are on a queue of the agent’s routing profile', async () => {
    const { benConnect, attach, people, handled } = await aDesk()
    await attach(benConnect)
    const id = await handled()
    const to = (quickConnect: string) => () => people.transfer('ana', id, { quickConnect })
    expect(to('Billing desk')).toThrow(
      "quick connect Billing desk is on no queue of ana's routing profile: visible are Ben",
    )
    expect(to('Nobody')).toThrow('there is no quick connect Nobody: visible to ana are Ben')
  })

  it('transfer a chain eleven times at most', async () => {
    const { centre, billing, attach, people, handled } = await aDesk()
    await attach(billing)
    let id = await handled()
    for (let count = 0; count < 11; count++) {
      id = people.transfer('ana', id, { quickConnect: 'Billing desk' })
      await centre.pass(1)
      people.accept('ana', id)
    }
    expect(() => people.transfer('ana', id, { quickConnect: 'Billing desk' })).toThrow('11 are allowed')
  })

  it('start tasks for a user in her own queue', async () => {
    const { centre, ben, benConnect, people } = await aDesk()
    people.setStatus('ben', 'Available')
    const { ContactId } = await centre.ask('StartTaskContact', { Name: 'Look', QuickConnectId: benConnect })
    await centre.pass(1)
    expect(centre.connect.contact(ContactId)).toMatchObject({ State: 'CONNECTING', QueueInfo: { Id: ben } })
  })
})
