import * as z from 'zod/mini'

import type { MailVerdict, MailVerdicts } from '../domain/mail/judge-contact.ts'
import type { VerdictBook } from '../ports/mail-verdicts.ts'
import { dynamoVerdictRecorder, verdictKey } from './dynamo-verdict-recorder.ts'
import type { Item, Table } from './table.ts'

export function dynamoVerdictBook(table: Table): VerdictBook {
  return {
    ...dynamoVerdictRecorder(table),

    async find(mail) {
      const item = await table.get(verdictKey(mail))
      return item && toMailVerdicts(item)
    },
  }
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
