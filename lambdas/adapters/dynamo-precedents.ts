import type { Precedents } from '../ports/mail-verdicts.ts'
import { contactKey, toContactRecord } from './contact-item.ts'
import { toMailVerdicts } from './dynamo-verdict-book.ts'
import { verdictKey } from './dynamo-verdict-recorder.ts'
import { dynamoVerdictUses } from './dynamo-verdict-uses.ts'
import type { TableBatches, TableWriter } from './table.ts'

export function dynamoPrecedents(table: TableBatches, writer: TableWriter): Precedents {
  return {
    ...dynamoVerdictUses(writer),

    async find({ related, mail }) {
      const keys = { related: related && contactKey(related), verdict: mail && verdictKey(mail) }
      const items = await table.getAll(Object.values(keys).filter((key) => key !== undefined))
      const contact = items.get(keys.related ?? '')
      const verdict = items.get(keys.verdict ?? '')
      return {
        related: contact && related ? toContactRecord(related, contact) : undefined,
        verdicts: verdict && toMailVerdicts(verdict),
      }
    },
  }
}
