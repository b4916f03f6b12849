import { createHash } from 'node:crypto'

import { DAY, SECOND } from '../domain/values.ts'
import type { MailClaims } from '../ports/acknowledger.ts'
import type { Table } from './table.ts'

/** As long as the sweep may still take an acknowledgement up again. */
const KEPT_MS = 2 * DAY

/**
 * The first of our addresses to claim a mail keeps it. Connect shows no Message-ID, so a mail is known by a digest of
 * sender and subject for a few minutes; the same inbox may claim again, since that is a second mail, or a repetition.
 */
export function dynamoMailClaims(table: Table): MailClaims {
  return {
    async claim({ customer, inbox, at, withinMs }) {
      const digest = createHash('sha256')
        .update(JSON.stringify([customer.address.toLowerCase(), customer.subject ?? '']))
        .digest('hex')
      const key = `MAIL#${digest}`
      const claimed = await table.change(key, {
        set: { inbox, claimedAt: at, expiresAt: Math.ceil((at + KEPT_MS) / SECOND) },
        assuming: 'attribute_not_exists(#inbox) OR #inbox = :mine OR #claimedAt < :stale',
        values: { mine: inbox, stale: at - withinMs },
      })
      if (claimed) return 'mine'
      // What was claimed so much later is another mail, and this one is tried again.
      const other = await table.get(key)
      return Number(other?.claimedAt) > at + withinMs ? 'mine' : 'taken'
    },
  }
}
