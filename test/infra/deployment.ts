import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CfnResource } from 'aws-cdk-lib'
import { App, Stack } from 'aws-cdk-lib'
import { inject } from 'vitest'

import cdkJson from '../../cdk.json' with { type: 'json' }
import { artefactsIn } from '../../lib/artefacts.ts'
import { checkConfiguration } from '../../lib/configuration-file.ts'
import type { Functions } from '../../lib/constructs/functions.ts'
import { homeward } from '../../lib/homeward.ts'
import type { FunctionName } from '../../lib/permissions.ts'

export type Resource = { Type: string; Properties: any; DeletionPolicy?: string; DependsOn?: string[] }
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> }

/** Where what was synthesized ended up, for looking at it from every side. */
export type Deployment = Readonly<ReturnType<typeof synthesized>>

/** For an App, which else leaves one of its own behind. */
export function temporaryFolder(): string {
  return mkdtempSync(join(inject('temporary'), 'infra-'))
}

/** By configuration: the files of one process look at the same ones. */
const deployments = new Map<string, Deployment>()

/**
 * Synthesizes a configuration as `cdk synth --strict` does: any finding of cdk-nag and anything that the built-in
 * validation says, a warning included, throws.
 */
export function deploy(configuration: object): Deployment {
  const key = JSON.stringify(configuration)
  const deployment = deployments.get(key) ?? synthesized(configuration)
  deployments.set(key, deployment)
  return deployment
}

function synthesized(configuration: object) {
  const outdir = temporaryFolder()
  const app = new App({
    outdir,
    context: { ...cdkJson.context, '@aws-cdk/core:strictCfnValidateErrors': true },
  })
  const stacks = homeward(app, {
    configuration: checkConfiguration(configuration, 'a test'),
    artefacts: artefactsIn(),
  })
  const assembly = app.synth()
  const templateOf = (stack: Stack): Template => assembly.getStackArtifact(stack.artifactId).template
  const state = templateOf(stacks.state)
  const service = templateOf(stacks.service)
  const functions = stacks.service.node.findChild('Functions') as Functions

  return {
    app,
    stackNames: assembly.stacks.map(({ stackName }) => stackName),
    state,
    service,
    resources: { ...state.Resources, ...service.Resources },
    /** All of one type, in both stacks. */
    ofType: (type: string) => resourcesOf(type, { ...state.Resources, ...service.Resources }),
    /** The logical id of a function. */
    functionId: (name: FunctionName) =>
      logicalId(functions.named(name).function.node.defaultChild as CfnResource),
    functionNamed(name: FunctionName): Resource {
      return service.Resources[logicalId(functions.named(name).function.node.defaultChild as CfnResource)]!
    },
    /** The text of one file in a function's asset; undefined when it is not in there. */
    assetFile(name: FunctionName, file: string): string | undefined {
      const [hash] = this.functionNamed(name).Properties.Code.S3Key.split('.')
      return readIfThere(join(outdir, `asset.${hash}`, file))
    },
    report: JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')),
  }
}

export function resourcesOf(type: string, resources: Record<string, Resource>): Resource[] {
  return Object.values(resources).filter((resource) => resource.Type === type)
}

function logicalId(resource: CfnResource): string {
  return Stack.of(resource).getLogicalId(resource)
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
