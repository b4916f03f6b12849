import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { readMail } from '../../bin/explain/read-mail.ts'
import { judgeMail } from '../../lambdas/domain/mail/judge.ts'
import type { MailFacts } from '../../lambdas/domain/mail/mail-facts.ts'
import { atMost, type Figure, median, noted } from '../figure.ts'
import { KINDS, type Kind } from './mails.ts'
import { mutatedMails } from './mutated.ts'

const run = promisify(execFile)
const MAILS = 1_000
const WARM_UP = 2
const ROUNDS = 9
const MUTATED = 10_000
const SEED = 1
const JUDGED_WITHIN_MS = 0.2
const ANY_WITHIN_MS = 50
const EXPLAINED_WITHIN_S = 10
const own = { ownAddresses: ['support@centre.example'], seen: 'all' } as const

/** What it takes to judge a parsed mail by all rules, those of texts among them, and to explain a folder of mails. */
export async function judging(progress: (line: string) => void): Promise<Figure[]> {
  const taken = timesOf(
    await Promise.all(Array.from({ length: MAILS }, (_, n) => factsOf(kindOf(n), n))),
    ROUNDS,
    WARM_UP,
  )
  const medians = KINDS.map((kind) => ({
    kind,
    ms: median(taken.filter((_, n) => kindOf(n) === kind).flat()),
  }))
  for (const { kind, ms } of medians) progress(`judging ${kind.about}: ${ms.toFixed(4)} ms`)
  const worst = await slowestOf(mutatedMails(MUTATED, SEED))
  progress(`judging ${MUTATED} mutated mails: ${worst.toFixed(1)} ms at most`)
  const seconds = await explainFolder()
  progress(`explaining ${MAILS} mails: ${seconds.toFixed(1)} s`)
  return [
    atMost('judging a parsed mail, median of all', median(taken.flat()), 'ms', JUDGED_WITHIN_MS),
    noted(
      'judging a parsed mail, median of the slowest kind',
      Math.max(...medians.map(({ ms }) => ms)),
      'ms',
    ),
    atMost(`judging one of ${MUTATED} mutated mails, at most`, worst, 'ms', ANY_WITHIN_MS),
    atMost(`npm run explain of ${MAILS} mails`, seconds, 's', EXPLAINED_WITHIN_S),
  ]
}

const kindOf = (n: number) => KINDS[n % KINDS.length]!

function factsOf({ write }: Kind, n: number): Promise<MailFacts> {
  return readMail(Buffer.from(write(n)), own)
}

/** Milliseconds of each mail's judgements. The first rounds only warm up. */
function timesOf(mails: readonly MailFacts[], rounds: number, warmUp = 0): number[][] {
  const taken: number[][] = mails.map(() => [])
  for (let round = -warmUp; round < rounds; round++)
    for (const [n, facts] of mails.entries()) {
      const began = process.hrtime.bigint()
      judgeMail(facts)
      if (round >= 0) taken[n]!.push(Number(process.hrtime.bigint() - began) / 1e6)
    }
  return taken
}

/** Milliseconds. Each is judged three times, and the fastest counts: what the machine did meanwhile is not the mail's. */
async function slowestOf(mails: readonly string[]): Promise<number> {
  let worst = 0
  for (const mail of mails) {
    const facts = await readMail(Buffer.from(mail), own).catch(() => undefined)
    // So much was cut out that it is no mail any more.
    if (!facts) continue
    const [taken = []] = timesOf([facts], 3)
    worst = Math.max(worst, Math.min(...taken))
  }
  return worst
}

async function explainFolder(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'homeward-bench-'))
  try {
    for (let n = 0; n < MAILS; n++) await writeFile(join(folder, `${n}.eml`), kindOf(n).write(n))
    const began = process.hrtime.bigint()
    const { stdout } = await run(process.execPath, ['bin/explain.ts', folder], { maxBuffer: 10_000_000 })
    const seconds = Number(process.hrtime.bigint() - began) / 1e9
    const lines = stdout.trim().split('\n').length
    if (lines !== MAILS) throw new Error(`explain told of ${lines} mails instead of ${MAILS}`)
    return seconds
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
