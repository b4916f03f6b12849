import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the things lie that are deployed but not written here: bundles, state machines, contact flows. */
export interface Artefacts {
  /** The folder with a function's index.cjs. Throws when it was not bundled. */
  bundle(name: string): string
  /** The text of a state machine, in the Amazon States Language. */
  workflow(name: string): string
  /** The text of a contact flow, in the Amazon Connect Flow language. */
  contactFlow(name: string): string
}

/** Looks in dist/, stepfunctions/ and contact-flows/ of `root`, by default of this repository. */
export function artefactsIn(root = fileURLToPath(new URL('..', import.meta.url))): Artefacts {
  return {
    bundle(name) {
      const folder = join(root, 'dist', name)
      if (!existsSync(join(folder, 'index.cjs')))
        throw new Error(`dist/${name}/index.cjs is missing: run npm run bundle`)
      return folder
    },
    workflow: (name) => readFileSync(join(root, 'stepfunctions', `${name}.asl.json`), 'utf8'),
    contactFlow: (name) => readFileSync(join(root, 'contact-flows', `${name}.json`), 'utf8'),
  }
}
