import type { AssociationRequest } from '../domain/flow-association.ts'
import { type CustomResourceRequest, customResourceRequest } from './custom-resource.ts'
import { fieldsOf } from './fields.ts'

/** CloudFormation asked for something that is no flow association. */
export class MalformedAssociationRequest extends Error {
  override readonly name = 'MalformedAssociationRequest'
}

/** A custom resource's request, and what it asks for. */
export type FlowAssociationRequest = AssociationRequest & CustomResourceRequest

/** Throws MalformedAssociationRequest. */
export function parseFlowAssociationRequest(event: unknown): FlowAssociationRequest {
  const request = fieldsOf(event, MalformedAssociationRequest)
  const properties = request.within('ResourceProperties')
  const about = customResourceRequest(request)
  return {
    ...about,
    address: properties.text('ResourceId'),
    flow: properties.text('FlowId'),
    resource: about.PhysicalResourceId,
  }
}
