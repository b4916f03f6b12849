import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'

import type { Artefacts } from './artefacts.ts'
import { type Configuration, existingInstance } from './configuration.ts'
import { ServiceStack } from './stacks/service-stack.ts'
import { StateStack } from './stacks/state-stack.ts'

export interface HomewardProps {
  readonly configuration: Configuration
  readonly artefacts: Artefacts
}

/** The two stacks of one deployment, with everything that is checked at synth. */
export function homeward(app: App, { configuration, artefacts }: HomewardProps) {
  const { account, region } = existingInstance(configuration) ?? configuration
  const env = { ...(account && { account }), ...(region && { region }) }
  const name = `homeward-${configuration.stage}`
  const state = new StateStack(app, `${name}-state`, { configuration, env })
  const { table, instance } = state
  const service = new ServiceStack(app, `${name}-service`, { configuration, artefacts, table, instance, env })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  return { state, service }
}
