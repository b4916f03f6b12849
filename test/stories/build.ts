import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { builtAssembly } from '../local/centre/artefacts.ts'
import { changedAssembly } from '../local/centre/changed-assembly.ts'

/** `deployed` is what the repository's own configuration gives. */
export type AssemblyName =
  | 'deployed'
  | 'two inboxes, expiry by the state machine alone'
  | 'supervisors with a queue of their own'
  | 'customers who chat'
  | 'customers who are spoken to'
  | 'customers who call'

export const SUPPORT = 'support@homeward.email.connect.aws'
export const BILLING = 'billing@homeward.email.connect.aws'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder that goes when all tests have run. */
    temporary: string
  }
}

/** For vitest's globalSetup: bundles and synthesizes once, before files run beside each other. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  await assemblyOf('deployed')
  const temporary = mkdtempSync(join(tmpdir(), 'homeward-test-'))
  provide('temporary', temporary)
  return () => rmSync(temporary, { recursive: true, force: true })
}

/** What customers read who chat in German. */
export const GERMAN = {
  messages: ['Sind Sie noch da?', 'Brauchen Sie noch Hilfe?', 'Wir schließen diesen Chat bald.'],
  closingMessage: 'Wir schließen diesen Chat.',
}

const built = new Map<AssemblyName, Promise<string>>()

/** The assembly's folder, built if it is stale. Files that ask at the same time wait for each other. */
export function assemblyOf(name: AssemblyName): Promise<string> {
  const known = built.get(name) ?? assemble(name)
  built.set(name, known)
  return known
}

function assemble(name: AssemblyName): Promise<string> {
  switch (name) {
    case 'deployed':
      return builtAssembly()
    case 'two inboxes, expiry by the state machine alone':
      return changedAssembly('stories', 'test/stories/build.ts', otherwise)
    case 'supervisors with a queue of their own':
      return changedAssembly('supervisors', 'test/stories/build.ts', supervised)
    case 'customers who chat':
      return changedAssembly('chats', 'test/stories/build.ts', (configuration) => {
        configuration.chat = {}
        // Of calls, what 'customers who call' leaves as it is by default.
        configuration.voice = {
          ...{ queues: [{ name: 'Help' }], heldAgain: 'add-up' },
          onHold: { message: 'Thank you for waiting.' },
        }
      })
    case 'customers who are spoken to':
      return changedAssembly('nudges', 'test/stories/build.ts', (configuration) => {
        configuration.chat = { nudges: { languages: { de: GERMAN } } }
      })
    case 'customers who call':
      return changedAssembly('calls', 'test/stories/build.ts', (configuration) => {
        configuration.voice = {
          queues: [{ name: 'Help' }, { name: 'Billing' }, WEEKDAYS_ONLY],
        }
      })
  }
}

/** A guarded queue of calls that is closed on Sundays. */
const WEEKDAYS_ONLY = {
  name: 'Credit & Title',
  hours: { timeZone: 'UTC', openingHours: { ...everyDay('00:00', '24:00'), SUNDAY: [] } },
}

/** A second inbox that counts its queue's opening hours, and no expiry in the flow. */
function otherwise(configuration: any): void {
  const [support] = configuration.inboxes
  configuration.hold.expiryInFlow = false
  configuration.dispositions = { reopenDays: 30 }
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

/** Nobody is asked what a contact was about. */
function supervised(configuration: any): void {
  configuration.inboxes[0].followUp = { supervisorQueue: { create: { name: 'Supervisors' } } }
  configuration.dispositions = { guide: false }
}

function everyDay(opens: string, closes: string): object {
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
  return Object.fromEntries(days.map((day) => [day, [[opens, closes]]]))
}
