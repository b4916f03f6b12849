import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { App, type CfnResource, type Stack } from 'aws-cdk-lib'

import cdkJson from '../../cdk.json' with { type: 'json' }
import { artefactsIn } from '../../lib/artefacts.ts'
import { checkConfiguration } from '../../lib/configuration-file.ts'
import type { Functions } from '../../lib/constructs/functions.ts'
import { homeward } from '../../lib/homeward.ts'
import { type FunctionName, permissions } from '../../lib/permissions.ts'

/** What is said of an assembly that is not in its templates. */
export interface About {
  stacks: [state: string, service: string]
  /** Logical ids. */
  functions: Partial<Record<FunctionName, string>>
  /** What cdk-nag finds and somebody has acknowledged: a construct's path and the rule. */
  acknowledged: string[]
}

/** Into `folder`, whole or not at all, with an about.json. */
export function synthesize(configuration: object, folder: string): void {
  const outdir = `${folder}.unfinished`
  const app = new App({
    outdir,
    context: { ...cdkJson.context, '@aws-cdk/core:strictCfnValidateErrors': true },
  })
  const { state, service } = homeward(app, {
    configuration: checkConfiguration(configuration, 'a test'),
    artefacts: artefactsIn(),
  })
  app.synth()
  const about: About = {
    stacks: [state.stackName, service.stackName],
    functions: functionsIn(service),
    acknowledged: acknowledgedIn(app),
  }
  writeFileSync(join(outdir, 'about.json'), JSON.stringify(about))
  renameSync(outdir, folder)
}

function functionsIn(stack: Stack): About['functions'] {
  const functions = stack.node.findChild('Functions') as Functions
  const wanted = (Object.keys(permissions) as FunctionName[]).filter((name) =>
    functions.node.tryFindChild(name),
  )
  const resourceOf = (name: FunctionName) => functions.named(name).function.node.defaultChild as CfnResource
  return Object.fromEntries(wanted.map((name) => [name, stack.getLogicalId(resourceOf(name))]))
}

function acknowledgedIn(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
        .flatMap(({ data }) => Object.keys(data).map((id) => `${node.path} ${id}`)),
    )
}
