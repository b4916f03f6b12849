import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { type Centre, startCentre } from './centre.ts'
import { callWithAHold } from './demo/calls.ts'
import { silentChat } from './demo/chats.ts'
import { emailDay } from './demo/day.ts'
import { QUEUES } from './demo/line.ts'
import { Story } from './demo/story.ts'
import { build } from './start/build.ts'

interface Demo {
  about: string
  /** What the repository's configuration leaves out that this is about. */
  configured?: object
  play: (centre: Centre, story: Story) => Promise<void>
}

const DEMOS: Readonly<Record<string, Demo>> = {
  email: { about: 'a whole day of email; the default', play: emailDay },
  voice: {
    about: 'a call that is handed on while the caller is on hold',
    configured: { voice: { queues: QUEUES } },
    play: callWithAHold,
  },
  chat: {
    about: 'a chat whose customer falls silent',
    configured: { chat: { nudges: {} } },
    play: silentChat,
  },
}

const HELP = `npm run demo [-- <which>]: plays a story on the virtual clock, and says what came of it.

${Object.entries(DEMOS)
  .map(([name, { about }]) => `  ${name.padEnd(7)}${about}`)
  .join('\n')}

Exits 0 if every step came out as it says, 1 otherwise, 2 if it was called wrongly.
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

const [first = 'email'] = process.argv.slice(2)
const demo = Object.hasOwn(DEMOS, first) ? DEMOS[first] : undefined
if (first === '--help' || first === '-h') process.stdout.write(HELP)
else if (demo === undefined) {
  process.stderr.write(
    `there is no demo ${JSON.stringify(first)}: say ${Object.keys(DEMOS).join(', ')}\n\n${HELP}`,
  )
  process.exitCode = 2
} else process.exitCode = (await play(first, demo)) ? 0 : 1

async function play(name: string, { configured, play }: Demo): Promise<boolean> {
  const story = new Story((line) => process.stdout.write(`${line}\n`))
  const assembly = await build({
    root,
    config: configured && written(name, configured),
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
    for (const { id, username } of centre.connect.people.list()) story.name(id, username)
    await play(centre, story)
  } finally {
    await centre.stop()
  }
  return story.end()
}

/** The repository's configuration with what the demo is about. Gives the file. */
function written(name: string, configured: object): string {
  const own = JSON.parse(readFileSync(join(root, 'homeward.config.json'), 'utf8'))
  const file = join(root, '.homeward', `demo-${name}.json`)
  mkdirSync(join(root, '.homeward'), { recursive: true })
  writeFileSync(file, JSON.stringify({ ...own, ...configured }))
  return file
}
