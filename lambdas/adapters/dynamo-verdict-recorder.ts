import { createHash } from 'node:crypto'

import type { MailKey } from '../domain/mail/mail-key.ts'
import { MINUTE, SECOND } from '../domain/values.ts'
import type { VerdictRecorder } from '../ports/mail-verdicts.ts'
import type { TableWriter } from './table.ts'

/** A contact comes seconds after its mail; a verdict for one that never comes is soon forgotten. */
const KEPT_MS = 30 * MINUTE

/** Apart from the reader, whose parser the function that only writes need not load. */
export function dynamoVerdictRecorder(table: TableWriter): VerdictRecorder {
  return {
    async record(mail, verdict) {
      const key = verdictKey(mail)
      const expiresAt = Math.ceil((verdict.at + KEPT_MS) / SECOND)
      if (!verdict.acknowledge) {
        await table.change(key, {
          set: { refused: verdict, expiresAt },
          assuming: 'attribute_not_exists(#refused) OR #refused.#at <> :at',
          values: { at: verdict.at },
        })
        return
      }
      const change = { set: { acknowledged: verdict, expiresAt }, values: { to: verdict.to } }
      const ofThis = { to: verdict.to, at: verdict.at }
      const sameAddressee = {
        assuming:
          'attribute_not_exists(#acknowledged) OR (#acknowledged.#to = :to AND #acknowledged.#at <> :at)',
        values: ofThis,
      }
      const another = {
        setFrom: { acknowledgedBefore: 'acknowledged' },
        assuming: '#acknowledged.#to <> :to',
      }
      const known = {
        set: { expiresAt },
        assuming: '#acknowledged.#to = :to AND #acknowledged.#at = :at',
        values: ofThis,
      }
      // Whoever is told at the same time changes what the other of them assumes, and never all.
      while (
        !(await table.change(key, { ...change, ...sameAddressee })) &&
        !(await table.change(key, { ...change, ...another })) &&
        !(await table.change(key, known))
      );
    },
  }
}

/** A digest: the key of an item must not name a customer. */
export function verdictKey({ from, to, subject }: MailKey): string {
  const mail = JSON.stringify([from, to, subject])
  return `VERDICT#${createHash('sha256').update(mail).digest('hex')}`
}
