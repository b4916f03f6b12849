import { it, expect } from 'vitest'
import { modelOf } from '../../../local/endpoint/model.ts'
import { aCentre, INBOX } from './a-centre.ts'
import { flowContent, preferring, toQueue, disconnect } from './a-flow.ts'
import { OPERATOR } from '../../../local/service.ts'

it('fits', async () => {
  const c = await aCentre()
  const model: any = modelOf(c.connect)
  for (const name of Object.keys(c.connect.operations)) if (!model.operations.get(name)) console.log('unknown op', name)
  await c.agent('ana')
  const [id = ''] = c.mail()
  await c.pass(10)
  c.connect.people.setStatus('ana', 'Available')
  c.connect.people.accept('ana', id)
  const users = await c.ask('ListUsers')
  const uid = users.UserSummaryList[0].Id
  const flows = await c.ask('ListContactFlows')
  const list = await c.ask('SearchEmailAddresses')
  const inputs: any = {
    DescribeContact: { ContactId: id }, ListAssociatedContacts: { ContactId: id }, GetContactAttributes: { InitialContactId: id },
    DescribeUser: { UserId: uid }, GetCurrentUserData: { Filters: { Agents: [uid] } }, DescribeQueue: { QueueId: c.queueId },
    DescribeContactFlow: { ContactFlowId: c.flowId }, DescribeRoutingProfile: { RoutingProfileId: c.profileId }, ListRoutingProfileQueues: { RoutingProfileId: c.profileId },
    GetFlowAssociation: { ResourceId: list.EmailAddresses[0].EmailAddressArn, ResourceType: 'INBOUND_EMAIL' },
    BatchGetFlowAssociation: { ResourceIds: [list.EmailAddresses[0].EmailAddressArn] },
    DescribeEmailAddress: { EmailAddressId: list.EmailAddresses[0].EmailAddressId },
    CreateContact: { Channel: 'EMAIL', InitiationMethod: 'FLOW', ClientToken: 'x' },
    SearchUsers: {}, ListInstances: {}, DescribeInstance: {}, ListQueues: {}, ListRoutingProfiles: {}, ListHoursOfOperations: {}, ListAgentStatuses: {}, ListSecurityProfiles: {}, ListLambdaFunctions: {}, ListFlowAssociations: {}, ListUsers: {}, ListContactFlows: {}, SearchEmailAddresses: {},
  }
  for (const [op, input] of Object.entries<any>(inputs)) {
    const shape = model.operations.get(op)
    const out: any = await (c.connect.operations as any)[op]({ InstanceId: c.instanceId, ...input }, OPERATOR)
    try { const fitted = shape.fitOutput(out); if (JSON.stringify(fitted) !== JSON.stringify(out)) console.log(op, 'DIFF', JSON.stringify(out).slice(0, 600), JSON.stringify(fitted).slice(0, 600)) } catch (e) { console.log(op, String(e)) }
  }
})

it('is fast', async () => {
  const c = await aCentre({ concurrentEmails: 1e9 })
  const owner = await c.agent('owner')
  const content = flowContent([preferring(owner, 57600), ...toQueue(c.queueId), disconnect])
  await c.associate('hold@acme.email.connect.aws', await c.flow('Hold', content))
  for (let i = 0; i < 200; i++) { await c.agent('x' + i); c.connect.people.setStatus('x' + i, 'Available') }
  let t = performance.now()
  for (let i = 0; i < 10000; i++) c.mail({ to: [{ name: '', address: 'hold@acme.email.connect.aws' }] })
  await c.pass(10)
  console.log('queue', performance.now() - t, process.memoryUsage().rss / 1e6); t = performance.now()
  await c.pass(57600)
  console.log('expire', performance.now() - t); t = performance.now()
  console.log(c.connect.contacts().filter((x) => x.phase === 'CONNECTING').length)
  await c.pass(60)
  console.log('misses', performance.now() - t); t = performance.now()
  for (let r = 0; r < 10; r++) for (const p of c.connect.people.list()) { if (p.username !== 'owner') c.connect.people.setStatus(p.username, 'Available'); for (const x of p.contacts) if (x.state === 'CONNECTING') { c.connect.people.accept(p.username, x.contactId); c.connect.people.close(p.username, x.contactId) } }
  console.log('work', performance.now() - t, process.memoryUsage().rss / 1e6, c.connect.contacts().filter((x) => x.phase === 'ENDED').length)
}, 60000)
