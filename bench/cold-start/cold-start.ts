import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

import { bundle, deployedBuild } from '../../scripts/bundle.ts'
import { atMost, type Figure, median } from '../figure.ts'
import { firstEvents } from './events.ts'
import { floorOf, hasFloor } from './floor.ts'
import { type StubAws, stubAws } from './stub-aws.ts'

const run = promisify(execFile)
const ROUNDS = 15
const SLIMMER_THAN_DEFAULT = 0.6
const NEAR_THE_FLOOR = 1.35

type Variant = 'deployed' | 'default' | 'floor'

/**
 * Import and first result of each function in a fresh process, three ways in turn: as it is deployed; the same source
 * as CDK's NodejsFunction builds it by default, with the SDK inside; and its SDK clients alone. Ratios of medians, since the
 * machine's own speed comes and goes. Of all functions, or of those that are named.
 */
export async function coldStart(
  progress: (line: string) => void,
  only?: readonly string[],
): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'homeward-bench-'))
  const aws = await stubAws()
  try {
    const all = (await readdir('lambdas/handlers')).map((file) => file.replace(/\.ts$/, ''))
    const unknown = only?.find((name) => !all.includes(name))
    if (unknown !== undefined) throw new Error(`there is no function ${JSON.stringify(unknown)}`)
    const names = only ?? all
    await bundle()
    const figures: Figure[] = []
    for (const name of names) {
      if (!hasFloor(name)) {
        progress(`cold start ${name}: not measured, bench/cold-start/floor.ts does not say what it needs`)
        continue
      }
      const bundles = await buildVariants(name, folder)
      const ms = await measure(name, bundles, aws, progress)
      progress(`cold start ${name}: ${describe(ms)}`)
      figures.push(
        atMost(
          `cold start of ${name} against the default build`,
          ms.deployed / ms.default,
          'ratio',
          SLIMMER_THAN_DEFAULT,
        ),
        atMost(
          `cold start of ${name} against its SDK clients alone`,
          ms.deployed / ms.floor,
          'ratio',
          NEAR_THE_FLOOR,
        ),
      )
    }
    return figures
  } finally {
    aws.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const describe = (ms: Record<Variant, number>) =>
  Object.entries(ms)
    .map(([variant, value]) => `${variant} ${value.toFixed(1)} ms`)
    .join(', ')

async function buildVariants(name: string, folder: string): Promise<Record<Variant, string>> {
  const files = {
    deployed: join(folder, name, 'deployed', 'index.cjs'),
    default: join(folder, name, 'default', 'index.cjs'),
    floor: join(folder, name, 'floor', 'index.cjs'),
  }
  const entryPoints = [`lambdas/handlers/${name}.ts`]
  await build({ ...deployedBuild, entryPoints, outfile: files.deployed })
  await build({
    entryPoints,
    outfile: files.default,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'silent',
  })
  const stdin = { contents: floorOf(name), resolveDir: process.cwd(), loader: 'js' as const }
  await build({ ...deployedBuild, stdin, outfile: files.floor })
  for (const variant of ['deployed', 'default'])
    await writeFile(join(folder, name, variant, 'settings.json'), settings)
  return files
}

const settings = JSON.stringify({
  inboxes: [
    {
      address: 'support@homeward.email.connect.aws',
      displayName: 'Support',
      holdForSeconds: 57_600,
      clock: { kind: 'wall' },
      language: 'en',
      wording: { en: { text: 'We have your email.' } },
    },
  ],
  holdExpiryInFlow: true,
  graceSeconds: 60,
  acknowledgementsPerSecond: 1.9,
  sweepEverySeconds: 900,
  transfers: { acceptWithinSeconds: 1800, clock: 'wall' },
  dispositions: { values: ['Question'] },
  chat: {
    ...{ idleMinutes: 4, closeAfterMinutes: 4, disposition: 'No response' },
    nudges: {
      wording: { messages: ['Hello?', 'Hello?', 'Hello?'], closingMessage: 'Goodbye.' },
      ...{ languages: {}, spacingSeconds: 120, returnSeconds: 60 },
    },
  },
  voice: { afterSeconds: 60, heldAgain: 'anew', note: 'Held', earlyNote: 'Left', leftEarly: 'return' },
})

async function measure(
  name: string,
  bundles: Record<Variant, string>,
  aws: StubAws,
  progress: (line: string) => void,
): Promise<Record<Variant, number>> {
  const taken: Record<Variant, number[]> = { deployed: [], default: [], floor: [] }
  const asked: Record<string, string> = {}
  const event = JSON.stringify(firstEvents[name] ?? {}).replace('RESPONSE_URL', aws.url)
  for (let round = -1; round < ROUNDS; round++)
    for (const variant of ['default', 'deployed', 'floor'] as const) {
      const ms = await coldCall(bundles[variant], event, aws.url, name)
      asked[variant] = aws.asked().join(' ')
      // The first round only warms the file cache.
      if (round >= 0) taken[variant].push(ms)
    }
  if (asked.deployed !== asked.floor)
    progress(`cold start ${name}: it calls ${asked.deployed}; bench/cold-start/floor.ts says ${asked.floor}`)
  return { deployed: median(taken.deployed), default: median(taken.default), floor: median(taken.floor) }
}

async function coldCall(file: string, event: string, url: string, name: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['bench/cold-start/child.cjs', file, event], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      AWS_ENDPOINT_URL: url,
      AWS_LAMBDA_FUNCTION_NAME: name,
      TABLE_NAME: 'table',
      INSTANCE_ID: 'instance',
      RELEASE_FLOW_ID: 'flow',
      ACKNOWLEDGE_EMAIL_ARN: 'arn:a',
      HOLD_FOR_ORIGINAL_AGENT_ARN: 'arn:h',
      WATCH_STUCK_AGENT_ARN: 'arn:w',
      ESCALATE_TRANSFER_ARN: 'arn:e',
      ESCALATE_HELD_CALL_ARN: 'arn:c',
      TELL_OWNER_ARN: 'arn:t',
      CHAT_TOPIC_ARN: 'arn:c',
      INSTANCE_ARN: 'arn:i',
      INBOX_QUEUES: 'queue',
      FOLLOW_UP_QUEUES: 'queue',
      SUPERVISOR_QUEUE: 'none',
      OWNER_TASK_FLOW_ID: 'task-flow',
      POWERTOOLS_SERVICE_NAME: 'homeward',
      POWERTOOLS_METRICS_NAMESPACE: 'Homeward',
      POWERTOOLS_LOG_LEVEL: 'INFO',
    },
  })
  // Above it are the function's own log lines.
  return Number(stdout.trim().split('\n').at(-1))
}
