import { describe, expect, it } from 'vitest'

import {
  parseChatDisconnectEvent,
  parseChatEvent,
  parseNudgeEvent,
  toChatAnswer,
  toNudgeAnswer,
} from '../../lambdas/contracts/chat-event.ts'

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

  it('says how much has been said, and in which language', () => {
    const asked = (Attributes: object) => parseNudgeEvent(event({ Attributes }))
    expect(asked({ homewardNudge: '2', language: 'de' })).toEqual({
      ...{ contact: 'c-2', previous: 'c-1', step: 2, answered: false, language: 'de' },
    })
    const { Details } = event({ Attributes: { homewardNudge: '2' } })
    expect(parseNudgeEvent({ Details: { ...Details, Parameters: { answered: 'yes' } } })).toMatchObject({
      ...{ step: 2, answered: true },
    })
    expect(asked({ homewardNudge: '0' }).language).toBeUndefined()
    for (const lost of [{}, { homewardNudge: '' }, { homewardNudge: 'two' }])
      expect(() => asked(lost)).toThrow('homewardNudge: expected a whole number')
  })

  it('is answered with a flat map', () => {
    expect(toChatAnswer({ ending: 'silent', agent: undefined })).toEqual({ ending: 'silent' })
    expect(toNudgeAnswer({ kind: 'say', text: 'Hello?', waitSeconds: 60, step: 1 })).toEqual({
      ...{ next: 'say', text: 'Hello?', waitSeconds: '60', step: '1' },
    })
    expect(toNudgeAnswer({ kind: 'return' })).toEqual({ next: 'return' })
  })
})
