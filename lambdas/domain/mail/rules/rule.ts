import type { Examined } from '../reading/examined.ts'
import type { RefusalReason } from '../reason-codes.ts'

export interface Rule {
  /** What the ledger shows; never changes its meaning. */
  readonly id: string
  /** The standard or published behaviour that it comes from; docs/reason-codes.md lists them. */
  readonly source: string
  readonly reason: RefusalReason
  readonly test: (mail: Examined) => boolean
}
