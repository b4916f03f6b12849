import type { Examined } from './examined.ts'
import type { RefusalReason } from './reason-codes.ts'

export interface Rule {
  /** What the ledger shows; never changes its meaning. What it comes from: `SOURCES`. */
  readonly id: string
  readonly reason: RefusalReason
  readonly test: (mail: Examined) => boolean
}
