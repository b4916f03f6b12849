import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { MalformedFlowEvent, parseFlowEvent, toFlowAnswer } from '../../lambdas/contracts/flow-event.ts'
import { ana, hoursPastNine } from '../builders/email.ts'

/** As Connect is known to send it for chat, with what is documented of email. */
function aFlowEvent(facts: Record<string, unknown> = {}) {
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Attributes: {},
        AwsRegion: 'us-east-1',
        Channel: 'EMAIL',
        ContactId: 'c-1',
        CustomerEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'carla@example.net', DisplayName: 'Carla' },
        CustomerId: null,
        InitialContactId: 'c-1',
        InitiationMethod: 'INBOUND',
        InstanceARN: 'arn:aws:connect:us-east-1:111122223333:instance/i-1',
        LanguageCode: 'en-US',
        MediaStreams: { Customer: { Audio: {} } },
        PreviousContactId: 'c-1',
        Queue: null,
        References: {},
        RelatedContactId: null,
        SegmentAttributes: {
          'connect:EmailSubject': {
            ValueArn: null,
            ValueInteger: null,
            ValueMap: null,
            ValueString: 'My invoice',
          },
        },
        SystemEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'support@example.com', DisplayName: null },
        Tags: {},
        ...facts,
      },
      Parameters: {},
    },
  }
}

describe('what a flow tells ReceiveEmail', () => {
  it('is read from the shape Connect sends', () => {
    expect(parseFlowEvent(aFlowEvent())).toEqual({
      contact: 'c-1',
      related: undefined,
      customer: { address: 'carla@example.net', name: 'Carla', subject: 'My invoice' },
      inbox: 'support@example.com',
    })
  })

  it('belongs to the contact it was transferred from, and is not acknowledged again', () => {
    const received = parseFlowEvent(aFlowEvent({ InitiationMethod: 'TRANSFER', PreviousContactId: 'c-0' }))
    expect(received).toMatchObject({ related: 'c-0', customer: undefined })
  })

  it('may have no subject', () => {
    expect(parseFlowEvent(aFlowEvent({ SegmentAttributes: null })).customer?.subject).toBeUndefined()
  })

  it.each([
    ['no customer', undefined],
    ['a null customer', null],
    ['a customer without an address', { Type: 'EMAIL_ADDRESS' }],
    ['a null address', { Address: null, DisplayName: null }],
    ['an empty address', { Address: '', DisplayName: '' }],
  ])('may name no sender, with %s, and is read all the same', (_, CustomerEndpoint) => {
    const { customer } = parseFlowEvent(aFlowEvent({ CustomerEndpoint }))
    expect(customer).toMatchObject({ address: '', subject: 'My invoice' })
  })

  it.each([
    ['no contact id', { ContactId: undefined }, 'ContactId'],
    ['an empty contact id', { ContactId: '' }, 'ContactId'],
    ['a number for a sender', { CustomerEndpoint: { Address: 7 } }, 'CustomerEndpoint.Address'],
    ['a null address of ours', { SystemEndpoint: null }, 'SystemEndpoint'],
    ['another channel', { Channel: 'FAX' }, 'Channel'],
    ['a number for a contact', { RelatedContactId: 7 }, 'RelatedContactId'],
    ['40 KB of attributes', { Attributes: { a: 'x'.repeat(40_000) } }, 'Attributes has 40008 bytes'],
  ])('is refused by name with %s, and the refusal holds no value', (_, facts, field) => {
    const parse = () => parseFlowEvent(aFlowEvent(facts))
    expect(parse).toThrow(MalformedFlowEvent)
    expect(parse).toThrow(field)
    expect(parse).not.toThrow('carla')
  })

  it('never fails otherwise than by name, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        try {
          parseFlowEvent(event)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedFlowEvent)
        }
        expect(true).toBe(true)
      }),
    )
  })
})

it('answers the flow with flat strings, none of them empty', () => {
  expect(
    toFlowAnswer({ kind: 'owner', owner: ana, until: hoursPastNine(16), reason: 'reply-to-owner' }),
  ).toEqual({
    route: 'owner',
    reason: 'reply-to-owner',
    owner: ana,
    acknowledge: 'no',
  })
  expect(toFlowAnswer({ kind: 'queue', reason: 'new-thread' })).toEqual({
    route: 'queue',
    reason: 'new-thread',
    owner: 'none',
    acknowledge: 'no',
  })
})

it('tells the flow what to acknowledge with, where that is for the flow to do', () => {
  const acknowledge = { to: 'carla@example.net', attributes: { homewardSubject: 'Re: Hello' } }
  expect(toFlowAnswer({ kind: 'queue', reason: 'new-thread', acknowledge })).toEqual({
    route: 'queue',
    reason: 'new-thread',
    owner: 'none',
    acknowledge: 'yes',
    acknowledgeTo: 'carla@example.net',
    homewardSubject: 'Re: Hello',
  })
})

it.each(['FLOW', 'OUTBOUND', 'AGENT_REPLY'])('finds no customer in mail of our own, made by %s', (method) => {
  expect(parseFlowEvent(aFlowEvent({ InitiationMethod: method })).customer).toBeUndefined()
})
