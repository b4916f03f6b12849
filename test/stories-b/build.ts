import { changedAssembly } from '../local/centre/changed-assembly.ts'

/** Mail of machines goes to the queue of customers. */
export const SUPPORT = 'support@homeward.email.connect.aws'
/** Mail of machines ends. */
export const BILLING = 'billing@homeward.email.connect.aws'
/** Mail of machines goes to a queue of its own. */
export const SALES = 'sales@homeward.email.connect.aws'

let built: Promise<string> | undefined

/** An assembly in which InspectMail is on, and each inbox does something else with automatic mail. Built if it is stale. */
export function inspectedAssembly(): Promise<string> {
  built ??= changedAssembly('stories-b', 'test/stories-b/build.ts', inspected)
  return built
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
