import type { EpochMs } from '../domain/values.ts'
import type { Pace } from '../ports/acknowledger.ts'
import type { Table } from './table.ts'

const KEY = 'PACE#acknowledgements'

/** Two writers can only cross when the line has just run empty; losing that race this often has not been seen. */
const TRIES = 8

/** Whoever comes is given the next free turn by one atomic write, so nobody counts, waits for or watches anybody else. */
export function dynamoPace(table: Table): Pace {
  return {
    async nextTurn(now, everyMs) {
      const interval = Math.ceil(everyMs)
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const queued = await table.advance(KEY, 'nextTurnAt', interval, now)
        if (queued !== undefined) return (queued - interval) as EpochMs
        const first = await table.change(KEY, {
          set: { nextTurnAt: now + interval },
          assuming: 'attribute_not_exists(#nextTurnAt) OR #nextTurnAt < :now',
          values: { now },
        })
        if (first) return now
      }
      throw new Error(`no turn for an acknowledgement after ${TRIES} attempts`)
    },
  }
}
