import { describe, expect, it } from 'vitest'

import {
  parseHeldCallTask,
  parseTransferCall,
  toHeldCallAnswer,
  toTransferAnswer,
} from '../../lambdas/contracts/call-event.ts'
import type { HoldKnown } from '../../lambdas/domain/held-call.ts'
import type { EpochMs } from '../../lambdas/domain/values.ts'

const event = (data: object) => ({
  Details: {
    ContactData: {
      ...{ Channel: 'VOICE', ContactId: 'c-3', PreviousContactId: 'c-2', InitialContactId: 'c-1', ...data },
    },
  },
})

describe('the event of a flow that transfers a call', () => {
  const names = { call: 'c-1', contact: 'c-2', consulted: 'c-3' }
  const telling = (Parameters: object, Attributes?: object) => {
    const { Details } = event({ Attributes })
    return { Details: { ...Details, Parameters } }
  }

  it('names the call, the contact of its caller, the one that is consulted, and whether its queue is guarded', () => {
    expect(parseTransferCall(event({}))).toEqual({ ...names, told: 'once' })
    const guarded = telling({ guarded: 'yes', told: 'first' }, { homewardHeldSince: 'unknown' })
    expect(parseTransferCall(guarded)).toEqual({ ...names, guarded: true, told: 'first' })
    const before = telling({ told: 'first' }, { homewardGuarded: 'yes' })
    expect(parseTransferCall(before)).toEqual({ ...names, told: 'first' })
    const again = telling({ told: 'again' }, { homewardGuarded: 'yes' })
    expect(parseTransferCall(again)).toEqual({ ...names, guarded: true, told: 'again' })
    expect(() => parseTransferCall(telling({ told: 'twice' }))).toThrow('told: expected first or again')
  })

  it.each([
    ['2026-03-02T09:00:00.250Z', Date.parse('2026-03-02T09:00:00.250Z')],
    ['seen-to', 'seen-to'],
    ['unknown', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('tells again with what was answered the first time: %s', (homewardHeldSince, known) => {
    const again = telling({ told: 'again' }, homewardHeldSince === undefined ? {} : { homewardHeldSince })
    expect(parseTransferCall(again)).toEqual({ ...names, told: 'again', known })
    if (known !== undefined)
      expect(toTransferAnswer(known as HoldKnown)).toEqual({ heldSince: homewardHeldSince })
  })

  it.each([
    ['another channel', { Channel: 'EMAIL' }, 'Channel: expected VOICE'],
    ['no contact before it', { PreviousContactId: null }, 'PreviousContactId: expected a string'],
  ])('is refused with %s', (_, data, problem) => {
    expect(() => parseTransferCall(event(data))).toThrow(problem)
  })
})

describe('a task about a caller on hold', () => {
  it('is to look, or to tell the agent', () => {
    const look = { step: 'look', call: 'c-1', contact: 'c-2' }
    expect(parseHeldCallTask({ ...look, more: 1 })).toEqual(look)
    const tell = { step: 'tell', agent: 'a-1', consulted: 'c-3' }
    expect(parseHeldCallTask(tell)).toEqual(tell)
    expect(() => parseHeldCallTask({ step: 'call' })).toThrow('step: expected look or tell')
  })

  it('is answered with whole seconds, since a Wait would wake early', () => {
    const until = Date.parse('2026-03-02T09:05:00.001Z') as EpochMs
    expect(toHeldCallAnswer({ kind: 'wait', until })).toEqual({
      ...{ kind: 'wait', until: '2026-03-02T09:05:01.000Z' },
    })
    expect(toHeldCallAnswer({ kind: 'over' })).toEqual({ kind: 'over' })
  })
})
