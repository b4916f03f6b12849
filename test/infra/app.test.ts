import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { builtAssembly } from '../local/centre/artefacts.ts'
import { NEW_INSTANCE } from './deployment.ts'

const folder = mkdtempSync(join(tmpdir(), 'homeward-app-'))
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(() => builtAssembly(), 180_000)

describe('the app', () => {
  it('writes the assembly of the repository, without the command line of the CDK', () => {
    const { status, stderr } = run({})
    expect(status, stderr).toBe(0)
    expect(existsSync(join(folder, 'homeward-prod-state.template.json'))).toBe(true)
    expect(existsSync(join(folder, 'homeward-prod-service.template.json'))).toBe(true)
  })

  it('writes templates without indentation, which would take the place of a quarter of all inboxes', () => {
    const template = readFileSync(join(folder, 'homeward-prod-service.template.json'), 'utf8')
    expect(template).not.toContain('\n ')
  })

  it('ends with 1 and one line where there are more inboxes than fit into a stack', () => {
    const config = join(folder, 'many.json')
    const inboxes = Array.from({ length: 45 }, (_, i) => ({
      ...NEW_INSTANCE.inboxes[0],
      address: `a${i}@example.com`,
      queue: { create: { name: `Queue ${i}` } },
    }))
    writeFileSync(config, JSON.stringify({ ...NEW_INSTANCE, inboxes }))
    const { status, stderr } = run({ config })
    expect(status).toBe(1)
    const [head, problem] = stderr.split('\n').slice(-3)
    expect(head).toBe(`${config}: 1 problem, nothing was synthesized`)
    expect(problem).toMatch(
      /^ {2}inboxes: got \[\{"address":"a0@example\.com".*…; with them the stack has \d{3} resources, and CloudFormation takes 500; let inboxes share queues, or name fewer$/,
    )
  })

  it('ends with 1 and one line for each problem of another configuration, without a stack trace', () => {
    const config = join(folder, 'wrong.json')
    writeFileSync(config, '{"instance":{"create":{"alias":"homeward"}},"inboxes":[],"stages":"prod"}')
    const { status, stderr } = run({ config })
    expect(status).toBe(1)
    expect(stderr).toBe(
      [
        `${config}: 2 problems, nothing was synthesized`,
        '  inboxes: got []; at least one inbox is needed',
        '  stages: got "prod"; remove it or correct its name, known here: stage, account, region, instance, inboxes, otherAddresses, inspectMail, hold, acknowledgements, dispositions, takeover, transfers, acknowledgementsPerSecond, connectQuotaRaised, sweep, presence, followUp, chat, voice, logRetentionDays, logLevel, alarms',
        '',
      ].join('\n'),
    )
  })
})

/** The template tests run the built-in validation; here it would only take time. */
function run(context: object) {
  const env = {
    ...process.env,
    CDK_OUTDIR: folder,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_VALIDATION: 'false',
  }
  return spawnSync(process.execPath, ['bin/app.ts'], { env, encoding: 'utf8' })
}
