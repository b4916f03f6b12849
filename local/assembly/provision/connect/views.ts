import type { Kinds } from '../kind.ts'
import { given, idOf, instanceIdOf } from './ids.ts'

/** What agents are shown beside their contacts. */
export const connectViewKinds: Kinds = {
  'AWS::Connect::View': {
    runs: true,
    async create({ properties }, workshop) {
      const { View } = await workshop.call(
        'connect',
        'CreateView',
        given({
          InstanceId: instanceIdOf(properties.InstanceArn),
          Name: properties.Name,
          Description: properties.Description,
          Status: 'PUBLISHED',
          Content: { Actions: properties.Actions, Template: JSON.stringify(properties.Template) },
        }),
      )
      return { ref: View.Arn, attributes: { ViewArn: View.Arn, ViewId: View.Id } }
    },
    remove: (made, workshop) =>
      workshop.call('connect', 'DeleteView', { InstanceId: instanceIdOf(made.ref), ViewId: idOf(made.ref) }),
  },
}
