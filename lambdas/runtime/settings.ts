import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { type Inbox, inboxAt, type Settings } from '../domain/inbox.ts'
import { PRESENCE_DEFAULTS, type PresenceSettings } from '../domain/presence-settings.ts'
import type { QueueId } from '../domain/values.ts'

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

/** The queues of the inboxes, in the order of the settings, which are written before any queue is made. */
export function queuesIn(arns: string): readonly QueueId[] {
  return arns.split(',').map((arn) => arn.slice(arn.lastIndexOf('/') + 1) as QueueId)
}
