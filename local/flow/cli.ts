import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type ContentType, FLOW_TYPES } from './catalogue/spec.ts'
import type { Problem } from './lint/problem.ts'
import { flowsIn } from './lint/wrapped.ts'
import { lintFlow } from './lint.ts'

const TYPES: readonly ContentType[] = [...FLOW_TYPES, 'MODULE']

const USAGE = `Checks Amazon Connect flows as CreateContactFlow would, without AWS.

npm run lint:flow -- <file.json | folder | ->… [--type TYPE] [--json]

  file     a flow's content, what Describe answers ({"ContactFlow":{"Content":…}}), a CloudFormation
           resource or template (JSON); of a folder every .json below it that holds one; - reads
           standard input
  --type   ${TYPES.join(', ')}
           (without it: what the file says of itself, else CONTACT_FLOW)
  --json   one JSON array instead of lines, [] where there is nothing to say
  --help   this text

Each problem is a line "file: severity: message [hint] (action "id")", or with --json an object

  file      the file, with #<logical id> for a flow of a template
  severity  "error": CreateContactFlow refuses the flow; "warning": advice
  message   for errors the service's own text where it is known
  path      e.g. Actions[0].Parameters.Text (left out where the problem has no place)
  action    the action's Identifier (left out where it is none)
  hint      what to write instead (often left out)

Exit code 0: no errors (there may be warnings), 1: errors, 2: wrong usage.`

/** Where the command reads and writes. */
interface Terminal {
  out(line: string): void
  error(line: string): void
  stdin(): string
}

type Report = Problem & { file: string }

class WrongUsage extends Error {
  override readonly name = 'WrongUsage'
}

/** `npm run lint:flow`. Gives the exit code. */
export function lintCommand(args: string[], terminal: Terminal): number {
  try {
    const { files, type, json, help } = readArguments(args)
    if (help) {
      terminal.out(USAGE)
      return 0
    }
    const reports = files.flatMap((file) => lintPath(file, type, terminal))
    if (json) terminal.out(JSON.stringify(reports, undefined, 2))
    else for (const report of reports) terminal.out(lineOf(report))
    return reports.some(({ severity }) => severity === 'error') ? 1 : 0
  } catch (error) {
    if (!(error instanceof WrongUsage)) throw error
    terminal.error(`${error.message}\n\n${USAGE}`)
    return 2
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parse(args)
  const type = TYPES.find((known) => known === values.type)
  if (values.type !== undefined && !type) throw new WrongUsage(`No such flow type: ${values.type}`)
  if (positionals.length === 0 && !values.help) throw new WrongUsage('No file given')
  return { files: positionals, type, json: values.json, help: values.help }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        type: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error))
  }
}

function lintPath(path: string, type: ContentType | undefined, terminal: Terminal): Report[] {
  if (path === '-') return lintText('-', terminal.stdin(), type)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new WrongUsage(`No such file: ${path}`)
  if (!found.isDirectory()) return lintText(path, readFileSync(path, 'utf8'), type)
  const files = filesUnder(path).map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const flows = files.filter(({ text }) => FLOW_MARKS.test(text))
  if (flows.length === 0) throw new WrongUsage(`No .json file in ${path} holds a flow`)
  if (flows.length < files.length)
    terminal.error(`${files.length - flows.length} other .json files in ${path} hold no flow`)
  return flows.flatMap(({ file, text }) => lintText(file, text, type))
}

/** What stands in every flow, also within a text and in the format before 2019-10-30: a folder holds other JSON too. */
const FLOW_MARKS = /"StartAction\\*"|"Actions\\*"|"modules"\s*:\s*\[|AWS::Connect::ContactFlow/

function filesUnder(path: string): string[] {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => name.endsWith('.json')).sort()
  return files.map((name) => join(path, name))
}

function lintText(file: string, text: string, type: ContentType | undefined): Report[] {
  const flows = flowsIn(text)
  if (flows.length === 0) return [{ file, message: 'There is no flow in this template', severity: 'warning' }]
  return flows.flatMap((flow) =>
    lintFlow(flow.content, type ?? flow.type).map((problem) => ({
      file: flow.name === '' ? file : `${file}#${flow.name}`,
      ...problem,
    })),
  )
}

function lineOf({ file, severity, message, action, hint }: Report): string {
  const advice = hint === undefined ? '' : ` [${hint}]`
  const where = action === undefined ? '' : ` (action "${action}")`
  return `${file}: ${severity}: ${message}${advice}${where}`
}

if (import.meta.main) {
  // Whoever reads may have read enough (`| head`): then there is nobody left to write for.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit()
  })
  process.exitCode = lintCommand(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    error: (line) => process.stderr.write(`${line}\n`),
    stdin: () => readFileSync(0, 'utf8'),
  })
}
