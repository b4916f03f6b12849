import { ACCOUNT } from '../../place.ts'
import { AwsError, OPERATOR, type Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceArn, instanceOf, resourceArn } from '../centre.ts'
import { addInstance, removeInstance } from '../instance.ts'
import type { Instance, SecurityProfile, Status } from '../model.ts'
import { freshName, need, page, refusal } from './checks.ts'

const MOST_FUNCTIONS = 50
const MOST_STATUSES = 50

/** Operations on instances, agent statuses, security profiles and the functions that flows may invoke. */
export function instanceOperations(centre: Centre): Record<string, Operation> {
  const { state } = centre
  return {
    CreateInstance: (input) => {
      need(input, ['IdentityManagementType'])
      const alias: string = input.InstanceAlias ?? `instance-${centre.random.hex(8)}`
      if ([...state.instances.values()].some((instance) => instance.alias === alias))
        throw refusal('InvalidRequestException', `InstanceAlias ${alias} is taken`)
      const { InboundCallsEnabled: inbound = true, OutboundCallsEnabled: outbound = true } = input
      const calls = { inbound, outbound }
      const instance = addInstance(centre, { id: centre.random.uuid(), alias, tags: input.Tags, calls })
      return { Id: instance.id, Arn: instanceArn(instance.id) }
    },
    DescribeInstance: (input) => {
      const instance = instanceOf(centre, input)
      return { Instance: { ...summary(instance), Tags: instance.tags } }
    },
    UpdateInstanceAttribute: (input) => {
      need(input, ['AttributeType', 'Value'])
      const instance = instanceOf(centre, input)
      const { AttributeType: type, Value: value } = input
      if (value !== 'true' && value !== 'false')
        throw refusal('InvalidParameterException', `Value is ${value}: true and false are allowed`)
      if (type === 'INBOUND_CALLS') instance.inboundCalls = value === 'true'
      else if (type === 'OUTBOUND_CALLS') instance.outboundCalls = value === 'true'
      else throw refusal('InvalidRequestException', `attribute ${type} is not modelled`)
      return {}
    },
    DeleteInstance: (input) => {
      removeInstance(centre, instanceOf(centre, input))
      return {}
    },
    ListInstances: (input) => {
      const { items, ...rest } = page([...state.instances.values()], input, 10)
      return { InstanceSummaryList: items.map(summary), ...rest }
    },
    CreateAgentStatus: (input) => createStatus(centre, input),
    DescribeAgentStatus: (input) => {
      const status = found(state.statuses, instanceOf(centre, input), input.AgentStatusId, 'Agent status')
      return { AgentStatus: describeStatus(status) }
    },
    ListAgentStatuses: (input) => {
      const all = inInstance(state.statuses, instanceOf(centre, input).id).filter(
        ({ type }) => !input.AgentStatusTypes?.length || input.AgentStatusTypes.includes(type),
      )
      const { items, ...rest } = page(all, input)
      return { AgentStatusSummaryList: items.map(summaryOfStatus), ...rest }
    },
    CreateSecurityProfile: (input) => {
      need(input, ['SecurityProfileName'])
      const instance = instanceOf(centre, input)
      freshName(state.securityProfiles.values(), instance.id, input.SecurityProfileName)
      const profile = { id: centre.random.uuid(), instanceId: instance.id, name: input.SecurityProfileName }
      state.securityProfiles.set(profile.id, profile)
      return { SecurityProfileId: profile.id, SecurityProfileArn: securityProfileArn(profile) }
    },
    ListSecurityProfiles: (input) => {
      const { items, ...rest } = page(inInstance(state.securityProfiles, instanceOf(centre, input).id), input)
      const summaries = items.map((each) => ({ Id: each.id, Arn: securityProfileArn(each), Name: each.name }))
      return { SecurityProfileSummaryList: summaries, ...rest }
    },
    CreateIntegrationAssociation: (input) => associateKnowledgeBase(centre, input),
    DeleteIntegrationAssociation: (input) => {
      if (!instanceOf(centre, input).knowledgeBases.delete(input.IntegrationAssociationId))
        throw refusal('ResourceNotFoundException', `no association ${input.IntegrationAssociationId}`)
      return {}
    },
    AssociateLambdaFunction: (input) => associateFunction(centre, input),
    DisassociateLambdaFunction: (input) => disassociateFunction(centre, input),
    ListLambdaFunctions: (input) => {
      const { items, ...rest } = page([...instanceOf(centre, input).functions], input, 25)
      return { LambdaFunctions: items, ...rest }
    },
  }
}

