import { createHash } from 'node:crypto'
import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { FlowModule } from '../model.ts'
import { freshName, need, once, page, refusal } from './checks.ts'

const MOST_CONTENT = 256_000

/**
 * Operations on flow modules, without versions and aliases. A module is checked and kept: the flow that comes to one is
 * told that it is not run here.
 */
export function moduleOperations(centre: Centre): Record<string, Operation> {
  const { modules } = centre.state
  return {
    CreateContactFlowModule: (input) =>
      once(centre, 'CreateContactFlowModule', input, () => create(centre, input)),
    DescribeContactFlowModule: (input) => ({ ContactFlowModule: describe(moduleOf(centre, input)) }),
    ListContactFlowModules: (input) => {
      const all = inInstance(modules, instanceOf(centre, input).id).filter(
        ({ state }) => state === (input.ContactFlowModuleState ?? state),
      )
      const { items, ...rest } = page(all, input)
      return { ContactFlowModulesSummaryList: items.map(summary), ...rest }
    },
    UpdateContactFlowModuleContent: (input) => {
      const module = moduleOf(centre, input)
      if (input.Content === undefined && input.Settings === undefined)
        throw refusal('InvalidRequestException', 'Content or Settings is required')
      if (input.Content !== undefined) module.content = validated(centre, input.Content)
      module.settings = input.Settings ?? module.settings
      return {}
    },
    UpdateContactFlowModuleMetadata: (input) => {
      assertModelled(input)
      const module = moduleOf(centre, input)
      if (input.Name !== undefined && input.Name !== module.name) {
        freshName(modules.values(), module.instanceId, input.Name)
        module.name = input.Name
      }
      module.description = input.Description ?? module.description
      module.state = input.State ?? module.state
      return {}
    },
    DeleteContactFlowModule: (input) => {
      modules.delete(moduleOf(centre, input).id)
      return {}
    },
  }
}

function create(centre: Centre, input: any) {
  need(input, ['Name', 'Content'])
  assertModelled(input)
  const instance = instanceOf(centre, input)
  const content = validated(centre, input.Content)
  freshName(centre.state.modules.values(), instance.id, input.Name)
  const module: FlowModule = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    description: input.Description,
    state: 'ACTIVE',
    content,
    settings: input.Settings,
    tags: input.Tags ?? {},
  }
  centre.state.modules.set(module.id, module)
  return { Id: module.id, Arn: arnOf(module) }
}

function assertModelled({ ExternalInvocationConfiguration: external }: any): void {
  if (external?.Enabled)
    throw refusal('InvalidRequestException', 'A module that is invoked from outside of flows is not modelled')
}

/** Throws InvalidContactFlowModuleException with its problems. */
function validated(centre: Centre, content: string): string {
  if (content.length < 1 || content.length > MOST_CONTENT)
    throw refusal(
      'InvalidParameterException',
      `Content has ${content.length} characters, 1 to ${MOST_CONTENT} are allowed`,
    )
  const Problems = centre
    .lintFlow(content, 'MODULE')
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => ({ message }))
  if (Problems.length === 0) return content
  const told = Problems.map(({ message }) => message).join('; ')
  throw new AwsError('InvalidContactFlowModuleException', `The module is not valid: ${told}`, { Problems })
}

function moduleOf(centre: Centre, input: any): FlowModule {
  need(input, ['ContactFlowModuleId'])
  return found(centre.state.modules, instanceOf(centre, input), input.ContactFlowModuleId, 'Flow module')
}

const describe = (module: FlowModule) => ({
  Arn: arnOf(module),
  Id: module.id,
  Name: module.name,
  Content: module.content,
  Description: module.description,
  State: module.state,
  Status: 'PUBLISHED',
  Tags: module.tags,
  FlowModuleContentSha256: createHash('sha256').update(module.content).digest('hex'),
  Settings: module.settings,
})

const summary = (module: FlowModule) => ({
  Id: module.id,
  Arn: arnOf(module),
  Name: module.name,
  State: module.state,
})

const arnOf = ({ instanceId, id }: FlowModule) => resourceArn(instanceId, 'flow-module', id)
