import { describe, expect, it } from 'vitest'
import { aCentre, aMail, BILLING, INBOX } from './a-centre.ts'

describe('a mail that comes in', () => {
  it('becomes a contact that its flow queues, is offered, taken, answered in its thread and closed', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const [id = ''] = centre.mail({ messageId: 'first@customer.example' })
    await centre.pass(10)
    const { people } = centre.connect
    people.setStatus('ana', 'Available')
    people.accept('ana', id)
    const reply = people.reply('ana', id, { body: 'We send a new one.' })
    await centre.pass(1)
    people.close('ana', id)

    expect(centre.sent).toMatchObject([
      {
        contactId: reply,
        subject: 'Re: Broken kettle',
        inReplyTo: 'first@customer.example',
        references: ['first@customer.example'],
        to: { address: 'ada@customer.example' },
        from: { address: INBOX, name: 'Acme' },
      },
    ])
    expect(centre.connect.timeline(id).map(({ what }) => what)).toEqual([
      ...['initiated', 'flow started', 'queued', 'offered', 'accepted'],
      ...['initiated', 'flow started', 'mail sent', 'ended', 'ended'],
    ])
    const { Contact } = await centre.ask('DescribeContact', { ContactId: id })
    expect(Contact).toMatchObject({
      InitiationMethod: 'INBOUND',
      Channel: 'EMAIL',
      ContactAssociationId: id,
      QueueInfo: { Id: centre.queueId },
      DisconnectReason: 'AGENT_DISCONNECT',
      CustomerEndpoint: { Address: 'ada@customer.example', Type: 'EMAIL_ADDRESS', DisplayName: 'Ada' },
      SystemEndpoint: { Address: INBOX },
      SegmentAttributes: { 'connect:EmailSubject': { ValueString: 'Broken kettle' } },
    })
  })

  it('becomes one contact for each of our addresses that it names', async () => {
    const centre = await aCentre()
    const ids = centre.mail({ cc: [{ name: '', address: BILLING.toUpperCase() }] })
    expect(ids).toHaveLength(2)
  })

  it('is dropped where a system address wrote to itself', async () => {
    const { connect } = await aCentre()
    const mail = aMail({ from: { name: '', address: INBOX } })
    expect(connect.receiveMail(mail)).toMatchObject({ outcome: 'dropped' })
  })

  it.each([
    ['more than 40 MB', { bytes: 41_943_041 }],
    ['more than 5 MB of text', { text: 'x'.repeat(5_242_881) }],
    [
      'more than 25 MB of text and attachments',
      { text: 'x', attachments: [{ filename: 'a', contentType: 'a/b', bytes: 26_214_400 }] },
    ],
    ['11 attachments', { attachments: Array(11).fill({ filename: 'a', contentType: 'a/b', bytes: 1 }) }],
    ['51 recipients', { cc: Array(50).fill({ name: '', address: 'x@y.example' }) }],
    ['no recipient of ours', { to: [{ name: '', address: 'nobody@acme.example' }] }],
  ])('bounces with %s', async (_, given) => {
    const { connect } = await aCentre()
    expect(connect.receiveMail(aMail(given))).toMatchObject({ outcome: 'bounced' })
  })

  it('is unknown at an address without an inbound flow, which is send-only', async () => {
    const { connect, ask } = await aCentre()
    await ask('CreateEmailAddress', { EmailAddress: 'noreply@acme.email.connect.aws' })
    expect(connect.accepts('noreply@acme.email.connect.aws')).toBe('unknown')
    expect(connect.accepts(INBOX.toUpperCase())).toBe('yes')
  })

  it('is put off while the instance has as many active emails as it may', async () => {
    const { connect } = await aCentre({ concurrentEmails: 1 })
    expect(connect.receiveMail(aMail())).toMatchObject({ outcome: 'taken' })
    expect(connect.accepts(INBOX)).toBe('busy')
    expect(connect.receiveMail(aMail())).toMatchObject({ outcome: 'deferred' })
  })

  it('may have no sender, no subject and a subject that is too long', async () => {
    const centre = await aCentre()
    const [nameless = ''] = centre.mail({ from: undefined, subject: '' })
    const [long = ''] = centre.mail({ subject: 'x'.repeat(2000) })
    const describe = async (ContactId: string) => (await centre.ask('DescribeContact', { ContactId })).Contact
    expect((await describe(nameless)).CustomerEndpoint).toBeUndefined()
    expect((await describe(long)).SegmentAttributes['connect:EmailSubject'].ValueString).toHaveLength(998)
  })

  it('shows the verdicts of SES as segment attributes', async () => {
    const centre = await aCentre()
    const [ContactId = ''] = centre.mail({ headers: [{ name: 'X-SES-Spam-Verdict', value: 'FAIL' }] })
    const { Contact } = await centre.ask('DescribeContact', { ContactId })
    expect(Contact.SegmentAttributes['connect:X-SES-SPAM-VERDICT']).toEqual({ ValueString: 'FAIL' })
  })

  it('expires after 14 days in the queue', async () => {
    const centre = await aCentre()
    const [ContactId = ''] = centre.mail()
    await centre.pass(14 * 86_400 - 1)
    expect((await centre.ask('DescribeContact', { ContactId })).Contact.DisconnectReason).toBeUndefined()
    await centre.pass(1)
    expect((await centre.ask('DescribeContact', { ContactId })).Contact.DisconnectReason).toBe('EXPIRED')
  })
})
