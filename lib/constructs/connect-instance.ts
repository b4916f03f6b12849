import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnInstance } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

/** An Amazon Connect instance, ours or one that was there before. */
export interface Instance {
  readonly arn: string
  readonly id: string
}

/**
 * A new instance, kept when its stack goes: agents, recordings and numbers live in it. Email itself must then be
 * enabled in the console once, which makes the bucket for messages and the address domain: CloudFormation cannot.
 */
export class ConnectInstance extends Construct implements Instance {
  readonly arn: string
  readonly id: string

  constructor(
    scope: Construct,
    id: string,
    { alias, takesCalls }: { readonly alias: string; readonly takesCalls: boolean },
  ) {
    super(scope, id)
    const instance = new CfnInstance(this, 'Instance', {
      instanceAlias: alias,
      identityManagementType: 'CONNECT_MANAGED',
      attributes: { inboundCalls: takesCalls, outboundCalls: false, contactflowLogs: true },
    })
    instance.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
    // Exported by name, so that the acknowledgements of findings can say which instance they speak of.
    this.arn = Stack.of(this).exportValue(instance.attrArn)
    this.id = Stack.of(this).exportValue(instance.attrId)
  }
}
