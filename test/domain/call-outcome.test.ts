import { test as prop } from '@fast-check/vitest'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { wentOnElsewhere } from '../../lambdas/domain/call-outcome.ts'
import type { CallFact } from '../../lambdas/domain/held-call.ts'
import { type ContactId, later } from '../../lambdas/domain/values.ts'
import { ana, nine } from '../builders/email.ts'

const [first, second] = ['call-1', 'call-2'] as ContactId[] as [ContactId, ContactId]
const taken = (contact: ContactId, at: number): CallFact => ({ kind: 'taken', contact, at: later(nine, at) })
const left = (contact: ContactId, at: number): CallFact => ({ kind: 'left', contact, at: later(nine, at) })

it.each([
  ['one agent', [taken(first, 0), left(first, 9)], [first]],
  ['handed on', [taken(first, 0), taken(second, 3), left(first, 5), left(second, 9)], [second]],
  ['handed on, and not over yet', [taken(first, 0), taken(second, 7), left(first, 5)], []],
  ['asked, and given up', [taken(first, 0), taken(second, 3), left(second, 5), left(first, 9)], [first]],
  [
    'all three, until the caller hung up',
    [taken(first, 0), taken(second, 3), left(first, 9), left(second, 9)],
    [second],
  ],
  ['left in a queue, where nobody took it', [taken(first, 0), left(first, 5)], [first]],
])('of a call that was %s the last agent is to say what it was about', (_, facts, wanted) => {
  const over = [first, second].filter((each) =>
    facts.some(({ kind, contact }) => kind === 'left' && contact === each),
  )
  expect(over.filter((each) => !wentOnElsewhere(facts, each))).toEqual(wanted)
})

const someLegs = fc.array(fc.record({ taken: fc.nat(50), lasts: fc.nat(50) }), { minLength: 1, maxLength: 5 })

prop.prop([someLegs, fc.infiniteStream(fc.nat())])(
  'of a call that is over at least one agent is to say it, whatever else is known, twice and in any order',
  (legs, chance) => {
    const told = legs.flatMap(({ taken: at, lasts }, index) => {
      const contact = `call-${index}` as ContactId
      return [taken(contact, at), left(contact, at + lasts), left(contact, at + lasts + 1)]
    })
    const other: CallFact = { kind: 'held', contact: first, at: nine, agent: ana }
    const shuffled = [...told, ...told, other]
      .map((fact) => ({ fact, at: chance.next().value }))
      .sort((one, another) => Number(one.at) - Number(another.at))
      .map(({ fact }) => fact)
    const wanted = legs.map((_, index) => !wentOnElsewhere(shuffled, `call-${index}` as ContactId))
    expect(wanted).toContain(true)
    expect(wanted).toEqual(legs.map((_, index) => !wentOnElsewhere(told, `call-${index}` as ContactId)))
  },
)
