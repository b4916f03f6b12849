import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Settings } from '../domain/inbox.ts'

/** What the operator configured, written beside the bundle at synth, where it was checked. */
export function settings(): Settings {
  return JSON.parse(readFileSync(join(__dirname, 'settings.json'), 'utf8'))
}
