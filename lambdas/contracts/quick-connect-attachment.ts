import type { AttachmentRequest } from '../domain/quick-connect-attachment.ts'
import { fieldsOf } from './fields.ts'

/** CloudFormation asked for something that is no attachment of a quick connect. */
export class MalformedAttachmentRequest extends Error {
  override readonly name = 'MalformedAttachmentRequest'
}

/** A CloudFormation custom resource request (user guide, "Custom resource request objects"). Throws MalformedAttachmentRequest. */
export function parseAttachmentRequest(event: unknown): AttachmentRequest &
  Readonly<{
    ResponseURL: string
    StackId: string
    RequestId: string
    LogicalResourceId: string
    PhysicalResourceId?: string | undefined
  }> {
  const request = fieldsOf(event, MalformedAttachmentRequest)
  const properties = request.within('ResourceProperties')
  return {
    ResponseURL: request.text('ResponseURL'),
    StackId: request.text('StackId'),
    RequestId: request.text('RequestId'),
    LogicalResourceId: request.text('LogicalResourceId'),
    PhysicalResourceId: request.textIfAny('PhysicalResourceId'),
    type: request.oneOf('RequestType', ['Create', 'Update', 'Delete']),
    queue: properties.text('QueueId'),
    quickConnect: properties.text('QuickConnectId'),
  }
}
