import { CustomResource, Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'

import type { NodeLambda } from './node-lambda.ts'

export interface FlowAssociationProps {
  /** lambdas/handlers/associate-flow.ts, which CloudFormation calls itself. */
  readonly associateFlow: NodeLambda
  readonly instanceId: string
  readonly emailAddressArn: string
  readonly flowArn: string
}

/** Makes a flow the one that mail to an address starts, which CloudFormation by itself cannot express. */
export class FlowAssociation extends Construct {
  constructor(scope: Construct, id: string, props: FlowAssociationProps) {
    super(scope, id)
    const { associateFlow, instanceId, emailAddressArn, flowArn } = props
    new CustomResource(this, 'Association', {
      resourceType: 'Custom::FlowAssociation',
      serviceToken: associateFlow.function.functionArn,
      // CloudFormation would otherwise wait an hour for a function that cannot answer.
      serviceTimeout: Duration.minutes(5),
      properties: {
        InstanceId: instanceId,
        ResourceId: emailAddressArn,
        FlowId: flowArn,
        ResourceType: 'INBOUND_EMAIL',
      },
    })
  }
}
