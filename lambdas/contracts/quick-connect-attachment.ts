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
    PhysicalResourceId: string | undefined
  }> {
  const request = fieldsOf(event, MalformedAttachmentRequest)
  const properties = request.within('ResourceProperties')
  const queue = properties.text('QueueId')
  const list = properties.textIfAny('QuickConnectIds')
  const old = request.withinIfAny('OldResourceProperties')
  return {
    ResponseURL: request.text('ResponseURL'),
    StackId: request.text('StackId'),
    RequestId: request.text('RequestId'),
    LogicalResourceId: request.text('LogicalResourceId'),
    PhysicalResourceId: request.textIfAny('PhysicalResourceId'),
    type: request.oneOf('RequestType', ['Create', 'Update', 'Delete']),
    queue,
    quickConnects: list === undefined ? [properties.text('QuickConnectId')] : idsIn(list),
    isList: list !== undefined,
    before: old?.textIfAny('QueueId') === queue ? idsIn(old.textIfAny('QuickConnectIds')) : [],
  }
}

/** As the template joins them. */
const idsIn = (list: string | undefined) => (list ?? '').split(',').filter(Boolean)
