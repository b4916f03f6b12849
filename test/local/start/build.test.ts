import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { build } from '../../../local/start/build.ts'
import { root, temporaryFolder } from '../centre/artefacts.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

/** Builds what `npm start -- --config` does, with an inbox of this name. Gives the assembly's folder and what was told. */
async function buildNamed(displayName: string): Promise<{ assembly: string; told: string[] }> {
  const configuration = JSON.parse(readFileSync(join(root, 'homeward.config.json'), 'utf8'))
  configuration.inboxes[0].displayName = displayName
  const config = join(folder.path, 'homeward.config.json')
  writeFileSync(config, JSON.stringify(configuration))
  const told: string[] = []
  const { signal } = new AbortController()
  return { assembly: await build({ root, config, onProgress: (line) => told.push(line), signal }), told }
}

const serviceOf = (assembly: string) =>
  readFileSync(join(assembly, 'homeward-prod-service.template.json'), 'utf8')

describe('contact centres of two configurations, started from one folder', () => {
  it('run each on an assembly of its own, though the file that configures them is the same', async () => {
    const north = await buildNamed('North Desk')
    const south = await buildNamed('South Desk')

    expect(south.assembly).not.toBe(north.assembly)
    expect(serviceOf(north.assembly)).toContain('North Desk')
    expect(serviceOf(south.assembly)).toContain('South Desk')
  })

  it('find what was made for them before', async () => {
    const first = await buildNamed('North Desk')
    const again = await buildNamed('North Desk')

    expect(again.assembly).toBe(first.assembly)
    expect(again.told).not.toContain('synthesizing the stacks')
  })
})
