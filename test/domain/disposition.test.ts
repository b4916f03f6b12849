import { createHash } from 'node:crypto'
import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'

import type { ContactRecord } from '../../lambdas/domain/contact-record.ts'
import {
  askAgain,
  chooseDisposition,
  DEFAULT_DISPOSITIONS,
  dispositionState,
  labelAgainAt,
  lookForDispositionAt,
  missingDispositionNotice,
} from '../../lambdas/domain/disposition.ts'
import { type ContactId, type EpochMs, MINUTE, SECOND } from '../../lambdas/domain/values.ts'
import { aHeldContact, ana, hoursPastNine, nine, reply } from '../builders/email.ts'

const values = ['Complaint', 'Billing', 'Billing or payment', 'Order or delivery', 'No response']
const name = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,98}[A-Za-z]$/)

describe('what an agent gives', () => {
  it.each([
    ['what is picked', { picked: 'Complaint' }, 'Complaint'],
    ['what is picked, before what is typed', { picked: 'Complaint', typed: 'order' }, 'Complaint'],
    [
      'what is typed, where what is picked is not on the list',
      { picked: 'Gone', typed: 'order' },
      'Order or delivery',
    ],
    ['a part of a name, in any case', { typed: 'COMPL' }, 'Complaint'],
    ['words of a name in any order', { typed: 'delivery order' }, 'Order or delivery'],
    ['a whole name that is also a part of another', { typed: ' billing ' }, 'Billing'],
  ])('means %s', (_, given, value) => {
    expect(chooseDisposition(given, values)).toEqual({ kind: 'one', value })
  })

  it.each([
    ['nothing', {}, []],
    ['blanks', { typed: '  ' }, []],
    ['what no name has', { typed: 'weather' }, []],
    ['what several have', { typed: 'or' }, ['Billing or payment', 'Order or delivery']],
  ])('is unclear where it is %s', (_, given, candidates) => {
    expect(chooseDisposition(given, values)).toEqual({ kind: 'unclear', candidates })
  })

  test.prop([fc.uniqueArray(name, { minLength: 1, selector: (value) => value.toLowerCase() }), fc.nat()])(
    'is understood when any name is typed in full, in whatever case, and is never a name that is not on the list',
    (names, at) => {
      const value = names[at % names.length] as string
      expect(chooseDisposition({ typed: value.toUpperCase() }, names)).toMatchObject({ kind: 'one' })
      const part = chooseDisposition({ typed: value.slice(0, 2) }, names)
      if (part.kind === 'one') expect(names).toContain(part.value)
    },
  )

  it('is answered and reported within the 250 characters that Connect shows', () => {
    for (const text of Object.values(missingDispositionNotice(reply)))
      expect(text.length).toBeLessThanOrEqual(250)
    expect(askAgain(['a', 'b'])).toContain('a; b')
    expect(askAgain([])).toContain('No disposition')
    expect(new Set(DEFAULT_DISPOSITIONS).size).toBe(DEFAULT_DISPOSITIONS.length)
  })
})

const over = { handledBy: ana, handledAt: nine, endedAt: hoursPastNine(1) }
const word = { value: 'Complaint', at: hoursPastNine(2), from: 'guide' } as const

describe('the disposition of a contact', () => {
  it.each<[string, Partial<ContactRecord>, string]>([
    ['not yet wanted of a contact in hand', { handledBy: ana }, 'not-yet'],
    ['awaited once the contact is over', over, 'awaited'],
    ['awaited of a transfer as of a mail', { ...over, route: undefined, continues: reply }, 'awaited'],
    ['recorded whenever it comes', { ...over, disposition: word, dispositionMissingAt: nine }, 'recorded'],
    ['missing once that was said', { ...over, dispositionMissingAt: nine }, 'missing'],
    ['wanted of nobody where no agent had it', { endedAt: nine }, 'not-wanted'],
    ['wanted of whoever continues it', { ...over, continuedBy: reply }, 'not-wanted'],
    [
      'not wanted of what a machine wrote',
      { ...over, route: { kind: 'automatic', reason: 'bounce' } },
      'not-wanted',
    ],
    ['not wanted of a message of ours', { ...over, route: undefined }, 'not-wanted'],
  ])('is %s', (_, facts, state) => {
    expect(dispositionState(aHeldContact(facts))).toBe(state)
  })

  it('is looked for a moment after completion, or a day after the end where completion was not told', () => {
    expect(lookForDispositionAt(aHeldContact({ ...over, completedAt: hoursPastNine(2) }), 1800)).toBe(
      hoursPastNine(2.5),
    )
    expect(lookForDispositionAt(aHeldContact(over), 1800)).toBe(hoursPastNine(25))
    expect(lookForDispositionAt(aHeldContact(), 1800)).toBeUndefined()
  })
})

test.prop([fc.uuid(), fc.integer({ min: 0, max: 4_000_000_000_000 })])(
  'a label that comes later comes in whole seconds, within two minutes, and at the same time each time',
  (contact, now) => {
    const at = labelAgainAt(contact as ContactId, now as EpochMs)
    expect(at).toBe(labelAgainAt(contact as ContactId, now as EpochMs))
    expect((at - now) / SECOND).toSatisfy(Number.isInteger)
    expect(at - now).toBeGreaterThan(0)
    expect(at - now).toBeLessThanOrEqual(2 * MINUTE)
  },
)

it('labels of a thousand contacts that are refused at once come back apart, not more than twice as many a second as on average', () => {
  const seconds = Array.from({ length: 1000 }, (_, each) => {
    const id = createHash('sha256').update(String(each)).digest('hex').slice(0, 32)
    return labelAgainAt(id as ContactId, nine)
  })
  const perSecond = [...new Set(seconds)].map((at) => seconds.filter((each) => each === at).length)
  expect(Math.max(...perSecond)).toBeLessThan(2 * (1000 / 120) + 2)
})
