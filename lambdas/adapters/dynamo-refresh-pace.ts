import type { RefreshPace } from '../ports/agent-directory.ts'
import type { TableWriter } from './table.ts'

const KEY = 'PACE#presence'

/** Half of what the account may ask GetCurrentUserData in a second: the other half is for whoever else does. */
const EVERY_MS = 1000

/** Whoever comes too early is refused by the condition of one write, and waits for nothing. */
export function dynamoRefreshPace(table: TableWriter): RefreshPace {
  return {
    async mayAsk(now) {
      const turn = await table.change(KEY, {
        set: { nextTurnAt: now + EVERY_MS },
        assuming: 'attribute_not_exists(#nextTurnAt) OR #nextTurnAt <= :now',
        values: { now },
      })
      return turn !== undefined
    },
  }
}
