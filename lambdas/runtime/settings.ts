import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Inbox, inboxAt, type Settings } from '../domain/inbox.ts'

/** What the operator configured, written beside the bundle at synth, where it was checked. */
export function settings(): Settings {
  return JSON.parse(readFileSync(join(__dirname, 'settings.json'), 'utf8'))
}

/** Undefined when the address is none of ours. */
export function inboxOf(address: string, { inboxes }: Settings): Inbox | undefined {
  return inboxAt(address, inboxes)
}
