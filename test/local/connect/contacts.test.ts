import { describe, expect, it } from 'vitest'
import { aCentre, type TestCentre } from './a-centre.ts'
import { disconnect, endFlow, flowContent, toQueue } from './a-flow.ts'

async function queued(centre: TestCentre): Promise<string> {
  const [id = ''] = centre.mail()
  await centre.pass(10)
  return id
}

async function transferFlow(centre: TestCentre): Promise<string> {
  return centre.flow('Transfer', flowContent([...toQueue(centre.billingQueueId), disconnect]))
}

describe('TransferContact', () => {
  it('ends the contact as TRANSFERRED and makes the next of its chain, which shares its attributes', async () => {
    const centre = await aCentre()
    const id = await queued(centre)
    const ContactFlowId = await transferFlow(centre)
    await centre.ask('UpdateContactAttributes', { InitialContactId: id, Attributes: { a: '1' } })
    const transfer = { ContactId: id, ContactFlowId, QueueId: centre.queueId, ClientToken: 't' }
    const { ContactId } = await centre.ask('TransferContact', transfer)
    expect(await centre.ask('TransferContact', transfer)).toMatchObject({ ContactId })
    await centre.pass(1)
    await centre.ask('UpdateContactAttributes', { InitialContactId: ContactId, Attributes: { b: '2' } })

    const { Contact } = await centre.ask('DescribeContact', { ContactId })
    expect(Contact).toMatchObject({
      ...{
        InitiationMethod: 'TRANSFER',
        PreviousContactId: id,
        InitialContactId: id,
        ContactAssociationId: id,
      },
      ...{ QueueInfo: { Id: centre.billingQueueId }, Attributes: { a: '1', b: '2' } },
    })
    const { Contact: old } = await centre.ask('DescribeContact', { ContactId: id })
    expect(old).toMatchObject({ DisconnectReason: 'TRANSFERRED', Attributes: { a: '1', b: '2' } })
  })

  it('goes to an agent’s own queue with UserId', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    const { ContactFlowSummaryList } = await centre.ask('ListContactFlows', {
      ContactFlowTypes: ['AGENT_TRANSFER'],
    })
    const ContactFlowId = ContactFlowSummaryList[0].Id
    const { ContactId } = await centre.ask('TransferContact', {
      ContactId: await queued(centre),
      ContactFlowId,
      UserId,
    })
    await centre.pass(1)
    centre.connect.people.setStatus('ana', 'Available')
    expect(centre.connect.contact(ContactId)).toMatchObject({
      State: 'CONNECTING',
      QueueInfo: { Id: UserId },
    })
  })

  it('is refused the twelfth time', async () => {
    const centre = await aCentre()
    const ContactFlowId = await transferFlow(centre)
    let ContactId = await queued(centre)
    const transfer = () =>
      centre.ask('TransferContact', { ContactId, ContactFlowId, QueueId: centre.queueId })
    for (let times = 0; times < 11; times++) {
      ContactId = (await transfer()).ContactId
      await centre.pass(1)
    }
    await expect(transfer()).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  it('is refused with both or neither target, a flow of another type, an unknown flow, and once the contact is over', async () => {
    const centre = await aCentre()
    const ContactId = await queued(centre)
    const UserId = await centre.agent('ana')
    const ContactFlowId = await transferFlow(centre)
    const whisper = await centre.flow('Whisper', flowContent([endFlow]), 'OUTBOUND_WHISPER')
    const QueueId = centre.queueId
    const name = 'InvalidRequestException'
    const transfer = (more: object) => centre.ask('TransferContact', { ContactId, ContactFlowId, ...more })
    await expect(transfer({ QueueId, UserId })).rejects.toMatchObject({ name })
    await expect(transfer({})).rejects.toMatchObject({ name })
    await expect(transfer({ QueueId, ContactFlowId: whisper })).rejects.toMatchObject({ name })
    await expect(transfer({ QueueId, ContactFlowId: 'x' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    await centre.ask('StopContact', { ContactId })
    await expect(transfer({ QueueId })).rejects.toMatchObject({ name })
  })

  it('to an agent whose queue holds ten contacts is refused', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const { UserSummaryList } = await centre.ask('ListUsers')
    const { ContactFlowSummaryList } = await centre.ask('ListContactFlows', {
      ContactFlowTypes: ['AGENT_TRANSFER'],
    })
    const target = { UserId: UserSummaryList[0].Id, ContactFlowId: ContactFlowSummaryList[0].Id }
    const transfer = async () => centre.ask('TransferContact', { ContactId: await queued(centre), ...target })
    for (let times = 0; times < 10; times++) await transfer()
    await centre.pass(1)
    await expect(transfer()).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })
})

describe('StopContact', () => {
  it('ends a contact, once', async () => {
    const centre = await aCentre()
    const ContactId = await queued(centre)
    await centre.ask('StopContact', { ContactId })
    expect(centre.connect.contact(ContactId)).toMatchObject({ State: 'ENDED', DisconnectReason: 'API' })
    const again = centre.ask('StopContact', { ContactId })
    await expect(again).rejects.toMatchObject({ name: 'ContactNotFoundException' })
  })
})

describe('UpdateContactAttributes', () => {
  it('takes 32,768 bytes of UTF-8 in all, also after the end', async () => {
    const centre = await aCentre()
    const InitialContactId = await queued(centre)
    await centre.ask('StopContact', { ContactId: InitialContactId })
    const update = (value: string) =>
      centre.ask('UpdateContactAttributes', { InitialContactId, Attributes: { k: value } })
    await update('ä'.repeat(16_383))
    await expect(update(`${'ä'.repeat(16_383)}xy`)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})

describe('TagContact', () => {
  it('takes six tags besides Amazon’s own, and refuses the prefix aws:', async () => {
    const centre = await aCentre()
    const ContactId = await queued(centre)
    const tag = (Tags: object) => centre.ask('TagContact', { ContactId, Tags })
    await tag(Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`k${index}`, 'v'])))
    await expect(tag({ k7: 'v' })).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(tag({ 'aws:x': 'v' })).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await centre.ask('UntagContact', { ContactId, TagKeys: ['k0', 'aws:connect:instanceId'] })
    await tag({ k7: 'v' })
    const { Contact } = await centre.ask('DescribeContact', { ContactId })
    expect(Object.keys(Contact.Tags)).toHaveLength(8)
  })
})

describe('UpdateContact', () => {
  it('changes name, description, references and expiry, and refuses what is not modelled', async () => {
    const centre = await aCentre()
    const ContactId = await queued(centre)
    const expiry = { ValueMap: { ExpiryDuration: { ValueInteger: 10 } } }
    await centre.ask('UpdateContact', {
      ContactId,
      Name: 'n',
      SegmentAttributes: { 'connect:ContactExpiry': expiry },
    })
    await expect(centre.ask('UpdateContact', { ContactId, QueueInfo: {} })).rejects.toMatchObject({
      message: expect.stringContaining('not modelled'),
    })
    await centre.pass(600)
    const { Contact } = await centre.ask('DescribeContact', { ContactId })
    expect(Contact).toMatchObject({ Name: 'n', DisconnectReason: 'EXPIRED' })
  })
})
