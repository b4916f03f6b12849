import type { Kinds } from '../kind.ts'
import { given, idOf, instanceIdOf } from './ids.ts'

/** The people of the template and what they are shown. */
export const connectPeopleKinds: Kinds = {
  'AWS::Connect::User': {
    runs: true,
    async create({ properties }, workshop) {
      const { IdentityInfo } = properties
      const { UserArn } = await workshop.call(
        'connect',
        'CreateUser',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Username: properties.Username,
          Password: properties.Password,
          IdentityInfo,
          PhoneConfig: properties.PhoneConfig,
          DirectoryUserId: properties.DirectoryUserId,
          RoutingProfileId: idOf(properties.RoutingProfileArn),
          SecurityProfileIds: properties.SecurityProfileArns.map(idOf),
          HierarchyGroupId: properties.HierarchyGroupArn && idOf(properties.HierarchyGroupArn),
        }),
      )
      return { ref: UserArn, attributes: { UserArn } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteUser', { InstanceId: instanceIdOf(made.ref), UserId: idOf(made.ref) }),
  },
  'AWS::Connect::AgentStatus': {
    runs: true,
    async create({ properties }, workshop) {
      const { AgentStatusARN } = await workshop.call(
        'connect',
        'CreateAgentStatus',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Name: properties.Name,
          Description: properties.Description,
          State: properties.State,
          DisplayOrder: properties.DisplayOrder,
        }),
      )
      return { ref: AgentStatusARN, attributes: { AgentStatusArn: AgentStatusARN } }
    },
  },
  'AWS::Connect::PredefinedAttribute': {
    runs: true,
    async create({ properties }, workshop) {
      await workshop.call('connect', 'CreatePredefinedAttribute', attributeInput(properties))
      return { ref: `${properties.InstanceArn}|${properties.Name}`, attributes: {} }
    },
    fixed: ['InstanceArn', 'Name'],
    async update({ properties }, before, workshop) {
      await workshop.call('connect', 'UpdatePredefinedAttribute', attributeInput(properties))
      return { ref: before.ref, attributes: before.attributes }
    },
    remove: ({ properties }, workshop) =>
      workshop.call('connect', 'DeletePredefinedAttribute', {
        InstanceId: instanceIdOf(properties.InstanceArn),
        Name: properties.Name,
      }),
  },
}

function attributeInput({ InstanceArn, Name, Values, Purposes, ...more }: Record<string, any>) {
  const { AttributeConfiguration: configuration } = more
  return given({
    ...{ InstanceId: instanceIdOf(InstanceArn), Name, Values, Purposes },
    AttributeConfiguration: configuration && {
      EnableValueValidationOnAssociation: configuration.EnableValueValidationOnAssociation,
    },
  })
}
