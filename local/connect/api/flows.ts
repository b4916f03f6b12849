import { createHash } from 'node:crypto'
import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Flow } from '../model.ts'
import { freshName, need, page, refusal } from './checks.ts'

/** API_CreateContactFlow, Type. CAMPAIGN has a vocabulary of its own, which is not modelled. */
const TYPES = [
  'CONTACT_FLOW',
  'CUSTOMER_QUEUE',
  'CUSTOMER_HOLD',
  'CUSTOMER_WHISPER',
  'AGENT_HOLD',
  'AGENT_WHISPER',
  'OUTBOUND_WHISPER',
  'AGENT_TRANSFER',
  'QUEUE_TRANSFER',
]
const MOST_FLOWS = 100
const MOST_CONTENT = 256_000

/** Operations on contact flows. */
export function flowOperations(centre: Centre): Record<string, Operation> {
  const { state } = centre
  return {
    CreateContactFlow: (input) => create(centre, input),
    DescribeContactFlow: (input) => ({ ContactFlow: describe(flowOf(centre, input), isSaved(input)) }),
    ListContactFlows: (input) => {
      const all = inInstance(state.flows, instanceOf(centre, input).id).filter(
        ({ type }) =>
          (input.ContactFlowTypes ?? [type]).length === 0 ||
          (input.ContactFlowTypes ?? [type]).includes(type),
      )
      const { items, ...rest } = page(all, input)
      return { ContactFlowSummaryList: items.map(summary), ...rest }
    },
    UpdateContactFlowContent: (input) => {
      need(input, ['Content'])
      const flow = flowOf(centre, input)
      assertSize(input.Content)
      // Content goes to the saved version alone where the id says so: it is validated when it is published.
      if (!isSaved(input)) flow.published = validated(centre, input.Content, flow.type)
      flow.saved = input.Content
      return {}
    },
    UpdateContactFlowMetadata: (input) => {
      const flow = flowOf(centre, input)
      if (input.Name !== undefined && input.Name !== flow.name) {
        freshName(state.flows.values(), flow.instanceId, input.Name)
        flow.name = input.Name
      }
      flow.description = input.Description ?? flow.description
      flow.state = input.ContactFlowState ?? flow.state
      return {}
    },
    DeleteContactFlow: (input) => {
      const flow = flowOf(centre, input)
      if ([...state.flowAssociations.values()].includes(flow.id))
        throw refusal(
          'InvalidRequestException',
          `Flow ${flow.name} is associated with an email address or a queue`,
        )
      state.flows.delete(flow.id)
      return {}
    },
  }
}

function create(centre: Centre, input: any) {
  need(input, ['Name', 'Type', 'Content'])
  const instance = instanceOf(centre, input)
  const { Name: name, Type: type, Content: content, Status: status = 'PUBLISHED' } = input
  if (!TYPES.includes(type))
    throw refusal('InvalidParameterException', `Type ${type} is not modelled: ${TYPES.join(', ')}`)
  assertSize(content)
  freshName(centre.state.flows.values(), instance.id, name)
  if (inInstance(centre.state.flows, instance.id).length >= MOST_FLOWS)
    throw new AwsError('LimitExceededException', `the instance has ${MOST_FLOWS} flows`)
  const flow: Flow = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    type,
    name,
    description: input.Description,
    state: 'ACTIVE',
    published: status === 'SAVED' ? undefined : validated(centre, content, type),
    saved: content,
    tags: input.Tags ?? {},
  }
  centre.state.flows.set(flow.id, flow)
  return { ContactFlowId: flow.id, ContactFlowArn: arnOf(flow), FlowContentSha256: sha256(content) }
}

/**
 * Throws InvalidContactFlowException with its problems. A flow that the service takes is taken, also with blocks that
 * are not run here (voice, for one): the contact that comes to it is told so. Whether what an ARN names exists is not
 * asked: it may be in another account.
 */
function validated(centre: Centre, content: string, type: string): string {
  const problems = centre
    .lintFlow(content, type)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => ({ message }))
  if (problems.length === 0) problems.push(...tooLong(centre, content))
  if (problems.length > 0)
    throw new AwsError(
      'InvalidContactFlowException',
      `The flow is not valid: ${problems.map(({ message }) => message).join('; ')}`,
      { problems },
    )
  return content
}

/** Where a longest routing step is set (an open point), a flow with a longer one is not valid. */
function tooLong({ switches }: Centre, content: string): { message: string }[] {
  const actions: any[] = JSON.parse(content).Actions ?? []
  return actions.flatMap(({ Parameters }, index) => {
    const steps = Parameters?.RoutingCriteria?.Steps
    const expiries: unknown[] = Array.isArray(steps)
      ? steps.map((step) => step?.Expiry?.DurationInSeconds)
      : []
    if (!expiries.some((seconds) => Number(seconds) > switches.longestStepSeconds)) return []
    return {
      message: `Invalid Action property value. Path: Actions[${index}].Parameters.RoutingCriteria.Steps`,
    }
  })
}

function assertSize(content: string): void {
  if (content.length < 1 || content.length > MOST_CONTENT)
    throw refusal(
      'InvalidParameterException',
      `Content has ${content.length} characters, 1 to ${MOST_CONTENT} are allowed`,
    )
}

function flowOf(centre: Centre, input: any): Flow {
  need(input, ['ContactFlowId'])
  return found(centre.state.flows, instanceOf(centre, input), input.ContactFlowId, 'Flow')
}

const isSaved = (input: { ContactFlowId: string }) => input.ContactFlowId.endsWith(':$SAVED')

/** Throws ContactFlowNotPublishedException where only a saved version exists and the id does not ask for it. */
function describe(flow: Flow, saved: boolean): object {
  const content = saved ? flow.saved : flow.published
  if (content === undefined)
    throw new AwsError('ContactFlowNotPublishedException', `Flow ${flow.name} has not been published`)
  return {
    Arn: arnOf(flow),
    Id: flow.id,
    Name: flow.name,
    Type: flow.type,
    State: flow.state,
    Status: saved ? 'SAVED' : 'PUBLISHED',
    Description: flow.description,
    Content: content,
    Tags: flow.tags,
    FlowContentSha256: sha256(content),
  }
}

const summary = (flow: Flow) => ({
  Id: flow.id,
  Arn: arnOf(flow),
  Name: flow.name,
  ContactFlowType: flow.type,
  ContactFlowState: flow.state,
  ContactFlowStatus: flow.published === undefined ? 'SAVED' : 'PUBLISHED',
})

const arnOf = ({ instanceId, id }: Flow) => resourceArn(instanceId, 'contact-flow', id)

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')
