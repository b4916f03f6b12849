import { parseArgs } from 'node:util'

export interface StartOptions {
  port: number
  smtpPort: number
  json: boolean
  seed: number
  quotas: 'default' | 'off'
  /** A cloud assembly to run as it is; undefined: build this repository's. */
  assembly: string | undefined
  /** A configuration file for the synthesis; undefined: the repository's own. */
  config: string | undefined
}

/** What the command line asks for. */
export type StartRequest =
  | { kind: 'start'; options: StartOptions }
  | { kind: 'help' }
  | { kind: 'wrong'; message: string }

export const HELP = `npm start -- [flags]   runs the local contact centre until Ctrl-C

  --port N          port of the endpoint and the control API (4510; 0: any free port)
  --smtp-port N     port of the mail door (2525; 0: any free port)
  --seed N          seed of all chance: the same seed gives the same run (1)
  --quotas WHICH    default: the documented AWS quotas apply, requests above them are throttled;
                    off: nothing is throttled
  --config FILE     the configuration to synthesize (homeward.config.json)
  --assembly DIR    runs a cloud assembly that is there, without building anything
  --json            one line of JSON on stdout when ready, nothing else
  --help            this
`

const FLAGS = {
  port: { type: 'string' },
  'smtp-port': { type: 'string' },
  json: { type: 'boolean' },
  seed: { type: 'string' },
  quotas: { type: 'string' },
  assembly: { type: 'string' },
  config: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** Reads the flags of `npm start`. */
export function startRequest(argv: readonly string[]): StartRequest {
  try {
    const { values } = parseArgs({ args: [...argv], options: FLAGS, strict: true })
    if (values.help) return { kind: 'help' }
    if (values.assembly !== undefined && values.config !== undefined)
      return wrong('--assembly and --config are both given: an assembly is run as it is, give one of them')
    return {
      kind: 'start',
      options: {
        port: whole('--port', values.port ?? '4510', 65_535),
        smtpPort: whole('--smtp-port', values['smtp-port'] ?? '2525', 65_535),
        json: values.json ?? false,
        seed: whole('--seed', values.seed ?? '1', 2 ** 31 - 1),
        quotas: quotasOf(values.quotas ?? 'default'),
        assembly: values.assembly,
        config: values.config,
      },
    }
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

function whole(flag: string, text: string, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value <= most) return value
  throw new Error(`${flag} is ${JSON.stringify(text)}: give a whole number from 0 to ${most}`)
}

function quotasOf(text: string): 'default' | 'off' {
  if (text === 'default' || text === 'off') return text
  throw new Error(`--quotas is ${JSON.stringify(text)}: give default or off`)
}

function wrong(message: string): StartRequest {
  return { kind: 'wrong', message }
}
