import { describe, expect, it } from 'vitest'
import { ACTIONS, WRONG_TYPES } from '../../../local/flow/catalogue/actions.ts'
import { lintFlow } from '../../../local/flow/lint.ts'
import { ACCEPTED } from './builders/accepted-actions.ts'
import { flowOf } from './builders/flows.ts'

describe('the catalogue of actions', () => {
  it.each(ACCEPTED)('takes %s', (_, action, type = 'CONTACT_FLOW') => {
    const errors = lintFlow(flowOf(action, type), type).filter(({ severity }) => severity === 'error')
    expect(errors).toEqual([])
  })

  it('has an accepted example of every action', () => {
    const shown = new Set(ACCEPTED.map(([, { Type }]) => Type))
    expect([...ACTIONS.keys()].filter((type) => !shown.has(type))).toEqual([])
    expect([...shown].filter((type) => !ACTIONS.has(type))).toEqual([])
  })

  it('calls no known action wrong, and points to known ones', () => {
    expect([...WRONG_TYPES.keys()].filter((type) => ACTIONS.has(type))).toEqual([])
    const firstWords = [...WRONG_TYPES.values()].map((instead) => instead.split(' ')[0] ?? '')
    expect(firstWords.filter((type) => !ACTIONS.has(type))).toEqual([])
  })
})
