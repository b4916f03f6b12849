import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from '../../local/start/fingerprint.ts'
import { alone } from '../../local/start/lock.ts'
import { builtAssembly, root, synthesize } from '../local/centre/artefacts.ts'

/** `deployed` is what the repository's own configuration gives. */
export type AssemblyName = 'deployed' | 'two inboxes, expiry by the state machine alone'

const FOLDER = join(root, '.homeward', 'stories')
const INPUTS = ['bin', 'lib', 'dist', 'stepfunctions', 'contact-flows', 'cdk.json', 'homeward.config.json']

export const SUPPORT = 'support@homeward.email.connect.aws'
export const BILLING = 'billing@homeward.email.connect.aws'

/** For vitest's globalSetup: bundles and synthesizes once, before files run beside each other. */
export async function setup(): Promise<void> {
  await assemblyOf('two inboxes, expiry by the state machine alone')
}

const built = new Map<AssemblyName, Promise<string>>()

/** The assembly's folder, built if it is stale. Files that ask at the same time wait for each other. */
export function assemblyOf(name: AssemblyName): Promise<string> {
  const known = built.get(name) ?? assemble(name)
  built.set(name, known)
  return known
}

async function assemble(name: AssemblyName): Promise<string> {
  const deployed = await builtAssembly()
  if (name === 'deployed') return deployed
  return alone(join(root, '.homeward', 'stories.lock'), async () => {
    const fresh = join(FOLDER, fingerprint(root, [...INPUTS, 'test/stories/build.ts']).slice(0, 16))
    if (!existsSync(fresh)) make(fresh)
    return join(fresh, 'cdk.out')
  })
}

function make(folder: string): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const stale of readdirSync(FOLDER)) rmSync(join(FOLDER, stale), { recursive: true })
  const unfinished = `${folder}.unfinished`
  mkdirSync(unfinished)
  synthesize(unfinished, otherwise)
  renameSync(unfinished, folder)
}

/** A second inbox that counts its queue's opening hours, and no expiry in the flow. */
function otherwise(configuration: any): void {
  const [support] = configuration.inboxes
  configuration.hold.expiryInFlow = false
  configuration.inboxes.push({
    ...support,
    address: BILLING,
    displayName: 'Homeward Billing',
    queue: { create: { name: 'Billing' } },
    hold: { hours: 16, clock: { timeZone: 'Europe/Berlin', openingHours: everyDay('09:00', '17:00') } },
    language: 'de',
    wording: { de: { text: 'Guten Tag,\n\nwir haben Ihre Nachricht und antworten in Kürze.' } },
  })
}

function everyDay(opens: string, closes: string): object {
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
  return Object.fromEntries(days.map((day) => [day, [[opens, closes]]]))
}
