import { describe, expect, it } from 'vitest'
import { aCentre, INBOX, type TestCentre } from './a-centre.ts'

const RAW = {
  MessageSourceType: 'RAW',
  RawMessage: { Subject: 'We have it', Body: 'Soon more.', ContentType: 'text/plain' },
}
const MAIL = {
  FromEmailAddress: { EmailAddress: INBOX },
  DestinationEmailAddress: { EmailAddress: 'ada@customer.example' },
  EmailMessage: RAW,
}

async function flowContact(centre: TestCentre, more: object = {}): Promise<string> {
  const flow = { Channel: 'EMAIL', InitiationMethod: 'FLOW', ...more }
  return (await centre.ask('CreateContact', flow)).ContactId
}

const contactOf = async (centre: TestCentre, ContactId: string) =>
  (await centre.ask('DescribeContact', { ContactId })).Contact

describe('an acknowledgement by API', () => {
  it('goes out once in the thread of the contact it is related to, and ends', async () => {
    const centre = await aCentre()
    const [id = ''] = centre.mail({ messageId: 'm@customer.example', references: ['older@customer.example'] })
    await centre.pass(10)
    await centre.ask('UpdateContactAttributes', { InitialContactId: id, Attributes: { vip: 'yes' } })
    const ask = { RelatedContactId: id, ClientToken: 'ack-1' }
    const ack = await flowContact(centre, ask)
    expect(await flowContact(centre, ask)).toBe(ack)
    const send = { ContactId: ack, ...MAIL, ClientToken: 'send-1' }
    await centre.ask('StartOutboundEmailContact', send)
    await centre.ask('StartOutboundEmailContact', send)
    await centre.pass(1)

    expect(centre.sent).toMatchObject([
      {
        contactId: ack,
        subject: 'We have it',
        inReplyTo: 'm@customer.example',
        references: ['older@customer.example', 'm@customer.example'],
      },
    ])
    expect(await contactOf(centre, ack)).toMatchObject({
      ...{ InitiationMethod: 'FLOW', RelatedContactId: id, ContactAssociationId: id },
      ...{ Attributes: { vip: 'yes' }, DisconnectReason: 'CONTACT_FLOW_DISCONNECT' },
    })
  })

  it('stays open and in the quota where the switch says so, until it is stopped or expires', async () => {
    const centre = await aCentre({ outboundContactCloses: 'stays-open', concurrentEmails: 1 })
    const ack = await flowContact(centre)
    await centre.ask('StartOutboundEmailContact', { ContactId: ack, ...MAIL })
    await centre.pass(1)
    expect(centre.sent).toHaveLength(1)
    await expect(flowContact(centre)).rejects.toMatchObject({ name: 'ServiceQuotaExceededException' })
    await centre.ask('StopContact', { ContactId: ack })
    await expect(flowContact(centre)).resolves.toEqual(expect.any(String))
  })

  it('carries no thread headers where the switch says so', async () => {
    const centre = await aCentre({ linkedMailCarriesThreadHeaders: false })
    const [RelatedContactId = ''] = centre.mail()
    const ack = await flowContact(centre, { RelatedContactId })
    await centre.ask('StartOutboundEmailContact', { ContactId: ack, ...MAIL })
    await centre.pass(1)
    expect(centre.sent).toMatchObject([{ inReplyTo: undefined, references: [] }])
  })

  it('to another address of ours comes back in as a mail, to the same one it is dropped', async () => {
    const centre = await aCentre()
    const to = async (EmailAddress: string) => {
      const ack = await flowContact(centre)
      await centre.ask('StartOutboundEmailContact', {
        ContactId: ack,
        ...MAIL,
        DestinationEmailAddress: { EmailAddress },
      })
      await centre.pass(1)
    }
    await to(INBOX)
    expect(centre.connect.contacts()).toHaveLength(1)
    await to('billing@acme.email.connect.aws')
    expect(centre.connect.contacts().map(({ initiationMethod }) => initiationMethod)).toEqual([
      'FLOW',
      'FLOW',
      'INBOUND',
    ])
  })
})

