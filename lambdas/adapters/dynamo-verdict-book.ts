import { createHash } from 'node:crypto'
import * as z from 'zod/mini'

import type { MailVerdict, MailVerdicts } from '../domain/mail/judge-contact.ts'
import type { MailKey } from '../domain/mail/mail-key.ts'
import { MINUTE, SECOND } from '../domain/values.ts'
import type { VerdictBook, VerdictRecorder } from '../ports/mail-verdicts.ts'
import type { Item, Table, TableWriter } from './table.ts'

/** A contact comes seconds after its mail; a verdict for one that never comes is soon forgotten. */
const KEPT_MS = 30 * MINUTE

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

export function dynamoVerdictBook(table: Table): VerdictBook {
  return {
    ...dynamoVerdictRecorder(table),

    async find(mail) {
      const item = await table.get(verdictKey(mail))
      return item && toMailVerdicts(item)
    },
  }
}

/** A digest: the key of an item must not name a customer. */
export function verdictKey({ from, to, subject }: MailKey): string {
  const mail = JSON.stringify([from, to, subject])
  return `VERDICT#${createHash('sha256').update(mail).digest('hex')}`
}

const Row = z.object({
  acknowledged: z.optional(z.looseObject({ acknowledge: z.literal(true), at: z.number() })),
  refused: z.optional(z.looseObject({ acknowledge: z.literal(false), at: z.number() })),
})

export function toMailVerdicts(item: Item): MailVerdicts {
  const { acknowledged, refused } = Row.parse(item)
  return {
    acknowledged: acknowledged as MailVerdict | undefined,
    refused: refused as MailVerdict | undefined,
  }
}
