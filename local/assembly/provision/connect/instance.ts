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
      const InstanceId = instanceIdOf(properties.InstanceId)
      // CloudFormation documents this one no more than the API does; docs/first-deploy.md says what to look at.
      if (IntegrationType === 'Q_MESSAGE_TEMPLATES') {
        const { IntegrationAssociationId } = await workshop.call('connect', 'CreateIntegrationAssociation', {
          InstanceId,
          IntegrationType,
          IntegrationArn,
        })
        return { ref: `${InstanceId}|${IntegrationAssociationId}`, attributes: { IntegrationAssociationId } }
      }
      if (IntegrationType !== 'LAMBDA_FUNCTION')
        throw new Error(
          `IntegrationType ${IntegrationType} is not supported here: LAMBDA_FUNCTION and Q_MESSAGE_TEMPLATES are`,
        )
      await workshop.call('connect', 'AssociateLambdaFunction', { InstanceId, FunctionArn: IntegrationArn })
      const ref = `${properties.InstanceId}|${IntegrationType}|${IntegrationArn}`
      return { ref, attributes: { IntegrationAssociationId: workshop.uuid() } }
    },
    remove: ({ properties, attributes }, workshop) => {
      const InstanceId = instanceIdOf(properties.InstanceId)
      if (properties.IntegrationType === 'Q_MESSAGE_TEMPLATES')
        return workshop.call('connect', 'DeleteIntegrationAssociation', {
          InstanceId,
          IntegrationAssociationId: attributes.IntegrationAssociationId,
        })
      return workshop.call('connect', 'DisassociateLambdaFunction', {
        InstanceId,
        FunctionArn: properties.IntegrationArn,
      })
    },
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
