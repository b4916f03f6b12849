import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { ChatSettings } from '../domain/chat.ts'
import { type Inbox, inboxAt, type Settings, type VoiceSettings } from '../domain/inbox.ts'
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

/** Throws where chats are not configured: nothing of theirs is deployed then. */
export function chatSettings(): ChatSettings {
  const { chat } = settings()
  if (!chat) throw new Error('settings.json has no chat')
  return chat
}

/** Throws where calls are not configured: nothing of theirs is deployed then. */
export function voiceSettings(): VoiceSettings {
  const { voice } = settings()
  if (!voice) throw new Error('settings.json has no voice')
  return voice
}

/** The queues of the inboxes, in the order of the settings, which are written before any queue is made. */
export function queuesIn(ids: string): readonly QueueId[] {
  return ids.split(',') as QueueId[]
}

/** Where contacts go that nobody took. `supervisors`: the id of a queue, or `none` for the inbox's own. */
export function placesOf(configured: Settings, queues: string, supervisors: string) {
  return {
    settings: configured,
    queues: queuesIn(queues),
    supervisors: supervisors === 'none' ? undefined : (supervisors as QueueId),
  }
}
