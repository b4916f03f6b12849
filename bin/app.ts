import { resolve } from 'node:path'

import { App } from 'aws-cdk-lib'

import cdkJson from '../cdk.json' with { type: 'json' }
import { artefactsIn } from '../lib/artefacts.ts'
import { ConfigurationRefused, readConfiguration, refuseWith } from '../lib/configuration-file.ts'
import { homeward } from '../lib/homeward.ts'
import { sizeProblems } from '../lib/stack-size.ts'

/**
 * The CDK command line runs this file. Without it, `CDK_OUTDIR=cdk.out node bin/app.ts` writes the same assembly;
 * what would be `-c key=value` is then JSON in CDK_CONTEXT_JSON. `-c config=<path>` names another configuration,
 * `-c artefacts=<folder>` another place for dist/, stepfunctions/ and contact-flows/.
 */
const app = new App({ context: cdkJson.context, outdir: process.env.CDK_OUTDIR ?? 'cdk.out' })

try {
  const file = resolve(app.node.tryGetContext('config') ?? 'homeward.config.json')
  const configuration = readConfiguration(file)
  const artefacts = artefactsIn(app.node.tryGetContext('artefacts'))
  const { service } = homeward(app, { configuration, artefacts })
  refuseWith(sizeProblems(service), configuration, file)
  app.synth()
} catch (error) {
  if (!(error instanceof ConfigurationRefused)) throw error
  console.error(error.message)
  process.exit(1)
}
