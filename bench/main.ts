import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import type { Figure } from './figure.ts'
import { type Part, type PartName, parts } from './parts.ts'
import { table } from './table.ts'

const names = Object.keys(parts) as PartName[]

const HELP = `npm run bench: measures what Homeward promises, and prints a table.

  --only <part>   only this part; may be given several times
  --function <f>  with --only cold-start: only this function; may be given several times
  --json          one JSON array of {name, value, unit, target, met} on stdout, and nothing else there
  --help          this text

Parts:
${names.map((name) => `  ${name.padEnd(16)}${parts[name].about}`).join('\n')}

Exits 0 when it ran, whether or not the figures are met; 1 when a part could not be measured; 2 when it was called
wrongly. Progress goes to stderr. The figures suppose that nothing else keeps the machine busy.
`

const given = read()
if (given === 'help') process.stdout.write(HELP)
else if (given) await run(given)

interface Given {
  only: PartName[]
  functions: string[] | undefined
  json: boolean
}

function read(): Given | 'help' | undefined {
  try {
    const options = {
      only: { type: 'string', multiple: true },
      function: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const
    const { values } = parseArgs({ options })
    if (values.help) return 'help'
    const unknown = values.only?.find((name) => !names.includes(name as PartName))
    if (unknown !== undefined) throw new Error(`there is no part ${JSON.stringify(unknown)}`)
    const only = names.filter((name) => values.only?.includes(name) ?? true)
    if (values.function && only.join() !== 'cold-start')
      throw new Error('--function is for --only cold-start')
    return { only, functions: values.function, json: values.json ?? false }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
    process.exitCode = 2
    return undefined
  }
}

async function run({ only, functions, json }: Given): Promise<void> {
  const figures: Figure[] = []
  const [single, ...others] = only
  for (const name of only) {
    progress(`${name}: ${parts[name].about}`)
    try {
      figures.push(
        ...(single && others.length === 0 ? await measureHere(single, functions) : await apart(name)),
      )
    } catch (error) {
      progress(`${name} could not be measured: ${error instanceof Error ? error.stack : error}`)
      process.exitCode = 1
    }
  }
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : table(figures))
}

function measureHere(name: PartName, functions: readonly string[] | undefined): Promise<Figure[]> {
  const part: Part = parts[name]
  return part.measure(progress, functions)
}

/** In a process of its own: what one part leaves in memory is not the next one's. */
function apart(name: PartName): Promise<Figure[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--only', name, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(text))
      else reject(new Error(`its process ended with ${code}`))
    })
  })
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}
