import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseContactEvent } from '../../lambdas/contracts/contact-event.ts'

const detail = {
  initiationTimestamp: '2026-03-02T09:00:00.000Z',
  contactId: 'c-1',
  relatedContactId: 'c-0',
  channel: 'EMAIL',
  instanceArn: 'arn:aws::connect:us-east-1:111122223333:instance/i-1',
  initiationMethod: 'INBOUND',
  eventType: 'CONNECTED_TO_AGENT',
  agentInfo: {
    agentArn: 'arn:aws:connect:us-east-1:111122223333:instance/i-1/agent/agent-ana',
    connectedToAgentTimestamp: '2026-03-02T09:05:00.000Z',
  },
  queueInfo: { queueType: 'STANDARD', queueArn: 'arn', enqueueTimestamp: '2026-03-02T09:00:01.000Z' },
}
const envelope = (of: unknown) =>
  JSON.stringify({
    source: 'aws.connect',
    'detail-type': 'Amazon Connect Contact Event',
    time: '2026-03-02T09:05:00Z',
    detail: of,
  })

/** The same event with every key in Pascal case, as other samples have it. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.charAt(0).toUpperCase() + key.slice(1),
      pascal(member),
    ]),
  )
}

describe('a contact event', () => {
  it('reads the same in either key case', () => {
    const camel = parseContactEvent(envelope(detail))
    expect(camel).toMatchObject({
      contactId: 'c-1',
      relatedContactId: 'c-0',
      agent: 'agent-ana',
      channel: 'EMAIL',
    })
    expect(parseContactEvent(envelope(pascal(detail)))).toEqual(camel)
  })

  it('says to which of our addresses it came', () => {
    const systemEndpoint = { address: 'support@example.com', type: 'EMAIL_ADDRESS' }
    for (const of of [{ ...detail, systemEndpoint }, pascal({ ...detail, systemEndpoint })])
      expect(parseContactEvent(envelope(of))?.inbox).toBe('support@example.com')
    expect(parseContactEvent(envelope(detail))?.inbox).toBeUndefined()
  })

  it('says how and when a contact ended', () => {
    const end = { disconnectTimestamp: '2026-03-02T09:07:00.123Z', disconnectReason: 'Discarded' }
    for (const of of [{ ...detail, ...end }, pascal({ ...detail, ...end })])
      expect(parseContactEvent(envelope(of))).toMatchObject({
        disconnectedAt: Date.parse(end.disconnectTimestamp),
        disconnectReason: 'DISCARDED',
      })
  })

  it('reads routing criteria as an object or as a list', () => {
    const criteria = { steps: [{ status: 'EXPIRED' }, { status: 'ACTIVE' }], index: 1 }
    for (const routingCriteria of [criteria, [{ steps: [] }, criteria], pascal([criteria])])
      expect(parseContactEvent(envelope({ ...detail, routingCriteria }))?.stepStatuses).toEqual([
        'EXPIRED',
        'ACTIVE',
      ])
  })

  it('takes 1970 for "not yet": an agent who was only offered it does not have it', () => {
    const agentInfo = { ...detail.agentInfo, connectedToAgentTimestamp: '1970-01-01T00:00:00.001Z' }
    expect(parseContactEvent(envelope({ ...detail, agentInfo }))?.agent).toBeUndefined()
  })

  it('has an id of 256 characters at most, as others that it names have', () => {
    const long = 'c'.repeat(257)
    expect(parseContactEvent(envelope({ ...detail, contactId: long }))).toBeUndefined()
    const read = parseContactEvent(envelope({ ...detail, contactId: long.slice(1), relatedContactId: long }))
    expect(read).toMatchObject({ contactId: long.slice(1), relatedContactId: undefined })
  })

  it.each([
    ['no JSON', 'not json'],
    ['no detail', envelope(undefined)],
    ['no contact', envelope({ eventType: 'QUEUED' })],
    ['no type', envelope({ contactId: 'c' })],
    ['an empty contact', envelope({ ...detail, contactId: '' })],
  ])('with %s is none', (_, body) => {
    expect(parseContactEvent(body)).toBeUndefined()
  })

  it('is read or not, but never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((of) => envelope(of)),
        ),
        (body) => {
          expect(() => parseContactEvent(body)).not.toThrow()
        },
      ),
    )
  })
})
