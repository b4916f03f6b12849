import { fc, test } from '@fast-check/vitest'
import { distance } from 'fastest-levenshtein'
import { expect, it } from 'vitest'

import { editDistance } from '../../../lambdas/domain/mail/edit-distance.ts'

it.each([
  ['robot', 'robot', 0],
  ['robot', 'rebot', 1],
  ['robot', 'obot', 1],
  ['robot', 'rboot', 2],
  ['', 'ab', 2],
  ['aab', 'aaab', 1],
])('from %s to %s it is %i', (one, other, edits) => {
  expect(editDistance(one, other, 2)).toBe(edits)
})

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })

test.prop([few, few, fc.nat(4)], { numRuns: 2_000 })(
  'is what a library says, as far as is asked, and more than that beyond it',
  (one, other, most) => {
    const edits = distance(one, other)
    const found = editDistance(one, other, most)
    if (edits <= most) expect(found).toBe(edits)
    else expect(found).toBeGreaterThan(most)
  },
)
