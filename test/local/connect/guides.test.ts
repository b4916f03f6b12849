import { describe, expect, it } from 'vitest'
import { aCentre, type TestCentre } from './a-centre.ts'

const view = (message: string) => ({
  Head: { Title: 'A form' },
  Body: [{ _id: 'form', Type: 'Form', Props: {}, Content: [message] }],
})

/** Asks by that view, writes the answer on the contact that it is about, and ends. */
function guideFlow(arn: string, limit = '60'): string {
  const done = { NextAction: 'done' }
  return JSON.stringify({
    Version: '2019-10-30',
    StartAction: 'ask',
    Metadata: {},
    Actions: [
      {
        Identifier: 'ask',
        Type: 'ShowView',
        Parameters: {
          ViewResource: { Id: arn },
          InvocationTimeLimitSeconds: limit,
          ViewData: { Message: 'About $.Channel' },
        },
        Transitions: {
          ...done,
          Conditions: [{ NextAction: 'keep', Condition: { Operator: 'Equals', Operands: ['Submit'] } }],
          Errors: ['NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'].map((ErrorType) => ({
            ...done,
            ErrorType,
          })),
        },
      },
      {
        Identifier: 'keep',
        Type: 'UpdateContactAttributes',
        Parameters: {
          Attributes: { said: '$.Views.ViewResultData.list.0' },
          TargetContact: 'Related',
        },
        Transitions: { ...done, Errors: [{ ...done, ErrorType: 'NoMatchingError' }] },
      },
      { Identifier: 'done', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
    ],
  })
}

function inbound(queueId: string, guideId: string): string {
  const next = (NextAction: string) => ({
    NextAction,
    Errors: [{ NextAction, ErrorType: 'NoMatchingError' }],
  })
  const done = { NextAction: 'done' }
  return JSON.stringify({
    Version: '2019-10-30',
    StartAction: 'hook',
    Metadata: {},
    Actions: [
      {
        Identifier: 'hook',
        Type: 'UpdateContactEventHooks',
        Parameters: { EventHooks: { DisconnectAgentUI: guideId } },
        Transitions: next('choose'),
      },
      {
        Identifier: 'choose',
        Type: 'UpdateContactTargetQueue',
        Parameters: { QueueId: queueId },
        Transitions: next('queue'),
      },
      {
        Identifier: 'queue',
        Type: 'TransferContactToQueue',
        Parameters: {},
        Transitions: {
          ...done,
          Errors: ['QueueAtCapacity', 'NoMatchingError'].map((ErrorType) => ({ ...done, ErrorType })),
        },
      },
      { Identifier: 'done', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
    ],
  })
}

const ASKED = 'asked@acme.email.connect.aws'
const WORK = {
  AfterContactWorkConfigs: [{ Channel: 'EMAIL', AfterContactWorkConfig: { AfterContactWorkTimeLimit: 0 } }],
}

/** Ana has closed a contact whose flow set a guide for afterwards. */
async function closed(more: object = WORK, limit?: string): Promise<{ centre: TestCentre; contact: string }> {
  const centre = await aCentre()
  const { View } = await centre.ask('CreateView', {
    Name: 'a form',
    Status: 'PUBLISHED',
    Content: { Actions: ['Submit', 'Back'], Template: JSON.stringify(view('$.Message')) },
  })
  const guide = await centre.flow('guide', guideFlow(`${View.Arn}:$LATEST`, limit))
  const flow = await centre.flow('asked', inbound(centre.queueId, guide))
  await centre.associate(ASKED, flow)
  await centre.agent('ana', { more })
  centre.connect.people.setStatus('ana', 'Available')
  const [contact = ''] = centre.mail({ to: [{ name: '', address: ASKED }] })
  await centre.pass(5)
  centre.connect.people.accept('ana', contact)
  centre.connect.people.close('ana', contact)
  await centre.pass(1)
  return { centre, contact }
}

const guideOf = ({ connect }: TestCentre, contact: string) =>
  connect
    .contacts()
    .find(({ channel, relatedContactId }) => channel === 'CHAT' && relatedContactId === contact)

describe('a guide', () => {
  it('runs on a chat contact of its own, and writes on the contact that it is about', async () => {
    const { centre, contact } = await closed()
    const { people } = centre.connect
    expect(people.guide('ana', contact)).toMatchObject({ name: 'a form', data: { Message: 'About CHAT' } })
    await people.submit('ana', contact, 'Submit', { list: ['this', 'that'] })
    await centre.pass(1)
    expect(await centre.ask('GetContactAttributes', { InitialContactId: contact })).toMatchObject({
      Attributes: { said: 'this' },
    })
    expect(guideOf(centre, contact)).toMatchObject({
      phase: 'ENDED',
      disconnectReason: 'CONTACT_FLOW_DISCONNECT',
      segmentAttributes: { 'connect:Subtype': { ValueString: 'connect:Guide' } },
    })
    expect(people.guide('ana', contact)).toBeUndefined()
    expect(guideOf(centre, contact)?.associationId).not.toBe(contact)
  })

  it('goes with the contact, when the agent clears it or an API does', async () => {
    const { centre, contact } = await closed()
    const [ana] = centre.connect.people.list()
    await centre.ask('DismissUserContact', { UserId: ana?.id, ContactId: contact })
    expect(guideOf(centre, contact)).toMatchObject({ phase: 'ENDED', disconnectReason: 'OTHER' })
    expect(() => centre.connect.people.guide('ana', contact)).toThrow('not with ana')
  })

  it('has a time limit, and knows its buttons', async () => {
    const { centre, contact } = await closed(WORK, '60')
    const { people } = centre.connect
    expect(() => people.submit('ana', contact, 'Save', {})).toThrow('Submit, Back are known')
    await centre.pass(61)
    expect(people.guide('ana', contact)).toBeUndefined()
    expect(() => people.submit('ana', contact, 'Submit', {})).toThrow('no guide is shown')
  })

  it('is not shown to who has no after-contact work', async () => {
    const { centre, contact } = await closed({})
    expect(guideOf(centre, contact)).toBeUndefined()
  })
})

describe('a predefined attribute', () => {
  it('is a segment attribute whose values may be enforced', async () => {
    const { centre, contact } = await closed()
    const label = (name: string, ValueString: string) =>
      centre.ask('UpdateContact', { ContactId: contact, SegmentAttributes: { [name]: { ValueString } } })
    await expect(label('Reason', 'a')).rejects.toThrow('not a predefined attribute')
    await centre.ask('CreatePredefinedAttribute', {
      Name: 'Reason',
      Values: { StringList: ['a', 'b'] },
      AttributeConfiguration: { EnableValueValidationOnAssociation: true },
    })
    await label('Reason', 'b')
    expect(centre.connect.contacts().find(({ id }) => id === contact)?.segmentAttributes.Reason).toEqual({
      ValueString: 'b',
    })
    await expect(label('Reason', 'c')).rejects.toThrow('its values are enforced')
    await centre.ask('UpdatePredefinedAttribute', { Name: 'Reason', Values: { StringList: ['c'] } })
    await label('Reason', 'c')
    await centre.ask('DeletePredefinedAttribute', { Name: 'Reason' })
    await expect(centre.ask('DescribePredefinedAttribute', { Name: 'Reason' })).rejects.toThrow('not found')
  })

  it.each([
    ['a prefix that Connect keeps', { Name: 'connect:Reason', Values: { StringList: ['a'] } }],
    ['a value of 101 characters', { Name: 'Reason', Values: { StringList: ['x'.repeat(101)] } }],
    [
      '501 values',
      { Name: 'Reason', Values: { StringList: Array.from({ length: 501 }, (_, at) => `v${at}`) } },
    ],
  ])('is refused with %s', async (_, input) => {
    const centre = await aCentre()
    await expect(centre.ask('CreatePredefinedAttribute', input)).rejects.toThrow('allowed')
  })
})
