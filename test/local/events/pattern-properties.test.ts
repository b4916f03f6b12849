import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson } from '../../../local/json-tokens.ts'
import { matches } from './matching.ts'

describe('properties of patterns', () => {
  const scalar = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.integer({ min: -1000, max: 1000 }),
    fc.boolean(),
    fc.constant(null),
  )
  const text = fc.string({ minLength: 1, maxLength: 4 })

  it('a value matches itself', () =>
    fc.assert(
      fc.property(scalar, (a) => {
        expect(matches({ a: [a] }, { a })).toBe(true)
      }),
    ))

  it('anything-but is the negation of exact on a field that is there', () =>
    fc.assert(
      fc.property(fc.oneof(text, fc.integer({ min: 0, max: 9 })), scalar, (a, value) => {
        expect(matches({ a: [{ 'anything-but': a }] }, { a: value })).toBe(!matches({ a: [a] }, { a: value }))
      }),
    ))

  it('a list is the disjunction of its elements', () =>
    fc.assert(
      fc.property(scalar, scalar, scalar, (x, y, a) => {
        expect(matches({ a: [x, y] }, { a })).toBe(matches({ a: [x] }, { a }) || matches({ a: [y] }, { a }))
      }),
    ))

  it('$or distributes over what stands beside it', () => {
    const digit = fc.integer({ min: 0, max: 2 })
    return fc.assert(
      fc.property(digit, digit, digit, fc.record({ a: digit, b: digit, c: digit }), (a, b, c, event) => {
        expect(matches({ a: [a], $or: [{ b: [b] }, { c: [c] }] }, event)).toBe(
          matches({ a: [a], b: [b] }, event) || matches({ a: [a], c: [c] }, event),
        )
      }),
    )
  })

  it('prefix, suffix and wildcard agree', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c]{0,3}$/), fc.stringMatching(/^[a-c]{0,6}$/), (part, a) => {
        expect(matches({ a: [{ wildcard: `${part}*` }] }, { a })).toBe(
          matches({ a: [{ prefix: part }] }, { a }),
        )
        expect(matches({ a: [{ wildcard: `*${part}` }] }, { a })).toBe(
          matches({ a: [{ suffix: part }] }, { a }),
        )
        expect(matches({ a: [{ wildcard: part }] }, { a })).toBe(part === a)
      }),
    ))

  it('exists: false is the negation of exists: true', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 2 }), (a) => {
        expect(matches({ a: [{ exists: false }] }, { a })).toBe(!matches({ a: [{ exists: true }] }, { a }))
      }),
    ))

  it('reads JSON as JSON.parse does', () =>
    fc.assert(
      fc.property(fc.json(), (json) => {
        const plain = (node: ReturnType<typeof readJson>): unknown => {
          if (node.kind === 'object') return Object.fromEntries(node.entries.map(([k, v]) => [k, plain(v)]))
          if (node.kind === 'array') return node.items.map(plain)
          return node.kind === 'string' ? node.text : JSON.parse(node.text)
        }
        expect(JSON.stringify(plain(readJson(json)))).toBe(JSON.stringify(JSON.parse(json)))
      }),
    ))
})
