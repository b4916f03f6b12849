import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

import { type Configuration, existingInstance } from '../configuration.ts'
import { ConnectInstance, type Instance } from '../constructs/connect-instance.ts'
import { HomewardTable } from '../constructs/homeward-table.ts'

export interface StateStackProps extends StackProps {
  readonly configuration: Configuration
}

/** What is never replaced: the table, and the instance where Homeward created it. */
export class StateStack extends Stack {
  readonly table: HomewardTable
  readonly instance: Instance

  constructor(scope: Construct, id: string, { configuration, ...props }: StateStackProps) {
    super(scope, id, { description: 'What Homeward remembers', terminationProtection: true, ...props })
    this.table = new HomewardTable(this, 'Table')
    this.instance =
      existingInstance(configuration) ??
      new ConnectInstance(this, 'Instance', {
        alias: configuration.instance.create?.alias ?? '',
        takesCalls: configuration.voice !== false,
      })
  }
}
