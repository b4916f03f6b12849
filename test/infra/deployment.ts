import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'

import { checkConfiguration } from '../../lib/configuration-file.ts'
import type { FunctionName } from '../../lib/permissions.ts'
import { alone } from '../../local/start/lock.ts'
import { builtAssembly } from '../local/centre/artefacts.ts'
import type { About } from './synthesize.ts'

export type Resource = { Type: string; Properties: any; DeletionPolicy?: string; DependsOn?: string[] }
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> }

/** Where what was synthesized ended up, for looking at it from every side. */
export type Deployment = Readonly<ReturnType<typeof deploymentIn>>

/** For an App, which else leaves one of its own behind. */
export function temporaryFolder(): string {
  return mkdtempSync(join(inject('temporary'), 'infra-'))
}

/**
 * Synthesizes a configuration as `cdk synth --strict` does, once in a run of all tests: the files of all processes look at
 * the same one. Rejects where the configuration is refused, and on any finding of cdk-nag or of the built-in validation, a
 * warning included.
 */
export async function deploy(configuration: object): Promise<Deployment> {
  checkConfiguration(configuration, 'a test')
  await builtAssembly()
  const name = createHash('sha256').update(JSON.stringify(configuration)).digest('hex')
  const folder = join(inject('temporary'), 'deployments', name)
  await alone(`${folder}.lock`, async () => {
    if (existsSync(folder)) return
    // Here, since most files find what another one has synthesized: the CDK takes a second to load.
    const { synthesize } = await import('./synthesize.ts')
    synthesize(configuration, folder)
  })
  return deploymentIn(folder)
}

function deploymentIn(folder: string) {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const { stacks, functions, acknowledged }: About = read('about.json')
  const [state, service] = stacks.map((stack) => read(`${stack}.template.json`)) as [Template, Template]

  return {
    stackNames: stacks,
    state,
    service,
    resources: { ...state.Resources, ...service.Resources },
    /** All of one type, in both stacks. */
    ofType: (type: string) => resourcesOf(type, { ...state.Resources, ...service.Resources }),
    /** The logical id of a function. */
    functionId(name: FunctionName): string {
      const id = functions[name]
      if (id === undefined) throw new Error(`${name} is not deployed`)
      return id
    },
    functionNamed(name: FunctionName): Resource {
      return service.Resources[this.functionId(name)]!
    },
    /** The text of one file in a function's asset; undefined when it is not in there. */
    assetFile(name: FunctionName, file: string): string | undefined {
      const [hash] = this.functionNamed(name).Properties.Code.S3Key.split('.')
      return readIfThere(join(folder, `asset.${hash}`, file))
    },
    acknowledged,
    report: read('validation-report.json'),
  }
}

export function resourcesOf(type: string, resources: Record<string, Resource>): Resource[] {
  return Object.values(resources).filter((resource) => resource.Type === type)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

export const INSTANCE_ARN =
  'arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'

const WORDING = { en: { text: 'Your message has arrived.' } }

/** Homeward with an instance of its own: one inbox, every default. */
export const NEW_INSTANCE = {
  instance: { create: { alias: 'homeward' } },
  inboxes: [
    {
      address: 'support@example.com',
      displayName: 'Support',
      queue: { create: { name: 'Support' } },
      wording: WORDING,
    },
  ],
}

/** Homeward on an instance that was there: a queue of its own, a new one with opening hours, two addresses in one queue. */
export const EXISTING_INSTANCE = {
  stage: 'test',
  instance: { arn: INSTANCE_ARN },
  inboxes: [
    {
      address: 'billing@example.com',
      displayName: 'Billing',
      emailAddressArn: `${INSTANCE_ARN}/email-address/88888888-2222-3333-4444-555555555555`,
      queue: { arn: `${INSTANCE_ARN}/queue/11111111-2222-3333-4444-555555555555` },
      hold: { hours: 2 },
      wording: WORDING,
    },
    {
      address: 'hilfe@example.com',
      displayName: 'Hilfe',
      queue: { create: { name: 'Hilfe', hoursOfOperationArn: `${INSTANCE_ARN}/operating-hours/77777777` } },
      hold: {
        hours: 16,
        clock: {
          timeZone: 'Europe/Berlin',
          openingHours: {
            MONDAY: [
              ['13:00', '17:00'],
              ['09:00', '12:00'],
            ],
            FRIDAY: [['09:00', '24:00']],
          },
        },
      },
      language: 'de',
      wording: {
        de: { subject: 'Eingang', text: 'Ihre Nachricht ist da.', html: '<p>Ihre Nachricht ist da.</p>' },
      },
    },
    {
      address: 'help@example.com',
      displayName: 'Help',
      queue: { create: { name: 'Hilfe', hoursOfOperationArn: `${INSTANCE_ARN}/operating-hours/77777777` } },
      wording: WORDING,
    },
  ],
  sweep: { everyMinutes: 1 },
  alarms: { topicArn: 'arn:aws:sns:us-east-1:111122223333:on-call' },
}

export const SUPERVISORS = `${INSTANCE_ARN}/queue/99999999-2222-3333-4444-555555555555`
export const AGENT_STREAM = {
  arn: 'arn:aws:kinesis:us-east-1:111122223333:stream/agents',
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555',
}

/** EXISTING_INSTANCE with whatever can be otherwise than by default. One for all: each deployment takes a second. */
export const CHANGED_INSTANCE = {
  ...EXISTING_INSTANCE,
  inboxes: EXISTING_INSTANCE.inboxes.map((inbox, i) => ({
    ...inbox,
    followUp: { ...(i === 0 && { afterHours: 2 }), supervisorQueue: { arn: SUPERVISORS } },
  })),
  followUp: { afterHours: 48, everyMinutes: 30 },
  dispositions: { guide: false, reopenDays: 7 },
  presence: { stream: AGENT_STREAM, stuckUnavailable: 'set-back' },
  takeover: { taskExpiresDays: 3 },
}

/** NEW_INSTANCE without what can be left out, or otherwise. */
export const LEANER_INSTANCE = {
  ...NEW_INSTANCE,
  followUp: false,
  hold: { expiryInFlow: false },
  presence: { stream: 'on-demand' },
}
