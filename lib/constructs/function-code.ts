import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { AssetHashType, DockerImage } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'

import type { Settings } from '../settings.ts'

/**
 * A function's bundle with, beside it, the settings.json it reads. The asset's hash is that of both files, so a
 * change of configuration alone deploys the functions that read it, and no others.
 */
export function functionCode(bundleFolder: string, settings: Settings | undefined): Code {
  if (!settings) return Code.fromAsset(bundleFolder)
  const json = `${JSON.stringify(settings, null, 2)}\n`
  return Code.fromAsset(bundleFolder, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // The CDK wants an image for when the local way fails; it never does, it throws.
      image: DockerImage.fromRegistry('scratch'),
      // Staged assets are remembered by these options: without it two configurations would share one asset.
      environment: { SETTINGS: json },
      local: {
        tryBundle(outputFolder) {
          copyFileSync(join(bundleFolder, 'index.cjs'), join(outputFolder, 'index.cjs'))
          writeFileSync(join(outputFolder, 'settings.json'), json)
          return true
        },
      },
    },
  })
}
