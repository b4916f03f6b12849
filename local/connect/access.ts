import type { Access } from '../service.ts'
import { serviceRoleOf } from './agent-feed.ts'
import { idOf, instanceArn, resourceArn } from './centre.ts'

type Resources = (
  input: any,
  within: (kind: string, idOrArn: string | undefined) => string,
) => (string | undefined)[]

const instance: Resources = (input) => [instanceArn(idOf(input.InstanceId))]
const contact: Resources = (input, within) => [within('contact', input.ContactId ?? input.InitialContactId)]
const user: Resources = (input, within) => [within('agent', input.UserId)]
const flow: Resources = (input, within) => [within('contact-flow', input.ContactFlowId)]
const flowModule: Resources = (input, within) => [within('flow-module', input.ContactFlowModuleId)]
const queue: Resources = (input, within) => [within('queue', input.QueueId)]
const quickConnect: Resources = (input, within) => [within('transfer-destination', input.QuickConnectId)]
const quickConnects: Resources = (input, within) =>
  (input.QuickConnectIds ?? []).map((id: string) => within('transfer-destination', id))
const quickConnectParts: Resources = ({ QuickConnectConfig: config }, within) => [
  config?.UserConfig && within('agent', config.UserConfig.UserId),
  config?.UserConfig && within('contact-flow', config.UserConfig.ContactFlowId),
  config?.QueueConfig && within('queue', config.QueueConfig.QueueId),
  config?.QueueConfig && within('contact-flow', config.QueueConfig.ContactFlowId),
]
const address: Resources = (input, within) => [within('email-address', input.EmailAddressId)]
/** Of Amazon's own views the request names the ARN. */
const view: Resources = (input, within) => [instanceArn(idOf(input.InstanceId)), within('view', input.ViewId)]
const routingProfile: Resources = (input, within) => [within('routing-profile', input.RoutingProfileId)]
const all =
  (...parts: Resources[]): Resources =>
  (input, within) =>
    parts.flatMap((part) => part(input, within))
/** A resource that does not exist yet is every one of its kind. */
const anyOf =
  (kind: string): Resources =>
  (_, within) => [within(kind, '*')]
/**
 * Actions whose only resource types are optional: AWS does not say which ARN they are checked against, so only a
 * statement on `*` is sure to allow them.
 */
const everything: Resources = () => ['*']

