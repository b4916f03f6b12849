import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, STAMP } from '../../../local/start/fingerprint.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'homeward-fingerprint-'))
  mkdirSync(join(root, 'lib', 'stacks'), { recursive: true })
  writeFileSync(join(root, 'lib', 'stacks', 'a.ts'), 'a')
  writeFileSync(join(root, 'cdk.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const now = () => fingerprint(root, ['lib', 'cdk.json', 'absent.json'])

describe('the fingerprint of sources', () => {
  it('stays while nothing changes', () => {
    expect(now()).toBe(now())
  })

  it.each<[string, () => void]>([
    ['a file deep inside', () => writeFileSync(join(root, 'lib', 'stacks', 'a.ts'), 'b')],
    ['a file of its own', () => writeFileSync(join(root, 'cdk.json'), '{"a":1}')],
    ['a new file', () => writeFileSync(join(root, 'lib', 'b.ts'), '')],
    ['a file that was missing', () => writeFileSync(join(root, 'absent.json'), '')],
    ['a file that goes', () => rmSync(join(root, 'cdk.json'))],
  ])('changes with %s', (_, change) => {
    const before = now()
    change()
    expect(now()).not.toBe(before)
  })

  it('ignores the stamp that is kept beside a build', () => {
    const before = now()
    writeFileSync(join(root, 'lib', STAMP), 'x')
    expect(now()).toBe(before)
  })
})
