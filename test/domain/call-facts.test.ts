import { describe, expect, it } from 'vitest'

import type { AgentEvent } from '../../lambdas/domain/agent-event.ts'
import { type CallLeg, callFactsOf } from '../../lambdas/domain/call-facts.ts'
import type { ContactId } from '../../lambdas/domain/values.ts'
import { anAgentEvent, aSnapshot, secondsPastNine } from '../builders/agent.ts'

const call = 'call' as ContactId
const leg = (state: string, contact = 'call'): CallLeg => ({ contact: contact as ContactId, call, state })

/** What an event after which the desk has these calls tells, in short. */
function told(before: CallLeg[] | undefined, now: CallLeg[], facts: Partial<AgentEvent> = {}): string[] {
  const event = anAgentEvent({
    at: secondsPastNine(30),
    current: aSnapshot({ calls: now }),
    previous: before && aSnapshot({ calls: before }),
    ...facts,
  })
  return callFactsOf(event).map(({ fact }) => {
    const consulted = fact.kind === 'called' ? ` ${fact.consulted}` : ''
    return `${fact.kind} ${fact.contact}${consulted}${fact.at === secondsPastNine(30) ? '' : ' earlier'}`
  })
}

describe('an agent event tells of a call', () => {
  it('that its hold began, where the snapshot before shows none, at the time of the event', () => {
    expect(told([leg('CONNECTED')], [leg('CONNECTED_ONHOLD')])).toEqual(['held call'])
    expect(told([], [leg('CONNECTED_ONHOLD')])).toEqual(['held call'])
  })

  it('that it is still on hold: by heartbeats, by changes of something else, by a first event', () => {
    const held = [leg('CONNECTED_ONHOLD')]
    expect(told(held, held, { kind: 'HEART_BEAT' })).toEqual(['seen call'])
    expect(told(held, held)).toEqual(['seen call'])
    expect(told(undefined, held)).toEqual(['seen call'])
    expect(told([leg('CONNECTED')], held, { kind: 'HEART_BEAT' })).toEqual(['seen call'])
  })

  it('that its caller is back, or gone', () => {
    const held = [leg('CONNECTED_ONHOLD')]
    expect(told(held, [leg('CONNECTED')])).toEqual(['resumed call'])
    expect(told(held, [leg('ENDED')])).toEqual(['abandoned call'])
    expect(told(held, [])).toEqual(['abandoned call'])
  })

  it('whom its agent consults, where both contacts are on one desk; that one has answered nothing', () => {
    const both = [leg('CONNECTED_ONHOLD'), leg('CONNECTED', 'second')]
    expect(told([leg('CONNECTED')], both)).toEqual(['held call', 'called call second'])
    expect(told([leg('CONNECTED')], [leg('CONNECTED_ONHOLD'), leg('ENDED', 'second')])).toEqual(['held call'])
  })

  it('nothing, where an agent just talks to a caller, of hers or of whoever consulted her', () => {
    expect(told([leg('CONNECTING')], [leg('CONNECTED')])).toEqual([])
    expect(told([leg('CONNECTING', 'second')], [leg('CONNECTED', 'second')])).toEqual([])
    expect(told([], [])).toEqual([])
    expect(callFactsOf(anAgentEvent())).toEqual([])
  })
})