/** An instance has one knowledge base of message templates. */
function associateKnowledgeBase(centre: Centre, input: any) {
  need(input, ['IntegrationType', 'IntegrationArn'])
  const instance = instanceOf(centre, input)
  if (input.IntegrationType !== 'Q_MESSAGE_TEMPLATES')
    throw refusal('InvalidRequestException', `IntegrationType ${input.IntegrationType} is not modelled`)
  if (instance.knowledgeBases.size > 0)
    throw refusal('DuplicateResourceException', 'the instance has a knowledge base of message templates')
  const id = centre.random.uuid()
  instance.knowledgeBases.set(id, input.IntegrationArn)
  const IntegrationAssociationArn = resourceArn(instance.id, 'integration-association', id)
  return { IntegrationAssociationId: id, IntegrationAssociationArn }
}

function createStatus(centre: Centre, input: any) {
  need(input, ['Name', 'State'])
  const instance = instanceOf(centre, input)
  if (input.State !== 'ENABLED')
    throw refusal('InvalidParameterException', `State ${input.State} is not modelled: only ENABLED`)
  freshName(centre.state.statuses.values(), instance.id, input.Name)
  if (inInstance(centre.state.statuses, instance.id).length >= MOST_STATUSES)
    throw new AwsError('LimitExceededException', `the instance has ${MOST_STATUSES} agent statuses`)
  const status: Status = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    type: 'CUSTOM',
    description: input.Description,
    displayOrder: input.DisplayOrder,
    tags: input.Tags ?? {},
  }
  centre.state.statuses.set(status.id, status)
  return { AgentStatusId: status.id, AgentStatusARN: statusArn(status) }
}

/** Lets the flows of an instance invoke a function; adds the statement to the function's policy itself, as the real one does. */
async function associateFunction(centre: Centre, input: any) {
  need(input, ['FunctionArn'])
  const instance = instanceOf(centre, input)
  if (instance.functions.size >= MOST_FUNCTIONS)
    throw new AwsError('LimitExceededException', `the instance has ${MOST_FUNCTIONS} functions`)
  try {
    const permission = {
      FunctionName: input.FunctionArn,
      StatementId: statementId(instance),
      Action: 'lambda:InvokeFunction',
      Principal: 'connect.amazonaws.com',
      SourceAccount: ACCOUNT,
      SourceArn: instanceArn(instance.id),
    }
    await centre.aws.call('lambda', 'AddPermission', permission, OPERATOR)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceConflictException') throw error
  }
  instance.functions.add(input.FunctionArn)
  return {}
}

async function disassociateFunction(centre: Centre, input: any) {
  need(input, ['FunctionArn'])
  const instance = instanceOf(centre, input)
  if (!instance.functions.delete(input.FunctionArn)) return {}
  try {
    const permission = { FunctionName: input.FunctionArn, StatementId: statementId(instance) }
    await centre.aws.call('lambda', 'RemovePermission', permission, OPERATOR)
  } catch (error) {
    // The function, or its statement, may be gone first.
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
  }
  return {}
}

const statementId = ({ id }: Instance) => `connect-${id}`

function summary(instance: Instance): object {
  return {
    Id: instance.id,
    Arn: instanceArn(instance.id),
    IdentityManagementType: 'CONNECT_MANAGED',
    InstanceAlias: instance.alias,
    CreatedTime: new Date(instance.createdAt),
    InstanceStatus: 'ACTIVE',
    InboundCallsEnabled: instance.inboundCalls,
    OutboundCallsEnabled: instance.outboundCalls,
    InstanceAccessUrl: `https://${instance.alias}.my.connect.aws`,
  }
}

const statusArn = ({ instanceId, id }: Status) => resourceArn(instanceId, 'agent-state', id)

const summaryOfStatus = (status: Status) => ({
  Id: status.id,
  Arn: statusArn(status),
  Name: status.name,
  Type: status.type,
})

const describeStatus = (status: Status) => ({
  AgentStatusARN: statusArn(status),
  AgentStatusId: status.id,
  Name: status.name,
  Description: status.description,
  Type: status.type,
  State: 'ENABLED',
  DisplayOrder: status.displayOrder,
  Tags: status.tags,
})

const securityProfileArn = ({ instanceId, id }: SecurityProfile) =>
  resourceArn(instanceId, 'security-profile', id)
