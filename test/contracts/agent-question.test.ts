import { describe, expect, it } from 'vitest'

import {
  MalformedAgentQuestion,
  parseAgentQuestion,
  toAgentAnswer,
} from '../../lambdas/contracts/agent-question.ts'
import { nine } from '../builders/email.ts'

const inFlow = (Parameters: unknown) => ({
  Name: 'ContactFlowEvent',
  Details: { ContactData: {}, Parameters },
})
const ana = { agent: 'a-1', name: 'Ana Silva', state: 'busy', since: nine, free: { EMAIL: 0, TASK: 2 } }

describe('a question for agents', () => {
  it('comes from a flow as parameters, or from a tool as it is', () => {
    const asked = { name: 'ana', channel: 'EMAIL', atMost: 3 }
    expect(parseAgentQuestion(inFlow({ name: 'ana', channel: 'email', atMost: '3' }))).toEqual({
      ...asked,
      answerAs: 'flow',
    })
    expect(parseAgentQuestion({ name: 'ana', channel: 'Email', atMost: 3 })).toEqual({
      ...asked,
      answerAs: 'list',
    })
  })

  it('is for ten agents in all channels where nothing else is said, and for 25 at most', () => {
    expect(parseAgentQuestion({ name: 'ana', channel: '' })).toMatchObject({ channel: undefined, atMost: 10 })
    expect(parseAgentQuestion({ name: 'ana', atMost: 99 })).toMatchObject({ atMost: 25 })
    expect(parseAgentQuestion({ name: 'ana', atMost: 0 })).toMatchObject({ atMost: 1 })
  })

  it.each([
    ['nothing', undefined],
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a number for a name', { name: 7 }],
    ['no parameters', inFlow(null)],
    ['a word for a number', { name: 'Ana', atMost: 'many' }],
  ])('is refused by field, never with its value: %s', (_, event) => {
    expect(() => parseAgentQuestion(event)).toThrow(MalformedAgentQuestion)
    expect(() => parseAgentQuestion(event)).not.toThrow(/Ana|many/)
  })
})

describe('an answer', () => {
  it('is a list to a tool', () => {
    expect(toAgentAnswer([ana], parseAgentQuestion({ name: 'a' }))).toEqual([
      { ...ana, since: '2026-03-02T09:00:00.000Z' },
    ])
  })

  it('is a flat map of strings to a flow, none of them empty, with the slots of the channel asked for', () => {
    const answer = (parameters: object, ...found: (typeof ana)[]) =>
      toAgentAnswer(found, parseAgentQuestion(inFlow({ name: 'a', ...parameters })))
    expect(answer({}, ana, { ...ana, agent: 'a-2' })).toEqual({
      found: '2',
      ...{
        agent1: 'a-1',
        name1: 'Ana Silva',
        state1: 'busy',
        free1: '2',
        since1: '2026-03-02T09:00:00.000Z',
      },
      ...{
        agent2: 'a-2',
        name2: 'Ana Silva',
        state2: 'busy',
        free2: '2',
        since2: '2026-03-02T09:00:00.000Z',
      },
    })
    expect(answer({ channel: 'email' }, ana)).toMatchObject({ free1: '0' })
    expect(answer({ channel: 'VOICE' }, ana)).toMatchObject({ free1: '0' })
    expect(answer({})).toEqual({ found: '0' })
  })
})
