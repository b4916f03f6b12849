import { describe, expect, it } from 'vitest'

import { parseChatDisconnectEvent, parseChatEvent, toChatAnswer } from '../../lambdas/contracts/chat-event.ts'

const event = (data: object) => ({
  Name: 'ContactFlowEvent',
  Details: { ContactData: { Channel: 'CHAT', ContactId: 'c-2', PreviousContactId: 'c-1', ...data } },
})

describe('the event of a chat’s flow', () => {
  it('names the contact, and after the agent the one before it', () => {
    expect(parseChatEvent(event({ PreviousContactId: null }))).toBe('c-2')
    expect(parseChatDisconnectEvent(event({}))).toEqual({ contact: 'c-2', previous: 'c-1' })
  })

  it.each([
    ['another channel', { Channel: 'EMAIL' }, 'Channel: expected CHAT'],
    ['no contact', { ContactId: '' }, 'ContactId: expected'],
    ['nothing before it', { PreviousContactId: null }, 'PreviousContactId: expected'],
  ])('with %s is refused', (_, data, problem) => {
    expect(() => parseChatDisconnectEvent(event(data))).toThrow(problem)
  })

  it('is answered with a flat map', () => {
    expect(toChatAnswer({ ending: 'silent', agent: undefined })).toEqual({ ending: 'silent' })
  })
})
