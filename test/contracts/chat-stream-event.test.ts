import { describe, expect, it } from 'vitest'

import { parseChatStreamEvent } from '../../lambdas/contracts/chat-stream-event.ts'

const record = (attributes: Record<string, string>, Timestamp = '2026-01-05T09:00:00.000Z') => ({
  EventSource: 'aws:sns',
  Sns: {
    ...{ Type: 'Notification', Subject: null, Timestamp, Message: '{"Content":"My secret"}' },
    MessageAttributes: Object.fromEntries(
      Object.entries({ ContactId: 'c-1', ...attributes }).map(([name, Value]) => [
        name,
        { Type: 'String', Value },
      ]),
    ),
  },
})
const written = { Type: 'MESSAGE', ParticipantRole: 'CUSTOMER' }
const event = { ...written, Type: 'EVENT' }
const EVENT = 'application/vnd.amazonaws.connect.event.participant'

describe('what comes by the topic of chats', () => {
  it('says which customers have written, and when, and whose silence was too long; nothing else of it matters', () => {
    const Records = [
      record(written),
      record({ ...written, ParticipantRole: 'AGENT' }),
      record({ ...event, ContentType: `${EVENT}.idle` }),
      record({ ...event, ContentType: `${EVENT}.autodisconnection`, ParticipantRole: 'AGENT' }),
      record({ ...event, ContentType: `${EVENT}.autodisconnection`, ContactId: 'c-3' }),
      record({ ...written, Type: 'ATTACHMENT', ContactId: 'c-2' }),
    ]
    const at = Date.parse('2026-01-05T09:00:00Z')
    expect(parseChatStreamEvent({ Records })).toEqual([
      { kind: 'wrote', contact: 'c-1', at },
      { kind: 'parted', contact: 'c-3', at },
      { kind: 'wrote', contact: 'c-2', at },
    ])
  })

  it.each([
    ['no list', {}, 'Records: expected a list'],
    ['no attributes', { Records: [{ Sns: {} }] }, 'Records.0.Sns.MessageAttributes: expected an object'],
    [
      'no contact',
      { Records: [record({ ...written, ContactId: '' })] },
      'ContactId.Value: expected a string',
    ],
    ['no time', { Records: [record(written, 'yesterday')] }, 'Timestamp: expected a date'],
  ])('is refused with %s, and not quoted', (_, event, problem) => {
    expect(() => parseChatStreamEvent(event)).toThrow(problem)
  })
})
