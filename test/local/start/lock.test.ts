import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { alone } from '../../../local/start/lock.ts'
import { temporaryFolder } from '../centre/artefacts.ts'

const temporary = temporaryFolder()
afterAll(() => temporary.remove())

describe('a lock file', () => {
  it('lets one after the other work, and is gone afterwards', async () => {
    const file = join(temporary.path, 'deep', 'a.lock')
    const steps: string[] = []
    const work = (name: string) => async () => {
      steps.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 20))
      steps.push(`${name} ends`)
    }
    await Promise.all([alone(file, work('a')), alone(file, work('b'))])
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(existsSync(file)).toBe(false)
  })

  it('is gone after a failure as well', async () => {
    const file = join(temporary.path, 'b.lock')
    await expect(alone(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })

  it('of a process that is gone counts for nothing', async () => {
    const file = join(temporary.path, 'c.lock')
    writeFileSync(file, '999999999')
    expect(await alone(file, async () => 'done')).toBe('done')
  })
})
