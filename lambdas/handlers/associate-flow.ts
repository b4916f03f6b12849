import { ConnectClient } from '@aws-sdk/client-connect'

import { answerCloudFormation } from '../adapters/cloudformation-answer.ts'
import { connectFlowAssociations } from '../adapters/connect-flow-associations.ts'
import { parseFlowAssociationRequest } from '../contracts/flow-association.ts'
import { customResourceOf } from '../runtime/custom-resource-of.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { associateFlow } from '../usecases/associate-flow.ts'

const ports = { associations: connectFlowAssociations(new ConnectClient(), env('INSTANCE_ID')), journal }

/** Custom::FlowAssociation: CloudFormation, while it creates, updates, deletes or rolls back a stack. */
export const handler = customResourceOf(
  parseFlowAssociationRequest,
  (request) => associateFlow(request, ports),
  answerCloudFormation,
)
