import type { MailVerdict, MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import type { VerdictBook } from '../ports/mail-verdicts.ts'
import { dynamoVerdictRecorder, verdictKey } from './dynamo-verdict-recorder.ts'
import { dynamoVerdictUses } from './dynamo-verdict-uses.ts'
import { MalformedItem } from './row.ts'
import type { Item, Table } from './table.ts'

export function dynamoVerdictBook(table: Table): VerdictBook {
  return {
    ...dynamoVerdictRecorder(table),
    ...dynamoVerdictUses(table),

    async find(mail) {
      const item = await table.get(verdictKey(mail))
      return item && toMailVerdicts(item)
    },
  }
}

/** Throws MalformedItem. */
export function toMailVerdicts(item: Item): MailVerdicts {
  return {
    acknowledged: verdictIn(item, 'acknowledged', true),
    acknowledgedBefore: verdictIn(item, 'acknowledgedBefore', true),
    refused: verdictIn(item, 'refused', false),
  }
}

function verdictIn(item: Item, attribute: string, acknowledge: boolean): MailVerdict | undefined {
  const verdict = item[attribute] as Partial<MailVerdict> | undefined
  if (verdict === undefined) return undefined
  if (verdict?.acknowledge !== acknowledge || typeof verdict.at !== 'number')
    throw new MalformedItem(attribute, `a verdict with its time that says ${acknowledge}`)
  return verdict as MailVerdict
}
