import type { Kinds } from '../kind.ts'
import { given, idOf, instanceIdOf } from './ids.ts'

/** Hours, queues, routing profiles and quick connects. */
export const connectRoutingKinds: Kinds = {
  'AWS::Connect::HoursOfOperation': {
    runs: true,
    async create({ properties }, workshop) {
      const { HoursOfOperationArn } = await workshop.call(
        'connect',
        'CreateHoursOfOperation',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Name: properties.Name,
          Description: properties.Description,
          TimeZone: properties.TimeZone,
          Config: properties.Config,
        }),
      )
      return { ref: HoursOfOperationArn, attributes: { HoursOfOperationArn } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteHoursOfOperation', {
        InstanceId: instanceIdOf(made.ref),
        HoursOfOperationId: idOf(made.ref),
      }),
  },
  'AWS::Connect::Queue': {
    runs: true,
    async create({ properties }, workshop) {
      const InstanceId = instanceIdOf(properties.InstanceArn)
      const { QueueId, QueueArn } = await workshop.call(
        'connect',
        'CreateQueue',
        given({
          InstanceId,
          Name: properties.Name,
          Description: properties.Description,
          HoursOfOperationId: idOf(properties.HoursOfOperationArn),
          MaxContacts: properties.MaxContacts,
          OutboundCallerConfig: properties.OutboundCallerConfig,
          OutboundEmailConfig: outboundEmail(properties.OutboundEmailConfig),
          QuickConnectIds: properties.QuickConnectArns?.map(idOf),
        }),
      )
      const others: { EmailAddressArn: string }[] = properties.AdditionalEmailAddresses ?? []
      if (others.length > 0)
        await workshop
          .call('connect', 'AssociateQueueEmailAddresses', {
            ...{ InstanceId, QueueId },
            EmailAddressesConfig: others.map(({ EmailAddressArn }) => ({
              EmailAddressId: idOf(EmailAddressArn),
            })),
          })
          .catch(async (error: unknown) => {
            // Whatever comes of that, why there is no queue is told.
            await workshop.call('connect', 'DeleteQueue', { InstanceId, QueueId }).catch(() => undefined)
            throw error
          })
      if (properties.Status === 'DISABLED')
        await workshop.call('connect', 'UpdateQueueStatus', { InstanceId, QueueId, Status: 'DISABLED' })
      return { ref: QueueArn, attributes: { QueueArn, Type: 'STANDARD' } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteQueue', {
        InstanceId: instanceIdOf(made.ref),
        QueueId: idOf(made.ref),
      }),
  },
  'AWS::Connect::RoutingProfile': {
    runs: true,
    async create({ properties }, workshop) {
      const { RoutingProfileArn } = await workshop.call(
        'connect',
        'CreateRoutingProfile',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Name: properties.Name,
          Description: properties.Description,
          DefaultOutboundQueueId: idOf(properties.DefaultOutboundQueueArn),
          MediaConcurrencies: properties.MediaConcurrencies,
          QueueConfigs: properties.QueueConfigs?.map(withQueueId),
          ManualAssignmentQueueConfigs: properties.ManualAssignmentQueueConfigs?.map(withQueueId),
          AgentAvailabilityTimer: properties.AgentAvailabilityTimer,
        }),
      )
      return { ref: RoutingProfileArn, attributes: { RoutingProfileArn } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteRoutingProfile', {
        InstanceId: instanceIdOf(made.ref),
        RoutingProfileId: idOf(made.ref),
      }),
  },
  'AWS::Connect::QuickConnect': {
    runs: true,
    async create({ properties }, workshop) {
      const { QuickConnectARN } = await workshop.call(
        'connect',
        'CreateQuickConnect',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Name: properties.Name,
          Description: properties.Description,
          QuickConnectConfig: quickConnect(properties.QuickConnectConfig),
        }),
      )
      const QuickConnectType = properties.QuickConnectConfig.QuickConnectType
      return { ref: QuickConnectARN, attributes: { QuickConnectArn: QuickConnectARN, QuickConnectType } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteQuickConnect', {
        InstanceId: instanceIdOf(made.ref),
        QuickConnectId: idOf(made.ref),
      }),
  },
}

function outboundEmail(config: { OutboundEmailAddressId?: string } | undefined): object | undefined {
  const id = config?.OutboundEmailAddressId
  return id ? { OutboundEmailAddressId: idOf(id) } : undefined
}

function withQueueId({ QueueReference, ...rest }: any): object {
  return {
    ...rest,
    QueueReference: { QueueId: idOf(QueueReference.QueueArn), Channel: QueueReference.Channel },
  }
}

function quickConnect({ QuickConnectType, UserConfig, QueueConfig, PhoneConfig, FlowConfig }: any): object {
  return given({
    QuickConnectType,
    UserConfig: UserConfig && {
      UserId: idOf(UserConfig.UserArn),
      ContactFlowId: idOf(UserConfig.ContactFlowArn),
    },
    QueueConfig: QueueConfig && {
      QueueId: idOf(QueueConfig.QueueArn),
      ContactFlowId: idOf(QueueConfig.ContactFlowArn),
    },
    PhoneConfig,
    FlowConfig: FlowConfig && { ContactFlowId: idOf(FlowConfig.ContactFlowArn) },
  })
}
