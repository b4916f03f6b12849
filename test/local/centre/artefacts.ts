import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import cdkJson from '../../../cdk.json' with { type: 'json' }
import { artefactsIn } from '../../../lib/artefacts.ts'
import { checkConfiguration } from '../../../lib/configuration-file.ts'
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

/** Synthesizes the repository's configuration with changes into `folder`, as bin/app.ts does. Gives the assembly's folder. */
export async function synthesize(folder: string, change: (configuration: any) => void): Promise<string> {
  const file = join(root, 'homeward.config.json')
  const configuration = JSON.parse(readFileSync(file, 'utf8'))
  change(configuration)
  // Here, since most who ask find what they want synthesized: the CDK takes a second to load.
  const [{ App }, { homeward }] = await Promise.all([
    import('aws-cdk-lib'),
    import('../../../lib/homeward.ts'),
  ])
  const app = new App({ context: cdkJson.context, outdir: join(folder, 'cdk.out') })
  homeward(app, { configuration: checkConfiguration(configuration, file), artefacts: artefactsIn() })
  return unchecked(() => app.synth()).directory
}

/** Without what `npm run synth` and the tests of templates check: it would only cost seconds. */
function unchecked<T>(synth: () => T): T {
  process.env.CDK_VALIDATION = 'false'
  try {
    return synth()
  } finally {
    delete process.env.CDK_VALIDATION
  }
}
