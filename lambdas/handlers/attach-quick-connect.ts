import { ConnectClient } from '@aws-sdk/client-connect'

import { answerCloudFormation } from '../adapters/cloudformation-answer.ts'
import { connectQuickConnects } from '../adapters/connect-quick-connects.ts'
import { parseAttachmentRequest } from '../contracts/quick-connect-attachment.ts'
import { customResourceOf } from '../runtime/custom-resource-of.ts'
import { env } from '../runtime/env.ts'
import { journal } from '../runtime/logger.ts'
import { attachQuickConnect } from '../usecases/attach-quick-connect.ts'

const ports = { quickConnects: connectQuickConnects(new ConnectClient(), env('INSTANCE_ID')), journal }

/** Custom::QuickConnectAttachment: CloudFormation, while it creates, updates, deletes or rolls back a stack. */
export const handler = customResourceOf(
  parseAttachmentRequest,
  (request) => attachQuickConnect(request, ports),
  answerCloudFormation,
)
