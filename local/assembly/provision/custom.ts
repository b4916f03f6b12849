import type { Created } from '../intrinsics.ts'
import type { CustomAnswer, Kind, Made, Wanted, Workshop } from './kind.ts'

/** A custom resource said FAILED, or did not answer. `physicalId` is what it called itself, if it did. */
export class CustomResourceFailed extends Error {
  override readonly name = 'CustomResourceFailed'
  readonly physicalId: string | undefined

  constructor(message: string, physicalId: string | undefined) {
    super(message)
    this.physicalId = physicalId
  }
}

/**
 * `Custom::…`: the function behind ServiceToken gets the request that CloudFormation sends, and must PUT its answer to
 * ResponseURL. A function that ends without having answered has failed: CloudFormation would wait out the ServiceTimeout (an
 * hour by default) and then say the same.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html
 */
export const customKind: Kind = {
  runs: true,
  create: (wanted, workshop) => perform({ RequestType: 'Create' }, wanted, workshop),
  fixed: ['ServiceToken'],
  update: (wanted, before, workshop) =>
    perform(
      {
        RequestType: 'Update',
        PhysicalResourceId: before.ref,
        OldResourceProperties: withoutTimeout(before.properties),
      },
      wanted,
      workshop,
    ),
  remove: (made: Made, workshop) =>
    perform({ RequestType: 'Delete', PhysicalResourceId: made.ref }, made, workshop),
}

async function perform(request: object, wanted: Wanted, workshop: Workshop): Promise<Created> {
  const { ServiceToken } = wanted.properties
  const desk = workshop.desk.open()
  try {
    const { FunctionError, Payload } = await workshop.call('lambda', 'Invoke', {
      FunctionName: ServiceToken,
      InvocationType: 'RequestResponse',
      Payload: Buffer.from(JSON.stringify(event(request, wanted, desk.url, workshop))),
    })
    const answer = desk.answer()
    if (answer) return accepted(answer)
    const why = FunctionError ? `failed: ${reasonIn(Payload)}` : 'ended without answering its ResponseURL'
    throw new CustomResourceFailed(`its function ${why}`, undefined)
  } finally {
    desk.close()
  }
}

function event(request: object, wanted: Wanted, ResponseURL: string, workshop: Workshop): object {
  return {
    ...request,
    ServiceToken: wanted.properties.ServiceToken,
    ResponseURL,
    StackId: wanted.stackId,
    RequestId: workshop.uuid(),
    LogicalResourceId: wanted.logicalId,
    ResourceType: wanted.type,
    ResourceProperties: withoutTimeout(wanted.properties),
  }
}

function accepted({ Status, Reason, PhysicalResourceId, Data }: CustomAnswer): Created {
  const id =
    typeof PhysicalResourceId === 'string' && PhysicalResourceId !== '' ? PhysicalResourceId : undefined
  if (Status === 'FAILED')
    throw new CustomResourceFailed(`it said FAILED: ${Reason ?? 'no reason given'}`, id)
  if (Status !== 'SUCCESS') throw new CustomResourceFailed(`its Status is ${JSON.stringify(Status)}`, id)
  if (id === undefined) throw new CustomResourceFailed('its answer has no PhysicalResourceId', id)
  return { ref: id, attributes: typeof Data === 'object' && Data !== null ? { ...Data } : {} }
}

/** CloudFormation hands numbers and booleans over as strings, and keeps ServiceTimeout to itself. */
function withoutTimeout({ ServiceTimeout: _, ...properties }: Record<string, unknown>): unknown {
  return stringly(properties)
}

function stringly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringly)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stringly(item)]))
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
}

/** What a function that threw answers: its error without the stack. */
function reasonIn(payload: Uint8Array): string {
  const { errorType, errorMessage } = JSON.parse(Buffer.from(payload).toString())
  return `${errorType}: ${errorMessage}`
}
