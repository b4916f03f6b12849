import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs'
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

  it('tells once whom it waits for, and the waiting can be called off', async () => {
    const file = join(temporary.path, 'd.lock')
    const told: string[] = []
    const request = new AbortController()
    await alone(file, async () => {
      const waiting = alone(file, async () => 'never', {
        onWait: (line) => told.push(line),
        signal: request.signal,
      })
      setTimeout(() => request.abort(), 250)
      await expect(waiting).rejects.toThrow('aborted')
    })
    expect(told).toEqual([expect.stringContaining(file)])
  })

  it.each<[string, string, number]>([
    ['that is empty, as a full disk once left it', '', 0],
    ['that nobody touches any more, though a process has that number', String(process.pid), 61],
  ])('%s counts for nothing', async (_, content, secondsAgo) => {
    const file = join(temporary.path, 'e.lock')
    writeFileSync(file, content)
    const then = new Date(statSync(file).mtimeMs - secondsAgo * 1_000)
    utimesSync(file, then, then)
    expect(await alone(file, async () => 'done')).toBe('done')
  })

  it('that cannot be made is told by its name', async () => {
    const file = join(temporary.path, 'f'.repeat(255))
    await expect(alone(file, async () => 'never')).rejects.toThrow(`${file} cannot be written`)
  })

  it('of a process that is gone counts for nothing', async () => {
    const file = join(temporary.path, 'c.lock')
    writeFileSync(file, '999999999')
    expect(await alone(file, async () => 'done')).toBe('done')
  })
})
