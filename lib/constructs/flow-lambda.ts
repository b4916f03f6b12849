import { Stack } from 'aws-cdk-lib'
import { CfnIntegrationAssociation } from 'aws-cdk-lib/aws-connect'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

import type { Instance } from './connect-instance.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface FlowLambdaProps {
  readonly instance: Instance
  readonly lambda: NodeLambda
}

/** Lets the flows of one instance, and of no other, invoke a function. */
export class FlowLambda extends Construct {
  constructor(scope: Construct, id: string, { instance, lambda }: FlowLambdaProps) {
    super(scope, id)
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.function.functionArn,
      principal: 'connect.amazonaws.com',
      sourceArn: instance.arn,
      sourceAccount: Stack.of(this).account,
    })
    new CfnIntegrationAssociation(this, 'Integration', {
      instanceId: instance.arn,
      integrationArn: lambda.function.functionArn,
      integrationType: 'LAMBDA_FUNCTION',
    })
  }
}
