import type { MailVerdict, MailVerdicts } from '../../lambdas/domain/mail/mail-verdicts.ts'
import type { ContactRecords } from '../../lambdas/ports/contact-records.ts'
import type { Precedents, VerdictBook } from '../../lambdas/ports/mail-verdicts.ts'

/** Behaves as the DynamoDB one does; both pass test/adapters/verdict-book.contract.ts. */
export function memoryVerdictBook(): VerdictBook {
  const book = new Map<string, MailVerdicts>()
  const keyOf = ({ from, to, subject }: Parameters<VerdictBook['find']>[0]) =>
    JSON.stringify([from, to, subject])
  return {
    async record(mail, verdict) {
      const known = book.get(keyOf(mail)) ?? {}
      const before = known.acknowledged
      if (isSame(before, verdict) || isSame(known.refused, verdict)) return
      const isAnother = verdict.acknowledge && before?.acknowledge && before.to !== verdict.to
      book.set(keyOf(mail), {
        ...known,
        ...(verdict.acknowledge ? { acknowledged: verdict } : { refused: verdict }),
        ...(isAnother && { acknowledgedBefore: before }),
      })
    },
    find: async (mail) => book.get(keyOf(mail)),
    async use(mail, verdict, contact) {
      const known = book.get(keyOf(mail)) ?? {}
      for (const kept of ['acknowledged', 'acknowledgedBefore', 'refused'] as const) {
        const found = known[kept]
        if (!found || !isSame(found, verdict) || (found.usedBy ?? contact) !== contact) continue
        book.set(keyOf(mail), { ...known, [kept]: { ...found, usedBy: contact } })
        return true
      }
      return false
    },
  }
}

function isSame(known: MailVerdict | undefined, verdict: MailVerdict): boolean {
  const what = (one: MailVerdict) => JSON.stringify([one.at, one.acknowledge, one.acknowledge && one.to])
  return known !== undefined && what(known) === what(verdict)
}

export function memoryPrecedents(contacts: ContactRecords, book = memoryVerdictBook()): Precedents {
  return {
    use: book.use,
    async find({ related, mail }) {
      return {
        related: related && (await contacts.find(related)),
        verdicts: mail && (await book.find(mail)),
      }
    },
  }
}
