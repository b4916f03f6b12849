import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { stop } from 'esbuild'
import { bundle } from '../../scripts/bundle.ts'
import { fingerprint, STAMP } from './fingerprint.ts'
import { alone } from './lock.ts'

export interface BuildProps {
  /** The repository. */
  root: string
  /** A configuration file instead of the repository's own, absolute. */
  config: string | undefined
  /** Called with one line per step that takes time. */
  onProgress: (line: string) => void
  /** Calls it off. */
  signal: AbortSignal
}

const BUNDLE_INPUTS = ['lambdas', 'scripts', 'package-lock.json']
/** Where the assemblies of other configurations go, each apart: what was started of any may still run on it. */
const ELSEWHERE = '.homeward/configured'
/** No more of them are kept than centres are likely to run at once. */
const KEPT_ELSEWHERE = 5
/** Whatever a synthesis reads: what was made of anything else of these is stale. */
export const SYNTH_INPUTS = [
  ...['bin', 'lib', 'lambdas/domain', 'dist', 'stepfunctions', 'contact-flows'],
  ...['cdk.json', 'homeward.config.json', 'package-lock.json'],
]

/**
 * Bundles the functions and synthesizes the assembly, each only where its sources or its output are not what they were
 * then. Gives the assembly's folder. Throws an Error whose message is for people.
 */
export function build(props: BuildProps): Promise<string> {
  const { root, onProgress, signal } = props
  return alone(join(root, '.homeward', 'build.lock'), () => buildAlone(props), { onWait: onProgress, signal })
}

async function buildAlone({ root, config, onProgress, signal }: BuildProps): Promise<string> {
  const bundled = fingerprint(root, BUNDLE_INPUTS)
  if (!isFresh(root, 'dist', bundled)) {
    onProgress('bundling the functions')
    await bundle({ root })
    // Its process would stay for as long as the contact centre does.
    await stop()
    stamp(root, 'dist', bundled)
  }
  const configured = config === undefined ? '' : readConfig(config)
  const synthesized = `${fingerprint(root, SYNTH_INPUTS)} ${JSON.stringify(configured)}`
  const folder = config === undefined ? 'cdk.out' : elsewhere(configured)
  if (!isFresh(root, folder, synthesized)) {
    onProgress('synthesizing the stacks')
    keepNewest(join(root, ELSEWHERE))
    await synthesize(root, config, folder, signal)
    stamp(root, folder, synthesized)
  }
  return join(root, folder)
}

/** Where the assembly of another configuration goes, by what that says: its file may say something else by then. */
export function elsewhere(configured: string): string {
  return `${ELSEWHERE}/${createHash('sha256').update(configured).digest('hex').slice(0, 12)}`
}

function keepNewest(folder: string): void {
  if (!existsSync(folder)) return
  const all = readdirSync(folder).map((name) => join(folder, name))
  const byAge = all.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs)
  for (const old of byAge.slice(KEPT_ELSEWHERE - 1)) rmSync(old, { recursive: true, force: true })
}

function readConfig(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Error(`--config is ${JSON.stringify(file)}: it cannot be read, name a configuration file`, {
      cause,
    })
  }
}

function isFresh(root: string, folder: string, inputs: string): boolean {
  const file = join(root, folder, STAMP)
  return existsSync(file) && readFileSync(file, 'utf8') === stampText(root, folder, inputs)
}

function stamp(root: string, folder: string, inputs: string): void {
  writeFileSync(join(root, folder, STAMP), stampText(root, folder, inputs))
}

/** From what it was built and what came out: `cdk synth` may have written to the same folder since. */
function stampText(root: string, folder: string, inputs: string): string {
  return `${inputs}\n${fingerprint(root, [folder])}\n`
}

/** Into a folder of its own first: a synthesis that fails must not leave half an assembly, nor old assets stay. */
async function synthesize(
  root: string,
  config: string | undefined,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const fresh = join(root, '.homeward', `synth-${process.pid}`)
  const target = join(root, folder)
  try {
    await run(root, signal, {
      CDK_OUTDIR: fresh,
      // npm run check synthesizes strictly; here it would only cost seconds.
      CDK_VALIDATION: 'false',
      ...(config !== undefined && { CDK_CONTEXT_JSON: JSON.stringify({ config }) }),
    })
    rmSync(target, { recursive: true, force: true })
    mkdirSync(dirname(target), { recursive: true })
    renameSync(fresh, target)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function run(root: string, signal: AbortSignal, extra: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin', 'app.ts')], {
      cwd: root,
      env: { ...process.env, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`synthesis failed:\n${said.trim()}`)),
    )
  })
}
