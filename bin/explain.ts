import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { judgeMail } from '../lambdas/domain/mail/judge.ts'
import { readMail } from './explain/read-mail.ts'

const USAGE = `usage: npm run explain -- [--contact-only] [--own <address>]… <mail.eml | directory | ->…

Says of each mail whether it would be acknowledged, and why: one JSON line per mail,
  {"file","acknowledge":true|false,"reason","rule","to"}
or {"file","error"} where a file cannot be read. Nothing is sent and nothing is stored.

  --contact-only    judge on what Connect alone shows: sender, recipient, subject, verdicts
  --own <address>   an address of this contact centre; may be repeated
  --help            this text

A directory is searched through; - reads one mail from standard input.
Exit code: 0, or 1 where a file had an error, or 2 for wrong usage. The reasons: docs/reason-codes.md`

interface Wanted {
  paths: string[]
  ownAddresses: string[]
  contactOnly: boolean
}

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const wanted = understand(args)
  if (typeof wanted === 'string') {
    const asked = wanted === USAGE
    process[asked ? 'stdout' : 'stderr'].write(`${wanted}\n`)
    return asked ? 0 : 2
  }
  let errors = 0
  for (const path of wanted.paths) {
    for await (const file of filesIn(path)) {
      const line = await explain(file, wanted)
      if ('error' in line) errors++
      process.stdout.write(`${JSON.stringify(line)}\n`)
    }
  }
  return errors > 0 ? 1 : 0
}

/** Gives what is wanted, or the text that says why not. */
function understand(args: string[]): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'contact-only': { type: 'boolean', default: false },
        own: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
        contact: { type: 'string' },
        thread: { type: 'string' },
      },
    })
    if (values.help) return USAGE
    if (values.contact !== undefined || values.thread !== undefined) {
      return 'explain: --contact and --thread are not available yet: only mail files can be explained'
    }
    if (positionals.length === 0) return `explain: no mail given\n\n${USAGE}`
    return { paths: positionals, ownAddresses: values.own, contactOnly: values['contact-only'] }
  } catch (error) {
    return `explain: ${messageOf(error)}\n\n${USAGE}`
  }
}

/** A path that cannot be looked at is given as it is: reading it then says why. */
async function* filesIn(path: string): AsyncGenerator<string> {
  const isDirectory =
    path !== '-' &&
    (await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    ))
  if (!isDirectory) {
    yield path
    return
  }
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  yield* files.sort()
}

async function explain(file: string, wanted: Wanted): Promise<object> {
  try {
    const octets = file === '-' ? await buffer(process.stdin) : await readFile(file)
    const verdict = judgeMail(await readMail(octets, wanted))
    const { acknowledge, reason, rule } = verdict
    return { file, acknowledge, reason, rule, to: verdict.acknowledge ? verdict.to : null }
  } catch (error) {
    return { file, error: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
