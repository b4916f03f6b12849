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

const run = promisify(execFile)
const MAILS = 1_000
const WARM_UP = 2
const ROUNDS = 9
const JUDGED_WITHIN_MS = 0.2
const EXPLAINED_WITHIN_S = 10
const own = { ownAddresses: ['support@centre.example'], seen: 'all' } as const

/** What it takes to judge a parsed mail by all rules, those of texts among them, and to explain a folder of mails. */
export async function judging(progress: (line: string) => void): Promise<Figure[]> {
  const taken = timesOf(await Promise.all(Array.from({ length: MAILS }, (_, n) => factsOf(kindOf(n), n))))
  const medians = KINDS.map((kind) => ({
    kind,
    ms: median(taken.filter((_, n) => kindOf(n) === kind).flat()),
  }))
  for (const { kind, ms } of medians) progress(`judging ${kind.about}: ${ms.toFixed(4)} ms`)
  const seconds = await explainFolder()
  progress(`explaining ${MAILS} mails: ${seconds.toFixed(1)} s`)
  return [
    atMost('judging a parsed mail, median of all', median(taken.flat()), 'ms', JUDGED_WITHIN_MS),
    noted(
      'judging a parsed mail, median of the slowest kind',
      Math.max(...medians.map(({ ms }) => ms)),
      'ms',
    ),
    atMost(`npm run explain of ${MAILS} mails`, seconds, 's', EXPLAINED_WITHIN_S),
  ]
}

const kindOf = (n: number) => KINDS[n % KINDS.length]!

function factsOf({ write }: Kind, n: number): Promise<MailFacts> {
  return readMail(Buffer.from(write(n)), own)
}

/** Milliseconds of each mail's judgements. The first rounds only warm up. */
function timesOf(mails: readonly MailFacts[]): number[][] {
  const taken: number[][] = mails.map(() => [])
  for (let round = -WARM_UP; round < ROUNDS; round++)
    for (const [n, facts] of mails.entries()) {
      const began = process.hrtime.bigint()
      judgeMail(facts)
      if (round >= 0) taken[n]!.push(Number(process.hrtime.bigint() - began) / 1e6)
    }
  return taken
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
