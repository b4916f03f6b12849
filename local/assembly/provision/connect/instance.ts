import type { Kinds } from '../kind.ts'
import { given, instanceIdOf } from './ids.ts'

/** The instance itself and what is joined to it. Its attributes for logs, lenses and voices change nothing here. */
export const connectInstanceKinds: Kinds = {
  'AWS::Connect::Instance': {
    runs: true,
    async create({ properties }, workshop) {
      const { InboundCalls, OutboundCalls } = properties.Attributes
      const { Id, Arn } = await workshop.call(
        'connect',
        'CreateInstance',
        given({
          IdentityManagementType: properties.IdentityManagementType,
          InstanceAlias: properties.InstanceAlias,
          DirectoryId: properties.DirectoryId,
          InboundCallsEnabled: InboundCalls,
          OutboundCallsEnabled: OutboundCalls,
        }),
      )
      return { ref: Arn, attributes: { Arn, Id, InstanceStatus: 'ACTIVE' } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteInstance', { InstanceId: made.attributes.Id }),
  },
  'AWS::Connect::IntegrationAssociation': {
    runs: true,
    async create({ properties }, workshop) {
      const { IntegrationType, IntegrationArn } = properties
      if (IntegrationType !== 'LAMBDA_FUNCTION')
        throw new Error(`IntegrationType ${IntegrationType} is not supported here: only LAMBDA_FUNCTION is`)
      const InstanceId = instanceIdOf(properties.InstanceId)
      await workshop.call('connect', 'AssociateLambdaFunction', { InstanceId, FunctionArn: IntegrationArn })
      const ref = `${properties.InstanceId}|${IntegrationType}|${IntegrationArn}`
      return { ref, attributes: { IntegrationAssociationId: workshop.uuid() } }
    },
    remove: ({ properties }, workshop) =>
      workshop.call('connect', 'DisassociateLambdaFunction', {
        InstanceId: instanceIdOf(properties.InstanceId),
        FunctionArn: properties.IntegrationArn,
      }),
  },
  'AWS::Connect::InstanceStorageConfig': {
    runs: true,
    async create({ properties }, workshop) {
      const { InstanceArn, ResourceType, StorageType, S3Config } = properties
      const { AssociationId } = await workshop.call('connect', 'AssociateInstanceStorageConfig', {
        InstanceId: instanceIdOf(InstanceArn),
        ResourceType,
        StorageConfig: given({
          StorageType,
          S3Config,
          KinesisStreamConfig: properties.KinesisStreamConfig,
          KinesisFirehoseConfig: properties.KinesisFirehoseConfig,
          KinesisVideoStreamConfig: properties.KinesisVideoStreamConfig,
        }),
      })
      return { ref: `${InstanceArn}|${AssociationId}|${ResourceType}`, attributes: { AssociationId } }
    },
    remove: ({ properties, attributes }, workshop) =>
      workshop.call('connect', 'DisassociateInstanceStorageConfig', {
        InstanceId: instanceIdOf(properties.InstanceArn),
        ResourceType: properties.ResourceType,
        AssociationId: attributes.AssociationId,
      }),
  },
}
