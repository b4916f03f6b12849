import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { builtAssembly } from '../local/centre/artefacts.ts'

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

  it('ends with 1 and one line for each problem of another configuration, without a stack trace', () => {
    const config = join(folder, 'wrong.json')
    writeFileSync(config, '{"instance":{"create":{"alias":"homeward"}},"inboxes":[],"stages":"prod"}')
    const { status, stderr } = run({ config })
    expect(status).toBe(1)
    expect(stderr).toBe(
      [
        `${config}: 2 problems, nothing was synthesized`,
        '  inboxes: got []; at least one inbox is needed',
        '  stages: got "prod"; remove it or correct its name, known here: stage, account, region, instance, inboxes, inspectMail, hold, acknowledgements, dispositions, takeover, transfers, acknowledgementsPerSecond, connectQuotaRaised, sweep, presence, followUp, chat, voice, logRetentionDays, logLevel, alarms',
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
