import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'

import { type BuildOptions, build, type Plugin } from 'esbuild'

import * as titlePhrases from '../lambdas/domain/mail/reading/title-phrases.ts'

const repository = fileURLToPath(new URL('..', import.meta.url))

/** A function's bundle is part of its cold start. One over this needs a reason, not a bigger number. */
const BUDGET_BYTES = 400_000

export interface BundleOptions {
  /** Where lambdas/handlers/ is and dist/ goes. Default: this repository. */
  root?: string
  /** Default: 400,000. */
  budgetBytes?: number
}

export interface Bundle {
  name: string
  bytes: number
}

/**
 * Bundles each lambdas/handlers/<name>.ts to dist/<name>/index.cjs, the very file that is deployed and that the local
 * contact centre runs; dist/ keeps nothing else. Same sources, same bytes: no path and no time gets into the output, so
 * the asset's hash changes only with the code. Throws when a handler does not build or is over the budget.
 */
export async function bundle({
  root = repository,
  budgetBytes = BUDGET_BYTES,
}: BundleOptions = {}): Promise<Bundle[]> {
  const handlers = await handlersIn(root)
  // One build for all: what they share is read once. Without splitting, each is linked as if it were alone.
  const { outputFiles } = await build({
    ...deployedBuild,
    absWorkingDir: root,
    entryPoints: Object.fromEntries(handlers.map((name) => [`${name}/index`, `lambdas/handlers/${name}.ts`])),
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    write: false,
  })
  await removeAllBut(handlers, join(root, 'dist'))
  const bundles = await Promise.all(outputFiles.map(({ path, contents }) => put(path, contents)))
  const tooBig = bundles.filter(({ bytes }) => bytes > budgetBytes)
  if (tooBig.length > 0) {
    const sizes = tooBig.map(({ name, bytes }) => `${name} ${bytes}`).join(', ')
    throw new Error(
      `Over the budget of ${budgetBytes} bytes: ${sizes}. See what came in with esbuild --analyze.`,
    )
  }
  return bundles
}

async function handlersIn(root: string): Promise<string[]> {
  const folder = join(root, 'lambdas/handlers')
  const entries = existsSync(folder) ? await readdir(folder) : []
  const names = entries.filter((entry) => entry.endsWith('.ts')).map((entry) => entry.slice(0, -'.ts'.length))
  if (names.length === 0) throw new Error('There is no lambdas/handlers/<name>.ts to bundle')
  return names.sort()
}

async function put(file: string, code: Uint8Array): Promise<Bundle> {
  const folder = dirname(file)
  const name = basename(folder)
  await mkdir(folder, { recursive: true })
  await removeAllBut([basename(file)], folder)
  await replace(file, code, join(dirname(folder), `.${name}.${process.pid}.${threadId}`))
  return { name, bytes: code.byteLength }
}

/**
 * The SDK's schema tables are written with computed keys (`{ [_II]: … }`), which no bundler dares to drop: one
 * command of the Connect client would cost all 397 of them. Written out, the unused ones go.
 */
const literalSchemaKeys: Plugin = {
  name: 'literal-schema-keys',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/].*dist-es[\\/].*schemas_0\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const constants = source.matchAll(/^const (_\w*) = ("(?:[^"\\]|\\.)*");$/gm)
      const texts = new Map([...constants].map(([, name, text]) => [name, text]))
      const contents = source.replace(/\[(_\w*)\]:/g, (whole, name) => {
        const text = texts.get(name)
        return text === undefined ? whole : `${text}:`
      })
      return { loader: 'js', contents }
    })
  },
}

/**
 * Parts of the SDK that no bundle of ours can ever use, with what stands in for them. A zip Lambda has no ~/.aws/config to
 * read, and looking for it would be its first use of the file system's thread pool; none of the operations that we
 * call streams events, and that code alone brings in zlib; no answer of node:http is one
 * of the Web's streams, all of which are loaded to ask whether it is; and endpoint discovery, which nothing turns on, needs no
 * limit on a cache that stays empty.
 */
const leftOut: readonly { filter: RegExp; contents: string }[] = [
  {
    filter: /@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    contents: `
      export { CONFIG_PREFIX_SEPARATOR } from './constants'
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`,
  },
  {
    filter: /@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/,
    contents: `
      export class EventStreamSerde {
        constructor() { throw new Error('event streams are left out of this bundle: scripts/bundle.ts') }
      }`,
  },
  {
    filter: /@smithy[\\/]core[\\/]dist-es[\\/].*[\\/]stream-type-check\.js$/,
    contents: `
      export const isReadableStream = (stream) => stream?.constructor?.name === 'ReadableStream'
      export const isBlob = (blob) => blob?.constructor?.name === 'Blob'`,
  },
  {
    filter: /mnemonist[\\/]lru-cache\.js$/,
    contents: `
      class Cache extends Map {
        constructor() { super() }
        peek(key) { return this.get(key) }
      }
      export { Cache as default }`,
  },
]

const leavingOut: Plugin = {
  name: 'leaving-out',
  setup({ onLoad }) {
    for (const { filter, contents } of leftOut)
      onLoad({ filter }, ({ path }) => ({ loader: 'js', contents, resolveDir: dirname(path) }))
  },
}

/** A client reads its own version from its package.json, and would bring in the rest of that file. */
const onlyItsVersion: Plugin = {
  name: 'only-its-version',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'))
      return { loader: 'json', contents: JSON.stringify({ version }) }
    })
  },
}

/** What a function would work out anew at each start, and always the same. */
const workedOut: Plugin = {
  name: 'worked-out',
  setup({ onLoad }) {
    onLoad({ filter: /domain[\\/]mail[\\/]reading[\\/]title-phrases\.ts$/ }, () => ({
      loader: 'js',
      contents: Object.entries(titlePhrases)
        .map(([name, phrases]) => `export const ${name} = () => ${JSON.stringify(phrases())}`)
        .join('\n'),
    }))
  },
}

/** How everything that is deployed is built. */
export const deployedBuild = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
  mainFields: ['module', 'main'],
  conditions: ['import', 'module', 'node'],
  // The HTTP handler imports node:http when it first needs it. As an ES module that import reads every export of it, and
  // some of those load all of undici (30 ms); as a CommonJS require it does not.
  supported: { 'dynamic-import': false },
  plugins: [literalSchemaKeys, leavingOut, onlyItsVersion, workedOut],
  alias: {
    '@aws-sdk/credential-provider-node': fileURLToPath(new URL('env-credentials.ts', import.meta.url)),
  },
} as const satisfies BuildOptions

async function removeAllBut(kept: readonly string[], folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const others = (await readdir(folder)).filter((entry) => !kept.includes(entry) && !entry.startsWith('.'))
  await Promise.all(others.map((entry) => rm(join(folder, entry), { recursive: true, force: true })))
}

/** At once, by way of `fresh`, and only if it differs: whoever reads the file at this moment reads a whole one. */
async function replace(file: string, contents: Uint8Array, fresh: string): Promise<void> {
  if (existsSync(file) && (await readFile(file)).equals(contents)) return
  await writeFile(fresh, contents)
  await rename(fresh, file)
}

if (import.meta.main) {
  const [unwanted] = process.argv.slice(2)
  if (unwanted !== undefined) {
    console.error(`npm run bundle bundles every handler to dist/ and takes no arguments; got ${unwanted}`)
    process.exit(2)
  }
  try {
    for (const { name, bytes } of await bundle())
      console.log(`${name.padEnd(26)}${bytes.toLocaleString('en')} bytes`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
