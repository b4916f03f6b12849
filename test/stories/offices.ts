import { afterEach, beforeAll, expect, onTestFailed } from 'vitest'
import { type AssemblyName, assemblyOf } from './build.ts'
import { type Office, type OfficeOptions, openOffice } from './office.ts'

/**
 * For a test file: builds the assemblies it needs, and gives what opens an office for one story. After each story it is closed, and whatever the story was
 * about, no log line gives a customer away and no function lacks a permission.
 */
export function offices(...assemblies: AssemblyName[]): (options?: OfficeOptions) => Promise<Office> {
  const open: { office: Office; options: OfficeOptions }[] = []
  beforeAll(async () => {
    for (const name of ['deployed', ...assemblies] as const) await assemblyOf(name)
  })
  afterEach(async () => {
    const closing = open.splice(0)
    for (const { office } of closing) await office.centre.stop()
    for (const { office, options } of closing) {
      expect(office.indiscretions()).toEqual([])
      expect(options.deniesOnPurpose ? [] : office.denied).toEqual([])
    }
  })
  return async (options = {}) => {
    const office = await openOffice(options)
    open.push({ office, options })
    onTestFailed(() =>
      console.log(
        `the story's seed was ${office.seed}, virtual time ${new Date(office.now()).toISOString()}`,
      ),
    )
    return office
  }
}
