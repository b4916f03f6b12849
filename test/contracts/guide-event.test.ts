import { describe, expect, it } from 'vitest'

import { MalformedGuideEvent, parseGuideEvent, toGuideAnswer } from '../../lambdas/contracts/guide-event.ts'

const event = (Parameters: unknown, ContactData: object = { RelatedContactId: 'c-1' }) => ({
  Name: 'ContactFlowEvent',
  Details: { ContactData: { Channel: 'CHAT', ContactId: 'g-1', ...ContactData }, Parameters },
})

describe('what a guide tells', () => {
  it('is about the contact that it is related to, not about itself', () => {
    expect(parseGuideEvent(event({ picked: 'Complaint', typed: ' comp ' }))).toEqual({
      contact: 'c-1',
      given: { picked: 'Complaint', typed: 'comp' },
    })
  })

  it.each([[{}], [{ picked: '', typed: '  ' }], [null], [undefined]])('may be nothing: %j', (parameters) => {
    expect(parseGuideEvent(event(parameters)).given).toEqual({ picked: undefined, typed: undefined })
  })

  it('is cut where it is longer than any name', () => {
    expect(parseGuideEvent(event({ typed: 'x'.repeat(9999) })).given.typed).toHaveLength(200)
  })

  it.each([
    ['no related contact', event({}, { RelatedContactId: null }), 'RelatedContactId'],
    ['something else than text', event({ picked: ['Complaint'] }), 'Parameters.picked'],
    ['nothing', undefined, 'the event'],
  ])('is refused with %s, by the name of what is wrong', (_, wrong, named) => {
    expect(() => parseGuideEvent(wrong)).toThrow(MalformedGuideEvent)
    expect(() => parseGuideEvent(wrong)).toThrow(named)
  })
})

describe('what a guide is told', () => {
  it('is flat text, none of it empty', () => {
    const answers = [
      toGuideAnswer({ kind: 'recorded', disposition: 'Complaint', cleared: true }),
      toGuideAnswer({ kind: 'unclear', candidates: [] }),
    ]
    expect(answers[0]).toMatchObject({ outcome: 'recorded', disposition: 'Complaint', cleared: 'yes' })
    expect(answers[1]).toMatchObject({ outcome: 'unclear' })
    for (const value of answers.flatMap((answer) => Object.values(answer))) expect(value).not.toBe('')
  })
})
