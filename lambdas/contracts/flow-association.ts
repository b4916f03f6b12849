import type { AssociationRequest } from '../domain/flow-association.ts'
import { fieldsOf } from './fields.ts'

/** CloudFormation asked for something that is no flow association. */
export class MalformedAssociationRequest extends Error {
  override readonly name = 'MalformedAssociationRequest'
}

/** A CloudFormation custom resource request (user guide, "Custom resource request objects"), and what it asks for. */
export type FlowAssociationRequest = AssociationRequest &
  Readonly<{
    ResponseURL: string
    StackId: string
    RequestId: string
    LogicalResourceId: string
    PhysicalResourceId: string | undefined
  }>

/** Throws MalformedAssociationRequest. */
export function parseFlowAssociationRequest(event: unknown): FlowAssociationRequest {
  const request = fieldsOf(event, MalformedAssociationRequest)
  const properties = request.within('ResourceProperties')
  const PhysicalResourceId = request.textIfAny('PhysicalResourceId')
  return {
    ResponseURL: request.text('ResponseURL'),
    StackId: request.text('StackId'),
    RequestId: request.text('RequestId'),
    LogicalResourceId: request.text('LogicalResourceId'),
    PhysicalResourceId,
    type: request.oneOf('RequestType', ['Create', 'Update', 'Delete']),
    address: properties.text('ResourceId'),
    flow: properties.text('FlowId'),
    resource: PhysicalResourceId,
  }
}
