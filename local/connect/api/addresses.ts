import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, idOf, inInstance, instanceOf, resourceArn } from '../centre.ts'
import { ownAddress } from '../inbound.ts'
import type { EmailAddress, Instance } from '../model.ts'
import { need, once, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas". */
const MOST_ADDRESSES = 100

/** Operations on email addresses and on which flow they run. */
export function addressOperations(centre: Centre): Record<string, Operation> {
  const { state } = centre
  return {
    CreateEmailAddress: (input) => once(centre, 'CreateEmailAddress', input, () => create(centre, input)),
    DescribeEmailAddress: (input) => {
      const address = addressOf(centre, input)
      return {
        ...metadata(address),
        CreateTimestamp: new Date(address.createdAt).toISOString(),
        ModifiedTimestamp: new Date(address.modifiedAt).toISOString(),
        Tags: address.tags,
      }
    },
    SearchEmailAddresses: (input) => {
      if (input.SearchCriteria || input.SearchFilter)
        throw refusal('InvalidRequestException', 'SearchCriteria and SearchFilter are not modelled')
      const all = inInstance(state.addresses, instanceOf(centre, input).id)
      const { items, ...rest } = page(all, input, 500)
      return { EmailAddresses: items.map(metadata), ApproximateTotalCount: all.length, ...rest }
    },
    UpdateEmailAddressMetadata: (input) => {
      const address = addressOf(centre, input)
      address.displayName = input.DisplayName ?? address.displayName
      address.description = input.Description ?? address.description
      address.modifiedAt = centre.timeline.now()
      return { EmailAddressId: address.id, EmailAddressArn: arnOf(address) }
    },
    DeleteEmailAddress: (input) => {
      const address = addressOf(centre, input)
      state.addresses.delete(address.id)
      for (const type of TYPES) state.flowAssociations.delete(`${type} ${address.id}`)
      return {}
    },
    ...associationOperations(centre),
  }
}

function create(centre: Centre, input: any) {
  need(input, ['EmailAddress'])
  const instance = instanceOf(centre, input)
  const address: string = input.EmailAddress
  if (!/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address) || address.length > 255)
    throw refusal(
      'InvalidParameterException',
      `EmailAddress ${address} is no address of up to 255 characters`,
    )
  if (ownAddress(centre, address))
    throw refusal('DuplicateResourceException', `EmailAddress ${address} is taken`)
  if (inInstance(centre.state.addresses, instance.id).length >= MOST_ADDRESSES)
    throw new AwsError('ServiceQuotaExceededException', `the instance has ${MOST_ADDRESSES} email addresses`)
  const now = centre.timeline.now()
  const created: EmailAddress = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    address,
    displayName: input.DisplayName,
    description: input.Description,
    createdAt: now,
    modifiedAt: now,
    tags: input.Tags ?? {},
  }
  centre.state.addresses.set(created.id, created)
  return { EmailAddressId: created.id, EmailAddressArn: arnOf(created) }
}

/** Which flow types an association takes. Only those of email are modelled. */
const FLOW_TYPES: Readonly<Record<string, string>> = {
  INBOUND_EMAIL: 'CONTACT_FLOW',
  OUTBOUND_EMAIL: 'OUTBOUND_WHISPER',
}
const TYPES = Object.keys(FLOW_TYPES)

function associationOperations(centre: Centre): Record<string, Operation> {
  const { flowAssociations } = centre.state
  return {
    AssociateFlow: (input) => {
      const { key, instance } = associationOf(centre, input)
      const flow = found(centre.state.flows, instance, input.FlowId, 'Flow')
      const wanted = FLOW_TYPES[input.ResourceType]
      if (flow.type !== wanted)
        throw refusal(
          'InvalidRequestException',
          `${input.ResourceType} needs a flow of type ${wanted}, not ${flow.type}`,
        )
      if (flow.published === undefined)
        throw refusal('InvalidRequestException', `Flow ${flow.name} is not published`)
      flowAssociations.set(key, flow.id)
      return {}
    },
    DisassociateFlow: (input) => {
      const { key } = associationOf(centre, input)
      if (!flowAssociations.delete(key))
        throw refusal(
          'ResourceNotFoundException',
          `${input.ResourceId} has no flow for ${input.ResourceType}`,
        )
      return {}
    },
    GetFlowAssociation: (input) => {
      const { key, instance } = associationOf(centre, input)
      const flowId = flowAssociations.get(key)
      if (flowId === undefined)
        throw refusal(
          'ResourceNotFoundException',
          `${input.ResourceId} has no flow for ${input.ResourceType}`,
        )
      return {
        ResourceId: input.ResourceId,
        FlowId: resourceArn(instance.id, 'contact-flow', flowId),
        ResourceType: input.ResourceType,
      }
    },
    BatchGetFlowAssociation: (input) => {
      need(input, ['ResourceIds'])
      const wanted = new Set<string>(input.ResourceIds.map(idOf))
      const all = associationsIn(centre, instanceOf(centre, input), input.ResourceType)
      return { FlowAssociationSummaryList: all.filter(({ ResourceId }) => wanted.has(idOf(ResourceId))) }
    },
    ListFlowAssociations: (input) => {
      const { items, ...rest } = page(
        associationsIn(centre, instanceOf(centre, input), input.ResourceType),
        input,
      )
      return { FlowAssociationSummaryList: items, ...rest }
    },
  }
}

/** Inbound mail belongs to an address, outbound mail to an address or a queue. */
function associationOf(centre: Centre, input: any): { key: string; instance: Instance } {
  need(input, ['ResourceId', 'ResourceType'])
  const instance = instanceOf(centre, input)
  const type: string = input.ResourceType
  if (!FLOW_TYPES[type])
    throw refusal('InvalidParameterException', `ResourceType ${type} is not modelled: ${TYPES.join(', ')}`)
  const id = idOf(input.ResourceId)
  const queue = type === 'OUTBOUND_EMAIL' ? centre.state.queues.get(id) : undefined
  const resource = queue ?? found(centre.state.addresses, instance, id, 'Email address')
  if (resource.instanceId !== instance.id)
    throw refusal('ResourceNotFoundException', `${input.ResourceId} not found`)
  return { key: `${type} ${id}`, instance }
}

function associationsIn({ state }: Centre, instance: Instance, type: string | undefined) {
  return [...state.flowAssociations].flatMap(([key, flowId]) => {
    const [resourceType = '', id = ''] = key.split(' ')
    if (type !== undefined && resourceType !== type) return []
    const kind = state.addresses.has(id) ? 'email-address' : 'queue'
    const resource = state.addresses.get(id) ?? state.queues.get(id)
    if (resource?.instanceId !== instance.id) return []
    return {
      ResourceId: resourceArn(instance.id, kind, id),
      FlowId: resourceArn(instance.id, 'contact-flow', flowId),
      ResourceType: resourceType,
    }
  })
}

function addressOf(centre: Centre, input: any): EmailAddress {
  need(input, ['EmailAddressId'])
  return found(centre.state.addresses, instanceOf(centre, input), input.EmailAddressId, 'Email address')
}

const arnOf = ({ instanceId, id }: EmailAddress) => resourceArn(instanceId, 'email-address', id)

const metadata = (address: EmailAddress) => ({
  EmailAddressId: address.id,
  EmailAddressArn: arnOf(address),
  EmailAddress: address.address,
  DisplayName: address.displayName,
  Description: address.description,
})
