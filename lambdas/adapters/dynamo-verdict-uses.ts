import type { VerdictUses } from '../ports/mail-verdicts.ts'
import { verdictKey } from './dynamo-verdict-recorder.ts'
import type { TableWriter } from './table.ts'

export function dynamoVerdictUses(table: Pick<TableWriter, 'change'>): VerdictUses {
  return {
    async use(mail, { acknowledge, at }, contact) {
      const key = verdictKey(mail)
      for (const kept of acknowledge ? ['acknowledged', 'acknowledgedBefore'] : ['refused']) {
        const used = await table.change(key, {
          setInside: { [kept]: { usedBy: contact } },
          assuming: `#${kept}.#at = :at AND (attribute_not_exists(#${kept}.#usedBy) OR #${kept}.#usedBy = :usedBy)`,
          values: { at },
        })
        if (used) return true
      }
      return false
    },
  }
}
