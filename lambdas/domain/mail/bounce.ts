import type { RefusalReason } from './reason-codes.ts'
import type { Verdict } from './verdict.ts'

/** In a thread of ours nothing else is to be expected under these. */
const IN_A_THREAD = new Set<Verdict['reason']>([
  'system-sender',
  'null-return-path',
] satisfies RefusalReason[])

/**
 * A mail server's report: somebody may not have got what we wrote. Few servers name the mail they mean in a way that
 * Connect relates to it, so one outside of any thread is one too; it may be about a mail that a stranger sent in our name.
 */
export function isBounce({ reason, rule }: Verdict, inThread: boolean): boolean {
  return reason === 'bounce' || rule === 'mail-system-sender' || (inThread && IN_A_THREAD.has(reason))
}
