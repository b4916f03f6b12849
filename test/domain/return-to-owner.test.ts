import { describe, expect, it } from 'vitest'

import { decideReturn } from '../../lambdas/domain/return-to-owner.ts'
import { ana, anInbox, ben, hoursPastNine, nine } from '../builders/email.ts'

const asked = { sender: ben, owner: ana, state: 'available', inbox: anInbox() } as const

describe('a contact that Ben gives back', () => {
  it.each(['available', 'busy'] as const)('goes to its owner who is %s, for the time of a hold', (state) => {
    expect(decideReturn({ ...asked, state }, nine)).toEqual({
      kind: 'owner',
      owner: ana,
      until: hoursPastNine(16),
      reason: 'owner-is-there',
    })
  })

  it.each([
    ['unavailable', 'owner-away'],
    ['logged-out', 'owner-away'],
    [undefined, 'owner-unknown'],
  ] as const)('is his where its owner is %s, who is told', (state, reason) => {
    expect(decideReturn({ ...asked, state }, nine)).toEqual({
      kind: 'sender',
      sender: ben,
      owner: ana,
      reason,
    })
  })

  it('is his where its owner is there, but is not offered what is in this queue', () => {
    expect(decideReturn({ ...asked, serves: false }, nine)).toEqual({
      ...{ kind: 'sender', sender: ben, owner: ana },
      reason: 'owner-serves-not',
    })
    for (const serves of [true, undefined])
      expect(decideReturn({ ...asked, serves }, nine)).toMatchObject({ kind: 'owner' })
    const away = { ...asked, state: 'unavailable', serves: false } as const
    expect(decideReturn(away, nine)).toMatchObject({ kind: 'sender', reason: 'owner-away' })
  })

  it('is his where it belongs to nobody, or to him', () => {
    expect(decideReturn({ ...asked, owner: undefined, state: undefined }, nine)).toMatchObject({
      kind: 'sender',
      owner: undefined,
      reason: 'no-owner',
    })
    expect(decideReturn({ ...asked, owner: ben }, nine)).toMatchObject({
      kind: 'sender',
      owner: undefined,
      reason: 'already-theirs',
    })
  })

  it('goes to the queue where too little is known', () => {
    expect(decideReturn({ ...asked, sender: undefined, state: 'unavailable' }, nine)).toEqual({
      kind: 'queue',
      reason: 'unknown-sender',
    })
    expect(decideReturn({ ...asked, inbox: undefined }, nine)).toEqual({
      kind: 'queue',
      reason: 'unknown-inbox',
    })
  })
})
