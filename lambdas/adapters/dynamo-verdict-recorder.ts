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
      await table.change(verdictKey(mail), {
        set: {
          [verdict.acknowledge ? 'acknowledged' : 'refused']: verdict,
          expiresAt: Math.ceil((verdict.at + KEPT_MS) / SECOND),
        },
      })
    },
  }
}

/** A digest: the key of an item must not name a customer. */
export function verdictKey({ from, to, subject }: MailKey): string {
  const mail = JSON.stringify([from, to, subject])
  return `VERDICT#${createHash('sha256').update(mail).digest('hex')}`
}
