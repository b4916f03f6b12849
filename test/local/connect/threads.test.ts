import { describe, expect, it } from 'vitest'
import { aCentre, BILLING, type TestCentre } from './a-centre.ts'

const DAY = 86_400

async function described(centre: TestCentre, ContactId: string) {
  return (await centre.ask('DescribeContact', { ContactId })).Contact
}

/** A first mail, taken and answered by ana. */
async function answered(centre: TestCentre) {
  await centre.agent('ana')
  centre.connect.people.setStatus('ana', 'Available')
  const [first = ''] = centre.mail({ messageId: 'first@customer.example' })
  await centre.pass(10)
  centre.connect.people.accept('ana', first)
  const reply = centre.connect.people.reply('ana', first, { body: 'Hello' })
  await centre.pass(1)
  const replyMessage = centre.sent.at(-1)?.messageId ?? ''
  return { first, reply, replyMessage }
}

describe('a thread', () => {
  it.each([
    ['In-Reply-To', (id: string) => ({ inReplyTo: [id] })],
    ['References, newest first', (id: string) => ({ references: ['first@customer.example', id] })],
    ['an unknown In-Reply-To and References', (id: string) => ({ inReplyTo: ['x@y'], references: [id] })],
  ])('is joined by %s of the agent’s reply, which is the related contact', async (_, headers) => {
    const centre = await aCentre()
    const { first, reply, replyMessage } = await answered(centre)
    const [second = ''] = centre.mail(headers(replyMessage))
    expect(await described(centre, second)).toMatchObject({
      RelatedContactId: reply,
      ContactAssociationId: first,
    })
  })

  it('may relate a reply to the customer’s contact before it instead (switch)', async () => {
    const centre = await aCentre({ relatedContactOfReply: 'contact-answered' })
    const { first, replyMessage } = await answered(centre)
    const [second = ''] = centre.mail({ inReplyTo: [replyMessage] })
    expect(await described(centre, second)).toMatchObject({ RelatedContactId: first })
  })

  it.each([
    ['on the 90th day', 90 * DAY - 60, true],
    ['after the 90th day', 90 * DAY + 60, false],
  ])('takes a reply %s: joined %s', async (_, seconds, joined) => {
    const centre = await aCentre()
    const { first, replyMessage } = await answered(centre)
    await centre.pass(seconds)
    const [second = ''] = centre.mail({ inReplyTo: [replyMessage] })
    const { ContactAssociationId } = await described(centre, second)
    expect(ContactAssociationId === first).toBe(joined)
  })

  it('is not joined by a mail that refers to nothing we know', async () => {
    const centre = await aCentre()
    const { first } = await answered(centre)
    const [other = ''] = centre.mail({ inReplyTo: ['else@where'], subject: 'Re: Broken kettle' })
    expect((await described(centre, other)).ContactAssociationId).not.toBe(first)
  })

  it('is, of one mail to two of our addresses, that of the address replied to', async () => {
    const centre = await aCentre()
    const cc = [{ name: '', address: BILLING }]
    const [help = '', billing = ''] = centre.mail({ messageId: 'both@customer.example', cc })
    const inReplyTo = ['both@customer.example']
    const [toBilling = ''] = centre.mail({ inReplyTo, to: cc })
    const [toHelp = ''] = centre.mail({ inReplyTo })
    expect((await described(centre, toBilling)).RelatedContactId).toBe(billing)
    expect((await described(centre, toHelp)).RelatedContactId).toBe(help)
  })

  it.each([
    [true, { ack: 'sent' }],
    [false, {}],
  ])('gives its attributes to a threaded reply if the switch says so: %s', async (inherit, attributes) => {
    const centre = await aCentre({ threadedRepliesInheritAttributes: inherit })
    const { first, reply, replyMessage } = await answered(centre)
    await centre.ask('UpdateContactAttributes', { InitialContactId: reply, Attributes: { ack: 'sent' } })
    const [second = ''] = centre.mail({ inReplyTo: [replyMessage] })
    const answer = await centre.ask('GetContactAttributes', { InitialContactId: second })
    expect(answer.Attributes).toEqual(attributes)
    // A copy is not a link: what changes later does not follow.
    await centre.ask('UpdateContactAttributes', { InitialContactId: second, Attributes: { late: 'yes' } })
    expect((await centre.ask('GetContactAttributes', { InitialContactId: first })).Attributes).toEqual({})
  })

  it('is listed newest first, by pages, without an agent', async () => {
    const centre = await aCentre()
    const { first, reply, replyMessage } = await answered(centre)
    const [second = ''] = centre.mail({ inReplyTo: [replyMessage] })
    const one = await centre.ask('ListAssociatedContacts', { ContactId: reply, MaxResults: 2 })
    const two = await centre.ask('ListAssociatedContacts', {
      ...{ ContactId: reply, MaxResults: 2, NextToken: one.NextToken },
    })
    const ids = [...one.ContactSummaryList, ...two.ContactSummaryList].map(({ ContactId }: any) => ContactId)
    expect(ids).toEqual([second, reply, first])
    expect(two.NextToken).toBeUndefined()
    expect(one.ContactSummaryList[0]).not.toHaveProperty('AgentInfo')
  })
})
