import { describe, expect, it } from 'vitest'
import { accessTo } from '../../../local/connect/access.ts'
import { isOpen } from '../../../local/connect/hours.ts'
import type { Hours } from '../../../local/connect/model.ts'
import { aCentre, INBOX } from './a-centre.ts'
import { action, disconnect, endFlow, flowContent } from './a-flow.ts'

const GOOD = flowContent([disconnect])
const BAD = GOOD.replace('DisconnectParticipant', 'UpdateRoutingCriteria')

describe('contact flows', () => {
  it('are refused with the validator’s problems when published, not when saved', async () => {
    const { ask, flow } = await aCentre()
    await expect(flow('Bad', BAD)).rejects.toMatchObject({
      name: 'InvalidContactFlowException',
      fields: {
        problems: expect.arrayContaining([
          { message: 'Invalid Action type. Type: UpdateRoutingCriteria, Path: Actions[0].Type' },
        ]),
      },
    })
    const { ContactFlowId } = await ask('CreateContactFlow', {
      ...{ Name: 'Draft', Type: 'CONTACT_FLOW', Content: BAD, Status: 'SAVED' },
    })
    const describe = (id: string) => ask('DescribeContactFlow', { ContactFlowId: id })
    await expect(describe(ContactFlowId)).rejects.toMatchObject({ name: 'ContactFlowNotPublishedException' })
    expect((await describe(`${ContactFlowId}:$SAVED`)).ContactFlow).toMatchObject({
      Status: 'SAVED',
      Content: BAD,
    })
    await expect(ask('UpdateContactFlowContent', { ContactFlowId, Content: BAD })).rejects.toMatchObject({
      name: 'InvalidContactFlowException',
    })
    await ask('UpdateContactFlowContent', { ContactFlowId, Content: GOOD })
    expect((await describe(ContactFlowId)).ContactFlow).toMatchObject({ Status: 'PUBLISHED', Content: GOOD })
  })

  it('have modules, which are checked and kept', async () => {
    const { ask } = await aCentre()
    const end = { ...endFlow, Type: 'EndFlowModuleExecution' }
    const Settings = { InputParameters: [], OutputParameters: [], Transitions: [] }
    const Content = JSON.stringify({ ...JSON.parse(flowContent([end])), Settings })
    const { Id, Arn } = await ask('CreateContactFlowModule', { Name: 'Greeting', Content })
    const described = async () =>
      (await ask('DescribeContactFlowModule', { ContactFlowModuleId: Id })).ContactFlowModule

    expect(Arn).toMatch(/:instance\/[^/]+\/flow-module\/[^/]+$/)
    expect(await described()).toMatchObject({
      Name: 'Greeting',
      Content,
      State: 'ACTIVE',
      Status: 'PUBLISHED',
    })
    await expect(ask('CreateContactFlowModule', { Name: 'Greeting', Content })).rejects.toMatchObject({
      name: 'DuplicateResourceException',
    })
    // A flow is no module: it has no Settings.
    const update = { ContactFlowModuleId: Id, Content: flowContent([end]) }
    await expect(ask('UpdateContactFlowModuleContent', update)).rejects.toMatchObject({
      name: 'InvalidContactFlowModuleException',
      fields: { Problems: [{ message: 'JSON field is missing or null for field name: settings' }] },
    })
    await ask('UpdateContactFlowModuleMetadata', {
      ContactFlowModuleId: Id,
      Name: 'Hello',
      State: 'ARCHIVED',
    })
    expect(await ask('ListContactFlowModules', { ContactFlowModuleState: 'ARCHIVED' })).toMatchObject({
      ContactFlowModulesSummaryList: [{ Id, Name: 'Hello' }],
    })
    await ask('DeleteContactFlowModule', { ContactFlowModuleId: Id })
    await expect(described()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('are taken with blocks that are not run here, and end the contact that comes to one', async () => {
    const { ask, flow, associate, mail, pass } = await aCentre()
    const menu = action(
      'GetParticipantInput',
      { Text: 'Press 1', StoreInput: 'False', InputTimeLimitSeconds: '5' },
      ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'],
    )
    const ContactFlowId = await flow('Voice', flowContent([menu, disconnect]))
    expect((await ask('DescribeContactFlow', { ContactFlowId })).ContactFlow.Status).toBe('PUBLISHED')
    await associate('voice@acme.email.connect.aws', ContactFlowId)
    const [ContactId] = mail({ to: [{ name: '', address: 'voice@acme.email.connect.aws' }] })
    await pass(60)
    expect((await ask('DescribeContact', { ContactId })).Contact.DisconnectTimestamp).toBeDefined()
  })

  it('have names of their own, and stay while an address runs them', async () => {
    const { ask, flow, flowId } = await aCentre()
    await expect(flow('Inbound', GOOD)).rejects.toMatchObject({ name: 'DuplicateResourceException' })
    await expect(ask('DeleteContactFlow', { ContactFlowId: flowId })).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    const ContactFlowId = await flow('Other', GOOD)
    await ask('UpdateContactFlowMetadata', { ContactFlowId, Name: 'Renamed' })
    await ask('DeleteContactFlow', { ContactFlowId })
    await expect(ask('DescribeContactFlow', { ContactFlowId })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})

describe('email addresses and their flows', () => {
  it('are associated, found, replaced and parted', async () => {
    const { ask, flow, connect } = await aCentre()
    const EmailAddress = 'new@acme.email.connect.aws'
    const { EmailAddressArn: ResourceId, EmailAddressId } = await ask('CreateEmailAddress', { EmailAddress })
    const of = { ResourceId, ResourceType: 'INBOUND_EMAIL' }
    await expect(ask('GetFlowAssociation', of)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const FlowId = await flow('New', GOOD)
    await ask('AssociateFlow', { ...of, FlowId })
    expect((await ask('GetFlowAssociation', of)).FlowId).toContain(`/contact-flow/${FlowId}`)
    expect(
      (await ask('BatchGetFlowAssociation', { ResourceIds: [ResourceId, 'x'] })).FlowAssociationSummaryList,
    ).toHaveLength(1)
    expect((await ask('ListFlowAssociations')).FlowAssociationSummaryList).toHaveLength(3)
    await ask('DisassociateFlow', of)
    expect(connect.accepts(EmailAddress)).toBe('unknown')
    await expect(ask('DisassociateFlow', of)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await ask('DeleteEmailAddress', { EmailAddressId })
    expect((await ask('SearchEmailAddresses')).ApproximateTotalCount).toBe(2)
  })

  it('refuse a taken or malformed address, a flow of the wrong type and resources that are not modelled', async () => {
    const { ask, flow, flowId } = await aCentre()
    const create = (EmailAddress: string) => ask('CreateEmailAddress', { EmailAddress })
    await expect(create(INBOX.toUpperCase())).rejects.toMatchObject({ name: 'DuplicateResourceException' })
    await expect(create('no address')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const { EmailAddressArn: ResourceId } = await create('new@acme.email.connect.aws')
    const whisper = await flow('Whisper', flowContent([endFlow]), 'OUTBOUND_WHISPER')
    const associate = (ResourceType: string, FlowId: string) =>
      ask('AssociateFlow', { ResourceId, ResourceType, FlowId })
    await expect(associate('INBOUND_EMAIL', whisper)).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    await expect(associate('OUTBOUND_EMAIL', flowId)).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
    await expect(associate('SMS_PHONE_NUMBER', flowId)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(associate('INBOUND_EMAIL', 'x')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('users, queues and profiles', () => {
  it('are refused with unknown parts, taken names and impossible numbers', async () => {
    const { ask, queueId, agent } = await aCentre()
    await agent('ana')
    await expect(agent('ANA')).rejects.toMatchObject({ name: 'DuplicateResourceException' })
    await expect(agent('ben', { profileId: 'x' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    const queue = { Name: 'Q', HoursOfOperationId: 'x' }
    await expect(ask('CreateQueue', queue)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const profile = { Name: 'P', Description: 'P', DefaultOutboundQueueId: queueId }
    const MediaConcurrencies = [{ Channel: 'EMAIL', Concurrency: 11 }]
    await expect(ask('CreateRoutingProfile', { ...profile, MediaConcurrencies })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('have further email addresses beside the one for outbound mail, 49 at most', async () => {
    const { ask, queueId: QueueId } = await aCentre()
    const addresses = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        ask('CreateEmailAddress', { EmailAddress: `desk-${n}@acme.email.connect.aws` }),
      ),
    )
    const [one, ...others] = addresses.map(({ EmailAddressId }) => EmailAddressId as string)
    const associate = (ids: (string | undefined)[]) =>
      ask('AssociateQueueEmailAddresses', {
        QueueId,
        EmailAddressesConfig: ids.map((EmailAddressId) => ({ EmailAddressId })),
      })
    await associate(others)
    await associate(others)
    await expect(associate([one])).rejects.toMatchObject({ name: 'LimitExceededException' })
    await ask('DisassociateQueueEmailAddresses', { QueueId, EmailAddressesId: others.slice(0, 1) })
    await associate([one])
    await expect(associate(['x'])).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(associate([])).rejects.toMatchObject({ name: 'InvalidParameterException' })
  })

  it('go when nobody needs them any more, and not before', async () => {
    const centre = await aCentre()
    const { ask, queueId: QueueId, profileId: RoutingProfileId } = centre
    const UserId = await centre.agent('ana')
    const { Queue } = await ask('DescribeQueue', { QueueId })
    const { HoursOfOperationId } = Queue
    const inUse = { name: 'ResourceInUseException' }
    await expect(ask('DeleteRoutingProfile', { RoutingProfileId })).rejects.toMatchObject(inUse)
    await ask('DeleteUser', { UserId })
    await expect(ask('DeleteQueue', { QueueId })).rejects.toMatchObject(inUse)
    await ask('DeleteRoutingProfile', { RoutingProfileId })
    await expect(ask('DeleteHoursOfOperation', { HoursOfOperationId })).rejects.toMatchObject(inUse)
    for (const each of [QueueId, centre.billingQueueId]) await ask('DeleteQueue', { QueueId: each })
    await ask('DeleteHoursOfOperation', { HoursOfOperationId })
    const [id = ''] = centre.mail()
    await ask('DeleteInstance')
    expect(centre.connect.contact(id)).toMatchObject({ State: 'ENDED' })
    await expect(ask('DescribeInstance')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('show what users are doing: not the offline ones, by one kind of filter, Available while busy', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    await centre.agent('off')
    const data = (Filters: object) => centre.ask('GetCurrentUserData', { Filters })
    const byQueue = { Queues: [centre.queueId] }
    await expect(data({ ...byQueue, Agents: [UserId] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    expect((await data(byQueue)).UserDataList).toEqual([])
    const { AgentStatusSummaryList } = await centre.ask('ListAgentStatuses', {
      AgentStatusTypes: ['ROUTABLE'],
    })
    await centre.ask('PutUserStatus', { UserId, AgentStatusId: AgentStatusSummaryList[0].Id })
    const [id = ''] = centre.mail()
    await centre.pass(10)
    centre.connect.people.accept('ana', id)
    expect((await data(byQueue)).UserDataList).toMatchObject([
      {
        ...{ User: { Id: UserId }, Status: { StatusName: 'Available' } },
        ...{
          AvailableSlotsByChannel: { EMAIL: 1 },
          MaxSlotsByChannel: { EMAIL: 2 },
          ActiveSlotsByChannel: { EMAIL: 1 },
        },
        Contacts: [{ ContactId: id, AgentContactState: 'CONNECTED', Queue: { Id: centre.queueId } }],
      },
    ])
    const exact = { StringCondition: { FieldName: 'Username', ComparisonType: 'EXACT', Value: 'ana' } }
    expect((await centre.ask('SearchUsers', { SearchCriteria: exact })).Users).toMatchObject([{ Id: UserId }])
  })
})

describe('agent statuses', () => {
  it('are made, described and listed by type, and cannot be made disabled', async () => {
    const { ask } = await aCentre()
    const lunch = { Name: 'Lunch', Description: 'At noon', State: 'ENABLED', DisplayOrder: 3 }
    const { AgentStatusId } = await ask('CreateAgentStatus', lunch)
    expect((await ask('DescribeAgentStatus', { AgentStatusId })).AgentStatus).toMatchObject({
      ...lunch,
      Type: 'CUSTOM',
    })
    const { AgentStatusSummaryList } = await ask('ListAgentStatuses', { AgentStatusTypes: ['CUSTOM'] })
    expect(AgentStatusSummaryList).toMatchObject([{ Id: AgentStatusId, Name: 'Lunch', Type: 'CUSTOM' }])
    await expect(ask('CreateAgentStatus', { ...lunch, Name: 'Tea', State: 'DISABLED' })).rejects.toThrow(
      'State DISABLED is not modelled',
    )
    await expect(ask('CreateAgentStatus', lunch)).rejects.toThrow('the name Lunch is taken')
  })
})

describe('hours of operation', () => {
  const office = (config: Partial<Hours['config'][number]>): Hours => ({
    ...{ id: 'h', instanceId: 'i', name: 'h', description: undefined, timeZone: 'Europe/Berlin', tags: {} },
    config: [
      { Day: 'SUNDAY', StartTime: { Hours: 2, Minutes: 30 }, EndTime: { Hours: 17, Minutes: 0 }, ...config },
    ],
  })

  it.each([
    ['before the start', {}, '2026-11-01T01:29:00Z', false],
    ['at the start, in winter time', {}, '2026-11-01T01:30:00Z', true],
    ['at the start, in summer time', {}, '2026-07-05T00:30:00Z', true],
    ['at the end', {}, '2026-11-01T16:00:00Z', false],
    [
      'after midnight, when they end the next day',
      { EndTime: { Hours: 1, Minutes: 0 } },
      '2026-11-01T23:59:00Z',
      true,
    ],
  ])('%s', (_, config, at, open) => {
    expect(isOpen(office(config), Date.parse(at))).toBe(open)
  })
})

describe('the service', () => {
  it('has the documented quotas and asks for the documented resources', async () => {
    const { connect, instanceId } = await aCentre()
    expect(connect.quota?.('CreateContact')).toEqual({ rate: 2, burst: 5 })
    expect(connect.quota?.('UpdateContactRoutingData')).toEqual({ rate: 20, burst: 20 })
    for (const operation of ['CreateNotification', 'SearchUsers', 'GetCurrentUserData', 'PutUserStatus'])
      expect(connect.quota?.(operation)).toEqual({ rate: 2, burst: 5 })
    const arn = `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}`
    const asked = { InstanceId: instanceId, UserId: 'u', RoutingProfileId: 'r' }
    const resourcesOf = (operation: string) =>
      accessTo(operation, asked).flatMap(({ resources }) => resources.map((each) => each.replace(arn, '…')))
    expect(resourcesOf('CreateNotification')).toEqual(['…', '…/notification/*'])
    expect(resourcesOf('ListUserNotifications')).toEqual(['…/agent/u'])
    expect(resourcesOf('UpdateUserIdentityInfo')).toEqual(['…/agent/u'])
    expect(resourcesOf('DisassociateRoutingProfileQueues')).toEqual(['…/routing-profile/r'])
    expect(resourcesOf('SearchUsers')).toEqual(['…'])
    expect(accessTo('DescribeContact', { InstanceId: instanceId, ContactId: 'c' })).toEqual([
      { action: 'connect:DescribeContact', resources: [`${arn}/contact/c`] },
    ])
    expect(
      accessTo('TransferContact', {
        InstanceId: arn,
        ContactId: 'c',
        ContactFlowId: `${arn}/contact-flow/f`,
      }),
    ).toEqual([
      { action: 'connect:TransferContact', resources: [arn, `${arn}/contact/c`, `${arn}/contact-flow/f`] },
    ])
  })
})