/** Resource types by action (AWS: Service Authorization Reference, "Actions, resources, and condition keys for Amazon Connect"). */
const RESOURCES: Readonly<Record<string, Resources>> = {
  CreateInstance: everything,
  ListInstances: everything,
  DescribeContact: contact,
  ListAssociatedContacts: contact,
  GetContactAttributes: contact,
  UpdateContactAttributes: contact,
  UpdateContact: contact,
  UpdateContactRoutingData: contact,
  TagContact: contact,
  UntagContact: contact,
  StopContact: contact,
  TransferContact: all(instance, contact, flow),
  AssociateContactWithUser: all(instance, contact, user),
  CreateContact: all(
    instance,
    (input, within) => [input.RelatedContactId && within('contact', input.RelatedContactId)],
    (input, within) => [input.UserInfo?.UserId && within('agent', input.UserInfo.UserId)],
  ),
  StartOutboundEmailContact: everything,
  StartEmailContact: everything,
  // Which of these it is checked against was not to be found: all of them is the harder reading.
  StartTaskContact: all(anyOf('contact'), (input, within) => [
    input.ContactFlowId && within('contact-flow', input.ContactFlowId),
    input.QuickConnectId && within('transfer-destination', input.QuickConnectId),
  ]),
  // As for tasks.
  StartChatContact: all(anyOf('contact'), flow),
  UpdateParticipantRoleConfig: contact,
  StartContactStreaming: contact,
  CreateQuickConnect: all(anyOf('transfer-destination'), quickConnectParts),
  DescribeQuickConnect: quickConnect,
  UpdateQuickConnectConfig: all(quickConnect, quickConnectParts),
  DeleteQuickConnect: quickConnect,
  ListQuickConnects: anyOf('transfer-destination'),
  AssociateQueueQuickConnects: all(queue, quickConnects),
  DisassociateQueueQuickConnects: all(queue, quickConnects),
  ListQueueQuickConnects: queue,
  SendOutboundEmail: everything,
  CreateContactFlow: anyOf('contact-flow'),
  DescribeContactFlow: flow,
  UpdateContactFlowContent: flow,
  UpdateContactFlowMetadata: flow,
  DeleteContactFlow: flow,
  ListContactFlows: anyOf('contact-flow'),
  CreateContactFlowModule: anyOf('flow-module'),
  DescribeContactFlowModule: flowModule,
  UpdateContactFlowModuleContent: flowModule,
  UpdateContactFlowModuleMetadata: flowModule,
  DeleteContactFlowModule: flowModule,
  ListContactFlowModules: anyOf('flow-module'),
  DescribeEmailAddress: address,
  UpdateEmailAddressMetadata: address,
  DeleteEmailAddress: address,
  // The reference names phone numbers for these, from before email: we take the resource that the request names.
  AssociateFlow: (input, within) => [within('contact-flow', input.FlowId), associated(input, within)],
  DisassociateFlow: (input, within) => [associated(input, within)],
  GetFlowAssociation: (input, within) => [associated(input, within)],
  CreateQueue: all(
    anyOf('queue'),
    (input, within) => [within('operating-hours', input.HoursOfOperationId)],
    quickConnects,
  ),
  DescribeQueue: queue,
  UpdateQueueOutboundEmailConfig: queue,
  CreateHoursOfOperation: anyOf('operating-hours'),
  DeleteQueue: queue,
  DeleteRoutingProfile: (input, within) => [within('routing-profile', input.RoutingProfileId)],
  DeleteHoursOfOperation: (input, within) => [within('operating-hours', input.HoursOfOperationId)],
  DescribeHoursOfOperation: (input, within) => [within('operating-hours', input.HoursOfOperationId)],
  CreateRoutingProfile: all(anyOf('routing-profile'), anyOf('queue')),
  DescribeRoutingProfile: (input, within) => [within('routing-profile', input.RoutingProfileId)],
  ListRoutingProfileQueues: (input, within) => [within('routing-profile', input.RoutingProfileId)],
  CreateUser: all(anyOf('agent'), (input, within) => [within('routing-profile', input.RoutingProfileId)]),
  DescribeUser: user,
  DeleteUser: user,
  DismissUserContact: user,
  UpdateUserRoutingProfile: all(user, (input, within) => [within('routing-profile', input.RoutingProfileId)]),
  PutUserStatus: all(instance, user, (input, within) => [within('agent-state', input.AgentStatusId)]),
  GetCurrentUserData: (input, within) => [
    ...(input.Filters?.Agents ?? []).map((id: string) => within('agent', id)),
    ...(input.Filters?.Queues ?? []).map((id: string) => within('queue', id)),
    ...(input.Filters?.RoutingProfiles ?? []).map((id: string) => within('routing-profile', id)),
  ],
  CreateView: all(instance, anyOf('view')),
  DescribeView: view,
  UpdateViewContent: view,
  DeleteView: view,
  ListViews: instance,
  CreateAgentStatus: anyOf('agent-state'),
  DescribeAgentStatus: (input, within) => [within('agent-state', input.AgentStatusId)],
  ListAgentStatuses: anyOf('agent-state'),
  CreateSecurityProfile: anyOf('security-profile'),
  AssociateRoutingProfileQueues: routingProfile,
  DisassociateRoutingProfileQueues: routingProfile,
  UpdateRoutingProfileConcurrency: routingProfile,
  UpdateUserIdentityInfo: user,
  // What it is checked against is not to be found: with the instance and any notification, either will do.
  CreateNotification: all(instance, anyOf('notification')),
  DeleteNotification: (input, within) => [within('notification', input.NotificationId)],
  ListUserNotifications: user,
}

function associated(input: any, within: (kind: string, idOrArn: string | undefined) => string): string {
  const id: string = input.ResourceId
  return id.startsWith('arn:') ? id : within('email-address', id)
}

/** What a role must be allowed. Operations that are not in the table are checked against the instance. */
export function accessTo(operation: string, input: any): Access[] {
  const within = (kind: string, idOrArn: string | undefined) =>
    resourceArn(idOf(input.InstanceId ?? ''), kind, idOf(idOrArn ?? ''))
  const resources = (RESOURCES[operation] ?? instance)(input, within).filter((each) => each !== undefined)
  return [{ action: `connect:${operation}`, resources }, ...dependent(operation, input)]
}

/**
 * What else the caller must be allowed (AWS: Service Authorization Reference, dependent actions): Connect gives its own
 * role the right to write to the stream, in the caller's name.
 */
function dependent(operation: string, input: any): Access[] {
  const stream = input.StorageConfig?.KinesisStreamConfig?.StreamArn
  if (operation !== 'AssociateInstanceStorageConfig' || stream === undefined) return []
  return [
    { action: 'kinesis:DescribeStream', resources: [stream] },
    { action: 'iam:PutRolePolicy', resources: [serviceRoleOf(idOf(input.InstanceId))] },
  ]
}
