import { describe, expect, it } from 'vitest'

import { aCentre, type TestCentre } from './a-centre.ts'
import { action, disconnect, flowContent, toQueue } from './a-flow.ts'

const ERRORS = ['NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded']

async function aGuide(hook = 'DisconnectAgentUI', shown = '', seconds = 60) {
  const centre = await aCentre()
  const { View } = await centre.ask('CreateView', {
    Name: 'Topic',
    Status: 'PUBLISHED',
    Content: { Template: '{"Body":[]}', Actions: ['Submit'] },
  })
  const show = action(
    'ShowView',
    {
      ViewResource: { Id: shown || `${View.Arn}:$LATEST` },
      InvocationTimeLimitSeconds: String(seconds),
      ViewData: { Message: 'About $.Name.' },
    },
    ERRORS,
  )
  const keep = action('UpdateContactAttributes', {
    Attributes: { Topic: '$.Views.ViewResultData.topic.0', How: '$.Views.Action' },
    TargetContact: 'Related',
  })
  const guide = await centre.flow('Guide', flowContent([show, keep, disconnect]))
  const inbound = await centre.flow(
    'With guide',
    flowContent([
      action('UpdateContactEventHooks', { EventHooks: { [hook]: guide } }),
      ...toQueue(centre.queueId),
      disconnect,
    ]),
  )
  await centre.associate('guided@acme.email.connect.aws', inbound)
  await centre.agent('ana', {
    more: {
      AfterContactWorkConfigs: [
        { Channel: 'EMAIL', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } },
      ],
    },
  })
  centre.connect.people.setStatus('ana', 'Available')
  const [contactId = ''] = centre.mail({ to: [{ name: '', address: 'guided@acme.email.connect.aws' }] })
  await centre.pass(10)
  centre.connect.people.accept('ana', contactId)
  await centre.pass(1)
  return { centre, contactId, view: View }
}

const attributes = async (centre: TestCentre, InitialContactId: string) =>
  (await centre.ask('GetContactAttributes', { InitialContactId })).Attributes

describe('a step-by-step guide', () => {
  it('runs on a chat contact of its own in after-contact work and writes what the agent picks on hers', async () => {
    const { centre, contactId, view } = await aGuide()
    const { people } = centre.connect
    expect(people.guides('ana')).toEqual([])
    people.close('ana', contactId)
    await centre.pass(1)
    const [guide] = people.guides('ana')
    expect(guide).toMatchObject({
      relatedContactId: contactId,
      view: { id: `${view.Arn}:$LATEST`, actions: ['Submit'], template: { Body: [] } },
    })
    const { Contact } = await centre.ask('DescribeContact', { ContactId: guide?.contactId })
    expect(Contact).toMatchObject({ Channel: 'CHAT', RelatedContactId: contactId })
    expect(people.list()[0]?.contacts).toMatchObject([{ contactId, state: 'ENDED' }])
    people.answerGuide('ana', guide?.contactId ?? '', { action: 'Submit', data: { topic: ['Kettles'] } })
    await centre.pass(1)
    expect(await attributes(centre, contactId)).toMatchObject({ Topic: 'Kettles', How: 'Submit' })
    expect(people.guides('ana')).toEqual([])
  })

  it('begins with the agent accepting where it is the default one', async () => {
    const { centre, contactId } = await aGuide('DefaultAgentUI')
    expect(centre.connect.people.guides('ana')).toMatchObject([{ relatedContactId: contactId }])
  })

  it('goes on to its end when after-contact work is dismissed meanwhile', async () => {
    const { centre, contactId } = await aGuide()
    const { people } = centre.connect
    people.close('ana', contactId)
    await centre.pass(1)
    await centre.ask('DismissUserContact', { UserId: people.list()[0]?.id, ContactId: contactId })
    expect(people.list()[0]?.contacts).toEqual([])
    const [guide] = people.guides('ana')
    people.answerGuide('ana', guide?.contactId ?? '', { action: 'Submit', data: { topic: ['Cups'] } })
    await centre.pass(1)
    expect(await attributes(centre, contactId)).toMatchObject({ Topic: 'Cups' })
  })

  it('takes its branch for the time limit when nobody answers', async () => {
    const { centre, contactId } = await aGuide('DefaultAgentUI')
    await centre.pass(61)
    expect(centre.connect.people.guides('ana')).toEqual([])
    expect(await attributes(centre, contactId)).toEqual({})
  })

  it.each(['arn:aws:connect:us-east-1:aws:view/cards:1', 'nowhere'])('shows no view %s', async (id) => {
    const { centre } = await aGuide('DefaultAgentUI', id)
    expect(centre.connect.people.guides('ana')).toEqual([])
  })

  it("shows Amazon's confirmation", async () => {
    const id = 'arn:aws:connect:us-east-1:aws:view/confirmation:1'
    const { centre } = await aGuide('DefaultAgentUI', id)
    expect(centre.connect.people.guides('ana')).toMatchObject([{ view: { id, actions: ['Next'] } }])
  })

  it('refuses actions that the view does not have, and guides that do not run', async () => {
    const { centre } = await aGuide('DefaultAgentUI')
    const { people } = centre.connect
    const id = people.guides('ana')[0]?.contactId ?? ''
    expect(() => people.answerGuide('ana', id, { action: 'Back', data: {} })).toThrow('has no action Back')
    expect(() => people.answerGuide('ana', 'x', { action: 'Back', data: {} })).toThrow('no guide x')
  })
})

