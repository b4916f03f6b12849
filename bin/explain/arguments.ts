import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { LedgerRequest } from './ledger.ts'
import type { SeenOfMail } from './read-mail.ts'

/** Where npm start listens (local/start/arguments.ts). */
const LOCAL = 'http://127.0.0.1:4510'

export const USAGE = `usage: npm run explain -- [--contact-only | --headers-only] [--own <address>]… <mail.eml | directory | ->…
       npm run explain -- --contact <id> | --thread <id> [--endpoint <url> | [--region <region>] [--table <name>]]

Says of each mail whether it would be acknowledged, and why: one JSON line per mail,
  {"file","acknowledge":true|false,"reason","rule","to"}
or {"file","error"} where a file cannot be read. Nothing is sent and nothing is stored.
With --contact or --thread: prints what was decided about a contact, or about all contacts of a thread that its customer
wrote, one JSON line per decision, {"contact","thread","at","decision","reason","rule","seen","by",…}.

A file has more than SES shows to InspectMail: a text, parts, and headers beyond the first 10 KB. Where these decide, a
deployed centre comes to another answer: mostly it acknowledges what is refused here. --headers-only judges as it does
with \`inspectMail\`, --contact-only as it does without; its addresses are those of --own, and its limits are not applied.

  --contact-only    judge on what Connect alone shows: sender, recipient, subject, verdicts
  --headers-only    judge on what SES shows to InspectMail: the headers and the envelope
  --own <address>   an address of this contact centre; may be repeated
  --contact <id>    the decisions about one contact
  --thread <id>     those about a thread, by the id of its first contact
  --endpoint <url>  of the local contact centre (${LOCAL})
  --region <name>   look into AWS instead, with the default credentials
  --table <name>    of a deployed table; needed where there is more than one; with --endpoint, of a local one
  --help            this text

A directory is searched through. Links are followed, and a directory to which several lead is read once. A pipe, a socket or
a device is a line with an error; - reads one mail from standard input. A mailbox of several mails, named *.mbox or *.mbx,
has a line for each: "file" is box.mbox#1, box.mbox#2 and so on. Octets of a name that are not UTF-8 are shown as \\xE9.
Exit code: 0, or 1 where a file had an error or nothing was found, or 2 for wrong usage. The reasons: docs/reason-codes.md`

export interface WantedMails {
  paths: string[]
  ownAddresses: string[]
  seen: SeenOfMail
}

const OPTIONS = {
  'contact-only': { type: 'boolean', default: false },
  'headers-only': { type: 'boolean', default: false },
  own: { type: 'string', multiple: true, default: [] },
  help: { type: 'boolean', short: 'h', default: false },
  contact: { type: 'string' },
  thread: { type: 'string' },
  endpoint: { type: 'string' },
  region: { type: 'string' },
  table: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig

/** Gives what is wanted, or the text that says why not. */
export function understand(args: string[]): WantedMails | LedgerRequest | string {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
    if (values.help) return USAGE
    const { contact, thread, endpoint, region, table } = values
    if (contact !== undefined || thread !== undefined) {
      const unfit = [
        ...(values['contact-only'] ? ['no --contact-only'] : []),
        ...(values['headers-only'] ? ['no --headers-only'] : []),
        ...(values.own.length > 0 ? ['no --own'] : []),
        ...(positionals.length > 0 ? [`no mail files: ${positionals.join(' ')}`] : []),
      ]
      if (unfit.length > 0) return wrong(`--contact and --thread take ${unfit.join(', ')}`)
      if (contact !== undefined && thread !== undefined) return wrong('give --contact or --thread, not both')
      return { of: whose(contact, thread), ...where({ endpoint, region, table }), table }
    }
    if ((endpoint ?? region ?? table) !== undefined)
      return wrong('--endpoint, --region and --table go with --contact or --thread')
    if (positionals.length === 0) return wrong('no mail given')
    const { own: ownAddresses, 'contact-only': contactOnly, 'headers-only': headersOnly } = values
    if (contactOnly && headersOnly) return wrong('give --contact-only or --headers-only, not both')
    return {
      paths: positionals,
      ownAddresses,
      seen: contactOnly ? 'contact' : headersOnly ? 'headers' : 'all',
    }
  } catch (error) {
    return wrong(messageOf(error))
  }
}

function wrong(why: string): string {
  return `explain: ${why}\n\n${USAGE}`
}

function whose(contact: string | undefined, thread: string | undefined): LedgerRequest['of'] {
  const id = contact ?? thread
  if (!id?.trim()) throw new Error('the id is empty')
  return contact === undefined ? { thread: id } : { contact: id }
}

/** A region or a table, without an endpoint, means AWS. */
function where({ endpoint, region, table }: Omit<LedgerRequest, 'of'>) {
  if (endpoint === undefined && (region ?? table) !== undefined) return { endpoint: undefined, region }
  if (endpoint !== undefined && region !== undefined) throw new Error('give --endpoint or --region, not both')
  const url = endpoint ?? LOCAL
  if (!/^https?:/.test(url) || !URL.canParse(url)) throw new Error(`--endpoint ${url} is no http URL`)
  return { endpoint: url, region }
}

/** What to tell of an error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
