import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint } from '../../local/start/fingerprint.ts'
import { alone } from '../../local/start/lock.ts'
import { builtAssembly, root, synthesize } from '../local/centre/artefacts.ts'

const FOLDER = join(root, '.homeward', 'stories-b')
const INPUTS = ['bin', 'lib', 'dist', 'stepfunctions', 'contact-flows', 'cdk.json', 'homeward.config.json']

/** Mail of machines goes to the queue of customers. */
export const SUPPORT = 'support@homeward.email.connect.aws'
/** Mail of machines ends. */
export const BILLING = 'billing@homeward.email.connect.aws'
/** Mail of machines goes to a queue of its own. */
export const SALES = 'sales@homeward.email.connect.aws'

let built: Promise<string> | undefined

/** An assembly in which InspectMail is on, and each inbox does something else with automatic mail. Built if it is stale. */
export function inspectedAssembly(): Promise<string> {
  built ??= assemble()
  return built
}

async function assemble(): Promise<string> {
  await builtAssembly()
  return alone(join(root, '.homeward', 'stories-b.lock'), async () => {
    const fresh = join(FOLDER, fingerprint(root, [...INPUTS, 'test/stories-b/build.ts']).slice(0, 16))
    if (!existsSync(fresh)) make(fresh)
    return join(fresh, 'cdk.out')
  })
}

function make(folder: string): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const stale of readdirSync(FOLDER)) rmSync(join(FOLDER, stale), { recursive: true })
  const unfinished = `${folder}.unfinished`
  mkdirSync(unfinished)
  synthesize(unfinished, inspected)
  renameSync(unfinished, folder)
}

function inspected(configuration: any): void {
  const [support] = configuration.inboxes
  configuration.inspectMail = { receiptRuleSet: 'AmazonConnectEnabledRuleSet-DO-NOT-DELETE' }
  configuration.inboxes.push(
    {
      ...support,
      address: BILLING,
      queue: { create: { name: 'Billing' } },
      automaticMail: 'end',
    },
    {
      ...support,
      address: SALES,
      queue: { create: { name: 'Sales' } },
      automaticMail: { queue: { create: { name: 'Machines' } } },
    },
  )
}
