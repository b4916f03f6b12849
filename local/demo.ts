import { fileURLToPath } from 'node:url'

import { startCentre } from './centre.ts'
import { emailDay } from './demo/day.ts'
import { Story } from './demo/story.ts'
import { build } from './start/build.ts'

const HELP = `npm run demo: plays a whole day of email on the virtual clock, and says what came of it.

Exits 0 if every step came out as it says, 1 otherwise.
`

// Whoever reads may have read enough (`| head`): then there is nobody left to write for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const root = fileURLToPath(new URL('..', import.meta.url))
const stopRequest = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopRequest.abort()
    process.exit(130)
  })

const [first] = process.argv.slice(2)
if (first === '--help' || first === '-h') process.stdout.write(HELP)
else if (first !== undefined && first !== 'email') {
  process.stderr.write(`there is no demo ${JSON.stringify(first)}: leave it out, or say email\n\n${HELP}`)
  process.exitCode = 2
} else process.exitCode = (await play()) ? 0 : 1

async function play(): Promise<boolean> {
  const story = new Story((line) => process.stdout.write(`${line}\n`))
  const assembly = await build({
    root,
    config: undefined,
    onProgress: (line) => process.stderr.write(`${line}\n`),
    signal: stopRequest.signal,
  })
  const centre = await startCentre({
    assembly,
    port: 0,
    smtpPort: 0,
    seed: 1,
    quotas: 'default',
    flowing: false,
    onHappening: (happening) => story.happened(happening),
    onLog: (entry) => story.logged(entry),
  })
  try {
    await emailDay(centre, story)
  } finally {
    await centre.stop()
  }
  return story.end()
}
