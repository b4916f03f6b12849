import * as z from 'zod/mini'

import type { AssociationRequest } from '../domain/flow-association.ts'

const text = z.string().check(z.minLength(1))
const Properties = z.object({ ResourceId: text, FlowId: text })

const Request = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: text,
  StackId: text,
  RequestId: text,
  LogicalResourceId: text,
  PhysicalResourceId: z.optional(z.string()),
  ResourceProperties: Properties,
})

/** A CloudFormation custom resource request (user guide, "Custom resource request objects"), and what it asks for. */
export type FlowAssociationRequest = z.infer<typeof Request> & AssociationRequest

/** Throws on anything else. */
export function parseFlowAssociationRequest(event: unknown): FlowAssociationRequest {
  const request = Request.parse(event)
  const { ResourceId, FlowId } = request.ResourceProperties
  return {
    ...request,
    type: request.RequestType,
    address: ResourceId,
    flow: FlowId,
    resource: request.PhysicalResourceId,
  }
}
