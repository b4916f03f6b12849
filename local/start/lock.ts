import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as hostDelay } from 'node:timers/promises'

export interface Waiting {
  /** Called once, with a line for people, where somebody else has the lock. */
  onWait?: ((line: string) => void) | undefined
  /** Calls the waiting off, not the work. */
  signal?: AbortSignal | undefined
}

const LOOK_AGAIN_MS = 100
/** Whoever has a lock touches its file so often. */
const TOUCHED_EACH_MS = 1_000
/** Nobody keeps a process busy for as long: then it died, and its number may be another one's by now. */
const LONGEST_UNTOUCHED_MS = 60_000

/**
 * Runs `work` while no other process that asks for the same lock file runs its own. Resolves to what `work` gives. A lock
 * whose process is gone, or which nobody touches any more, counts for nothing.
 */
export async function alone<T>(
  file: string,
  work: () => Promise<T>,
  { onWait, signal }: Waiting = {},
): Promise<T> {
  mkdirSync(dirname(file), { recursive: true })
  let isTold = false
  while (!take(file)) {
    if (!isHeld(file)) rmSync(file, { force: true })
    else {
      if (!isTold) onWait?.(`waiting for another process that is at it too (${file})`)
      isTold = true
      await hostDelay(LOOK_AGAIN_MS, undefined, { signal })
    }
  }
  const touching = setInterval(() => touch(file), TOUCHED_EACH_MS)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    rmSync(file, { force: true })
  }
}

/** It is there with its holder in it, or not at all: a full disk leaves no empty one. */
function take(file: string): boolean {
  const own = `${file}.${process.pid}`
  try {
    writeFileSync(own, String(process.pid))
    linkSync(own, file)
    return true
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    throw new Error(`${file} cannot be written: ${message}`, { cause: error })
  } finally {
    tried(() => rmSync(own, { force: true }))
  }
}

function isHeld(file: string): boolean {
  try {
    const untouchedMs = performance.timeOrigin + performance.now() - statSync(file).mtimeMs
    return untouchedMs < LONGEST_UNTOUCHED_MS && isAlive(Number(readFileSync(file, 'utf8')))
  } catch {
    // Just gone.
    return false
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function touch(file: string): void {
  const now = new Date(performance.timeOrigin + performance.now())
  // Where somebody has taken it for nobody's, the work goes on all the same.
  tried(() => utimesSync(file, now, now))
}

function tried(work: () => void): void {
  try {
    work()
  } catch {
    // Nothing depends on it.
  }
}
