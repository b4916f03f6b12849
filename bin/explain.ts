import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { judgeMail } from '../lambdas/domain/mail/judge.ts'
import { judgeMailSeeing } from '../lambdas/domain/mail/judge-headers.ts'
import { messageOf, USAGE, understand, type WantedMails } from './explain/arguments.ts'
import { JoinedBlob } from './explain/joined-blob.ts'
import type { LedgerRequest } from './explain/ledger.ts'
import { type FoundFile, mailFilesIn } from './explain/mail-files.ts'
import { type MailInFile, mailsIn } from './explain/mails-in.ts'
import { readMail } from './explain/read-mail.ts'

// Here alone: nothing else of this command makes a Blob.
globalThis.Blob = JoinedBlob as unknown as typeof Blob

// Whoever reads may have read enough (`| head`): then there is nobody left to write for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const wanted = understand(args)
  if (typeof wanted === 'string') {
    const asked = wanted === USAGE
    process[asked ? 'stdout' : 'stderr'].write(`${wanted}\n`)
    return asked ? 0 : 2
  }
  return 'of' in wanted ? explainContacts(wanted) : explainMails(wanted)
}

/** The AWS SDK is loaded only here: it takes longer than a hundred mails. */
async function explainContacts(wanted: LedgerRequest): Promise<number> {
  const { readLedger } = await import('./explain/ledger.ts')
  try {
    for (const line of await readLedger(wanted)) process.stdout.write(`${JSON.stringify(line)}\n`)
    return 0
  } catch (error) {
    process.stderr.write(`explain: ${messageOf(error)}\n`)
    return 1
  }
}

async function explainMails(wanted: WantedMails): Promise<number> {
  let files = 0
  let errors = 0
  for (const path of wanted.paths) {
    for (const found of await mailFilesIn(path)) {
      files++
      for await (const line of explain(found, wanted)) {
        if ('error' in line) errors++
        process.stdout.write(`${JSON.stringify(line)}\n`)
      }
    }
  }
  if (files === 0) process.stderr.write(`explain: there is no file in ${wanted.paths.join(', ')}\n`)
  return errors > 0 || files === 0 ? 1 : 0
}

/** One line per mail; one with an error where there is none to read. */
async function* explain(found: FoundFile, wanted: WantedMails): AsyncGenerator<object> {
  const { file } = found
  try {
    if ('error' in found) throw found.error
    const octets = found.path === '-' ? await buffer(process.stdin) : await readFile(found.path)
    for (const mail of mailsIn(file, octets)) yield await explainMail(mail, wanted)
  } catch (error) {
    yield { file, error: messageOf(error) }
  }
}

async function explainMail({ file, octets }: MailInFile, wanted: WantedMails): Promise<object> {
  try {
    const facts = await readMail(octets, wanted)
    const verdict = wanted.seen === 'headers' ? judgeMailSeeing(facts) : judgeMail(facts)
    const { acknowledge, reason, rule } = verdict
    return { file, acknowledge, reason, rule, to: verdict.acknowledge ? verdict.to : null }
  } catch (error) {
    return { file, error: messageOf(error) }
  }
}
