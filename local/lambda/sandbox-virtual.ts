import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { Random } from '../random.ts'

/**
 * Replaces this thread's Date: it goes on from the instant last set at the host's pace, or stands still there. Timers
 * and `performance` stay as they are. Returns how to set the instant (virtual epoch milliseconds), and how to move on by so many.
 */
export function replaceClock(frozen: boolean): { set: (now: number) => void; moveOn: (ms: number) => void } {
  const HostDate = Date
  let offset = 0
  const hostNow = () => (frozen ? 0 : HostDate.now())
  const now = () => hostNow() + offset
  function VirtualDate(...given: unknown[]): unknown {
    if (!new.target) return new HostDate(now()).toString()
    return Reflect.construct(HostDate, given.length > 0 ? given : [now()], new.target)
  }
  VirtualDate.prototype = HostDate.prototype
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' })
  Object.defineProperty(VirtualDate, 'length', { value: HostDate.length })
  Object.assign(VirtualDate, { now, parse: HostDate.parse, UTC: HostDate.UTC })
  HostDate.prototype.constructor = VirtualDate
  globalThis.Date = VirtualDate as unknown as DateConstructor
  return {
    set: (at) => {
      offset = at - hostNow()
    },
    moveOn: (ms) => {
      if (!frozen) offset += ms
    },
  }
}

/** Replaces Math.random and crypto.randomUUID in this thread, so that a run repeats. Returns how to set the seed. */
export function replaceChance(): (seed: number) => void {
  let random = new Random(0)
  const randomUUID = () => random.uuid() as ReturnType<typeof crypto.randomUUID>
  Math.random = () => random.next()
  crypto.randomUUID = randomUUID
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: randomUUID, configurable: true })
  syncBuiltinESMExports()
  return (seed) => {
    random = new Random(seed)
  }
}
