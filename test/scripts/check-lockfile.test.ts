import { describe, expect, it } from 'vitest'

import { problemsOf } from '../../scripts/check-lockfile.ts'

describe('the lockfile', () => {
  it('is whole when everything it may want is locked', () => {
    expect(problemsOf({ '': { optionalDependencies: { a: '1' } }, 'node_modules/a': {} })).toEqual([])
  })

  it('is not, when a package for another platform is missing', () => {
    expect(problemsOf({ 'node_modules/b': { optionalDependencies: { 'b-darwin': '1' } } })).toEqual([
      expect.stringContaining('wants b-darwin'),
    ])
  })

  it('names no host', () => {
    expect(problemsOf({ 'node_modules/c': { resolved: 'https://example.com/c.tgz' } })).toHaveLength(1)
  })
})