describe('CreateContact', () => {
  it.each([
    ['a channel that is not modelled', { Channel: 'CHAT' }, 'InvalidRequestException'],
    ['INBOUND', { InitiationMethod: 'INBOUND' }, 'InvalidParameterException'],
    ['OUTBOUND without a user', { InitiationMethod: 'OUTBOUND' }, 'InvalidRequestException'],
    [
      'an unknown user',
      { InitiationMethod: 'OUTBOUND', UserInfo: { UserId: 'x' } },
      'ResourceNotFoundException',
    ],
    ['an unknown related contact', { RelatedContactId: 'x' }, 'ResourceNotFoundException'],
    ['InitiateAs COMPLETED', { InitiateAs: 'COMPLETED' }, 'InvalidRequestException'],
    ['an expiry of more than 90 days', { ExpiryDurationInMinutes: 129_601 }, 'InvalidParameterException'],
    [
      'a segment attribute that is not predefined',
      { SegmentAttributes: { x: { ValueString: 'y' } } },
      'InvalidRequestException',
    ],
    ['an unknown instance', { InstanceId: 'x' }, 'ResourceNotFoundException'],
  ])('refuses %s', async (_, more, name) => {
    await expect(flowContact(await aCentre(), more)).rejects.toMatchObject({ name })
  })

  it('refuses a client token that was used for something else', async () => {
    const centre = await aCentre()
    await flowContact(centre, { ClientToken: 'one' })
    await expect(flowContact(centre, { ClientToken: 'one', Name: 'else' })).rejects.toMatchObject({
      name: 'IdempotencyException',
    })
  })

  it('refuses FLOW by API where the switch says so', async () => {
    await expect(flowContact(await aCentre({ flowContactByApi: 'refused' }))).rejects.toMatchObject({
      name: 'InvalidRequestException',
    })
  })

  it('expires as it was told', async () => {
    const centre = await aCentre()
    const id = await flowContact(centre, { ExpiryDurationInMinutes: 5 })
    await centre.pass(300)
    expect(await contactOf(centre, id)).toMatchObject({ DisconnectReason: 'EXPIRED' })
  })
})

describe('StartOutboundEmailContact', () => {
  const raw = (RawMessage: object) => ({
    EmailMessage: { ...RAW, RawMessage: { ...RAW.RawMessage, ...RawMessage } },
  })

  it.each([
    ['no subject', raw({ Subject: '' }), 'Subject'],
    ['999 characters of subject', raw({ Subject: 'x'.repeat(999) }), 'Subject'],
    ['no body', raw({ Body: '' }), 'Body'],
    ['more than 5 MB of body', raw({ Body: 'x'.repeat(5_242_881) }), 'Body'],
    ['another content type', raw({ ContentType: 'text/calendar' }), 'ContentType'],
    ['a template without its name', { EmailMessage: { MessageSourceType: 'TEMPLATE' } }, 'MessageTemplateId'],
    ['Raw instead of RawMessage', { EmailMessage: { MessageSourceType: 'RAW', Raw: {} } }, 'RawMessage'],
    [
      'a sender that is not ours',
      { FromEmailAddress: { EmailAddress: 'me@else.example' } },
      'no email address',
    ],
    ['no sender', { FromEmailAddress: undefined }, 'FromEmailAddress'],
    ['no address', { DestinationEmailAddress: { EmailAddress: 'ada' } }, 'DestinationEmailAddress'],
    ['no destination', { DestinationEmailAddress: undefined }, 'DestinationEmailAddress'],
    [
      '50 in Cc',
      { AdditionalRecipients: { CcEmailAddresses: Array(50).fill({ EmailAddress: 'a@b.c' }) } },
      'Cc',
    ],
  ])('refuses %s', async (_, more, message) => {
    const centre = await aCentre()
    const ContactId = await flowContact(centre)
    await expect(
      centre.ask('StartOutboundEmailContact', { ContactId, ...MAIL, ...more }),
    ).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining(message),
    })
  })

  it('refuses a contact that came in, was sent or has ended, and one that is unknown', async () => {
    const centre = await aCentre()
    const send = (ContactId: string) => centre.ask('StartOutboundEmailContact', { ContactId, ...MAIL })
    const [inbound = ''] = centre.mail()
    const sent = await flowContact(centre)
    await send(sent)
    await expect(send(inbound)).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await expect(send(sent)).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await centre.pass(1)
    await expect(send(sent)).rejects.toMatchObject({ name: 'InvalidRequestException' })
    await expect(send('unknown')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('SendOutboundEmail', () => {
  it('is for outbound campaigns alone', async () => {
    const { ask } = await aCentre()
    await expect(ask('SendOutboundEmail', MAIL)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })
})

describe('StartEmailContact', () => {
  it('brings a mail in by API, in its thread', async () => {
    const centre = await aCentre()
    const [first = ''] = centre.mail({ messageId: 'm@customer.example' })
    const { ContactId } = await centre.ask('StartEmailContact', {
      FromEmailAddress: { EmailAddress: 'ada@customer.example' },
      DestinationEmailAddress: INBOX,
      EmailMessage: {
        MessageSourceType: 'RAW',
        RawMessage: {
          ...{ Subject: '', Body: 'x', ContentType: 'text/plain' },
          Headers: { IN_REPLY_TO: '<m@customer.example>', X_SES_SPAM_VERDICT: 'PASS' },
        },
      },
    })
    await centre.pass(10)
    expect(await contactOf(centre, ContactId)).toMatchObject({
      ...{ InitiationMethod: 'API', RelatedContactId: first },
      SegmentAttributes: { 'connect:X-SES-SPAM-VERDICT': { ValueString: 'PASS' } },
    })
    expect(centre.connect.contact(ContactId)).toMatchObject({ State: 'QUEUED' })
  })
})
