import type { AttachmentRequest } from '../domain/quick-connect-attachment.ts'
import { type CustomResourceRequest, customResourceRequest } from './custom-resource.ts'
import { fieldsOf } from './fields.ts'

/** CloudFormation asked for something that is no attachment of a quick connect. */
export class MalformedAttachmentRequest extends Error {
  override readonly name = 'MalformedAttachmentRequest'
}

/** Throws MalformedAttachmentRequest. */
export function parseAttachmentRequest(event: unknown): AttachmentRequest & CustomResourceRequest {
  const request = fieldsOf(event, MalformedAttachmentRequest)
  const properties = request.within('ResourceProperties')
  const queue = properties.text('QueueId')
  const list = properties.textIfAny('QuickConnectIds')
  const old = request.withinIfAny('OldResourceProperties')
  return {
    ...customResourceRequest(request),
    queue,
    quickConnects: list === undefined ? [properties.text('QuickConnectId')] : idsIn(list),
    isList: list !== undefined,
    before: old?.textIfAny('QueueId') === queue ? idsIn(old.textIfAny('QuickConnectIds')) : [],
  }
}

/** As the template joins them. */
const idsIn = (list: string | undefined) => (list ?? '').split(',').filter(Boolean)
