import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Centre } from './centre.ts'
import { HELP, type StartOptions, startRequest } from './start/arguments.ts'
import { build } from './start/build.ts'
import { greeting } from './start/greeting.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A command that is asked to end must: what has not closed by then is left to the system. */
const LONGEST_STOP_MS = 1_800

const stopRequest = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopRequest.abort())

/** Whoever reads no further, as `head` does, has had enough: that is no error, and ends what was started. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') stopRequest.abort()
  else throw error
})

const request = startRequest(process.argv.slice(2))
switch (request.kind) {
  case 'help':
    process.stdout.write(HELP)
    break
  case 'wrong':
    process.stderr.write(`${request.message}\n\n${HELP}`)
    process.exitCode = 2
    break
  case 'start':
    await start(request.options)
}

async function start(options: StartOptions): Promise<void> {
  const { signal } = stopRequest
  try {
    // Loaded while the assembly is built: there are two cores.
    const [assembly, { startCentre }] = await Promise.all([
      options.assembly ? resolve(options.assembly) : built(options, signal),
      import('./centre.ts'),
    ])
    progress('starting the contact centre')
    const centre = await startCentre({
      assembly,
      port: options.port,
      smtpPort: options.smtpPort,
      seed: options.seed,
      quotas: options.quotas,
      start: hostNow(),
      flowing: true,
    })
    if (!signal.aborted) announce(centre, options)
    await aborted(signal)
    await stop(centre)
  } catch (error) {
    if (signal.aborted) process.exit(0)
    process.stderr.write(`${explained(error)}\n`)
    process.exit(1)
  }
}

/** The local contact centre begins at the host's own time; from then on everybody asks the timeline. */
function hostNow(): number {
  return Math.round(performance.timeOrigin + performance.now())
}

function announce(centre: Centre, { json }: StartOptions): void {
  const { endpoint, smtp } = centre
  if (json)
    process.stdout.write(`${JSON.stringify({ ready: true, endpoint: endpoint.url, smtp: smtp.url })}\n`)
  else process.stdout.write(greeting({ ...centre.inventory(), endpoint: endpoint.url, smtp: smtp.url }))
}

function built({ config }: StartOptions, signal: AbortSignal): Promise<string> {
  return build({ root, config: config && resolve(config), onProgress: progress, signal })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function stop(centre: Centre): Promise<void> {
  const tooLong = setTimeout(() => process.exit(0), LONGEST_STOP_MS)
  await centre.stop()
  clearTimeout(tooLong)
  process.exit(0)
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`)
}

function explained(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
