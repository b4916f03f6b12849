import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import configuration from '../../homeward.config.json' with { type: 'json' }

/** Measures with the repository's configuration and these settings besides, in a file that is gone afterwards. */
export async function withConfiguration<T>(
  settings: object,
  measure: (file: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-bench-'))
  try {
    const file = join(folder, 'homeward.config.json')
    writeFileSync(file, JSON.stringify({ ...configuration, ...settings }))
    return await measure(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
