import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Inbox, inboxAt, type Settings } from '../domain/inbox.ts'
import { PRESENCE_DEFAULTS, type PresenceSettings } from '../domain/presence-settings.ts'

/** What the operator configured, written beside the bundle at synth, where it was checked. */
export function settings(): Settings {
  return JSON.parse(readFileSync(join(__dirname, 'settings.json'), 'utf8'))
}

/** Undefined when the address is none of ours. */
export function inboxOf(address: string, { inboxes }: Settings): Inbox | undefined {
  return inboxAt(address, inboxes)
}

export function presenceSettings(): PresenceSettings {
  return settings().presence ?? PRESENCE_DEFAULTS
}