describe('views', () => {
  it('are created, saved, published, listed and deleted', async () => {
    const { ask } = await aCentre()
    const Content = { Template: '{}', Actions: ['Go'] }
    const { View } = await ask('CreateView', { Name: 'V', Status: 'SAVED', Content })
    expect(View.Status).toBe('SAVED')
    await ask('UpdateViewContent', { ViewId: View.Id, Status: 'PUBLISHED', Content })
    expect((await ask('DescribeView', { ViewId: `${View.Arn}:$LATEST` })).View).toMatchObject({
      Status: 'PUBLISHED',
      Content,
    })
    await expect(ask('CreateView', { Name: 'V', Status: 'SAVED', Content })).rejects.toMatchObject({
      name: 'DuplicateResourceException',
    })
    const bad = { Name: 'W', Status: 'SAVED', Content: { Template: '{' } }
    await expect(ask('CreateView', bad)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await ask('DeleteView', { ViewId: View.Id })
    expect((await ask('ListViews', { Type: 'CUSTOMER_MANAGED' })).ViewsSummaryList).toEqual([])
  })
})

describe('predefined attributes', () => {
  it('are what segment attributes have to be, with their values where these are enforced', async () => {
    const centre = await aCentre()
    const { ask } = centre
    const [ContactId = ''] = centre.mail()
    const update = (Disposition: string) =>
      ask('UpdateContact', { ContactId, SegmentAttributes: { Disposition: { ValueString: Disposition } } })
    await expect(update('Refund')).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await ask('CreatePredefinedAttribute', {
      Name: 'Disposition',
      Values: { StringList: ['Refund'] },
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    })
    await update('Refund')
    await expect(update('Other')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const { Contact } = await ask('DescribeContact', { ContactId })
    expect(Contact.SegmentAttributes.Disposition).toEqual({ ValueString: 'Refund' })
    await ask('UpdatePredefinedAttribute', { Name: 'Disposition', Values: { StringList: ['Other'] } })
    await update('Other')
    expect(
      (await ask('DescribePredefinedAttribute', { Name: 'Disposition' })).PredefinedAttribute,
    ).toMatchObject({
      Values: { StringList: ['Other'] },
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    })
    await ask('DeletePredefinedAttribute', { Name: 'Disposition' })
    expect((await ask('ListPredefinedAttributes')).PredefinedAttributeSummaryList).toEqual([])
  })

  it.each([
    { Name: 'connect:x' },
    { Name: 'x'.repeat(101) },
    { Name: 'x', Values: { StringList: Array.from({ length: 501 }, String) } },
    { Name: 'x', Values: { StringList: ['y'.repeat(101)] } },
  ])('have bounds', async (input) => {
    const { ask } = await aCentre()
    await expect(ask('CreatePredefinedAttribute', input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
  })
})
