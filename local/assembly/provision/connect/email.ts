import type { Kinds } from '../kind.ts'
import { given, idOf, instanceIdOf } from './ids.ts'

/** Flows and the addresses they may answer for. Which flow an address has is an API call, not a property. */
export const connectEmailKinds: Kinds = {
  'AWS::Connect::ContactFlow': {
    runs: true,
    async create({ properties }, workshop) {
      const InstanceId = instanceIdOf(properties.InstanceArn)
      const { ContactFlowArn } = await workshop.call(
        'connect',
        'CreateContactFlow',
        given({
          InstanceId,
          Name: properties.Name,
          Type: properties.Type,
          Content: properties.Content,
          Description: properties.Description,
        }),
      )
      if (properties.State === 'ARCHIVED')
        await workshop.call('connect', 'UpdateContactFlowMetadata', {
          InstanceId,
          ContactFlowId: idOf(ContactFlowArn),
          ContactFlowState: 'ARCHIVED',
        })
      return { ref: ContactFlowArn, attributes: { ContactFlowArn } }
    },
    fixed: ['InstanceArn', 'Type'],
    async update({ properties }, before, workshop) {
      const flow = { InstanceId: instanceIdOf(properties.InstanceArn), ContactFlowId: idOf(before.ref) }
      const metadata = ['Name', 'Description', 'State'].some(
        (key) => properties[key] !== before.properties[key],
      )
      if (properties.Content !== before.properties.Content)
        await workshop.call('connect', 'UpdateContactFlowContent', { ...flow, Content: properties.Content })
      if (metadata)
        await workshop.call(
          'connect',
          'UpdateContactFlowMetadata',
          given({
            ...flow,
            Name: properties.Name,
            Description: properties.Description,
            ContactFlowState: properties.State,
          }),
        )
      return { ref: before.ref, attributes: before.attributes }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteContactFlow', {
        InstanceId: instanceIdOf(made.ref),
        ContactFlowId: idOf(made.ref),
      }),
  },
  'AWS::Connect::EmailAddress': {
    runs: true,
    async create({ properties }, workshop) {
      const { EmailAddressArn } = await workshop.call(
        'connect',
        'CreateEmailAddress',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          EmailAddress: properties.EmailAddress,
          DisplayName: properties.DisplayName,
          Description: properties.Description,
        }),
      )
      return { ref: EmailAddressArn, attributes: { EmailAddressArn } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteEmailAddress', {
        InstanceId: instanceIdOf(made.ref),
        EmailAddressId: idOf(made.ref),
      }),
  },
}
