import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../../local/start/build.ts'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The repository's own assembly, as npm start runs it; built if it is stale. */
export function builtAssembly(): Promise<string> {
  return build({ root, config: undefined, onProgress: () => undefined, signal: new AbortController().signal })
}

/** A folder that goes at the end. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'homeward-centre-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Synthesizes the repository's configuration with changes into `folder`. */
export function synthesize(folder: string, change: (configuration: any) => void): string {
  const configuration = JSON.parse(readFileSync(join(root, 'homeward.config.json'), 'utf8'))
  change(configuration)
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify(configuration))
  const outdir = join(folder, 'cdk.out')
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'app.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ config }),
    },
  })
  if (status !== 0) throw new Error(stderr)
  return outdir
}
