import type { MailVerdicts } from '../../lambdas/domain/mail/mail-verdicts.ts'
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
      const isAnother = verdict.acknowledge && before?.acknowledge && before.to !== verdict.to
      book.set(keyOf(mail), {
        ...known,
        ...(verdict.acknowledge ? { acknowledged: verdict } : { refused: verdict }),
        ...(isAnother && { acknowledgedBefore: before }),
      })
    },
    find: async (mail) => book.get(keyOf(mail)),
  }
}

export function memoryPrecedents(contacts: ContactRecords, book = memoryVerdictBook()): Precedents {
  return {
    async find({ related, mail }) {
      return {
        related: related && (await contacts.find(related)),
        verdicts: mail && (await book.find(mail)),
      }
    },
  }
}
