import type { Fields } from './fields.ts'

/** Of a CloudFormation custom resource request (user guide, "Custom resource request objects"): whom to answer, and about what. */
export type CustomResourceRequest = Readonly<{
  type: 'Create' | 'Update' | 'Delete'
  ResponseURL: string
  StackId: string
  RequestId: string
  LogicalResourceId: string
  /** None in a Create. */
  PhysicalResourceId: string | undefined
}>

/** Throws what `request` throws. */
export function customResourceRequest(request: Fields): CustomResourceRequest {
  return {
    type: request.oneOf('RequestType', ['Create', 'Update', 'Delete']),
    ResponseURL: request.text('ResponseURL'),
    StackId: request.text('StackId'),
    RequestId: request.text('RequestId'),
    LogicalResourceId: request.text('LogicalResourceId'),
    PhysicalResourceId: request.textIfAny('PhysicalResourceId'),
  }
}
