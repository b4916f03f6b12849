import type { EpochMs } from '../../lambdas/domain/values.ts'
import type { MailClaims, Pace } from '../../lambdas/ports/acknowledger.ts'

/** Behaves as the DynamoDB one does; both pass test/adapters/pace.contract.ts. */
export function memoryPace(): Pace {
  let next = 0
  return {
    async nextTurn(now, everyMs) {
      const turn = Math.max(now, next)
      next = turn + Math.ceil(everyMs)
      return turn as EpochMs
    },
  }
}

/** Behaves as the DynamoDB one does; both pass test/adapters/mail-claims.contract.ts. */
export function memoryMailClaims(): MailClaims {
  const claims = new Map<string, { inbox: string; at: EpochMs }>()
  return {
    async claim({ customer, inbox, at, withinMs }) {
      const mail = JSON.stringify([customer.address.toLowerCase(), customer.subject ?? ''])
      const known = claims.get(mail)
      if (known && known.inbox !== inbox && known.at >= at - withinMs)
        return known.at > at + withinMs ? 'mine' : 'taken'
      claims.set(mail, { inbox, at })
      return 'mine'
    },
  }
}
