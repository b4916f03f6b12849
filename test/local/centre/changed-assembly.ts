import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { SYNTH_INPUTS } from '../../../local/start/build.ts'
import { fingerprint } from '../../../local/start/fingerprint.ts'
import { alone } from '../../../local/start/lock.ts'
import { builtAssembly, root, synthesize } from './artefacts.ts'

/**
 * The assembly of the repository's configuration with a change, kept under `name` and built only if it is stale: `written`
 * is the file that holds the change. Files that ask at the same time wait for each other.
 */
export async function changedAssembly(
  name: string,
  written: string,
  change: (configuration: any) => void,
): Promise<string> {
  await builtAssembly()
  const shelf = join(root, '.homeward', name)
  return alone(join(root, '.homeward', `${name}.lock`), async () => {
    const fresh = join(shelf, fingerprint(root, [...SYNTH_INPUTS, written]).slice(0, 16))
    if (!existsSync(fresh)) await make(shelf, fresh, change)
    return join(fresh, 'cdk.out')
  })
}

async function make(shelf: string, folder: string, change: (configuration: any) => void): Promise<void> {
  mkdirSync(shelf, { recursive: true })
  for (const stale of readdirSync(shelf)) rmSync(join(shelf, stale), { recursive: true })
  const unfinished = `${folder}.unfinished`
  mkdirSync(unfinished)
  await synthesize(unfinished, change)
  renameSync(unfinished, folder)
}
