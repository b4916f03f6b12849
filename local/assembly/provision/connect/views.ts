import { createHash } from 'node:crypto'

import type { Kinds } from '../kind.ts'
import { given, idOf, instanceIdOf } from './ids.ts'

/** The pages of step-by-step guides. */
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
          ...contentOf(properties),
        }),
      )
      return made(View, properties)
    },
    fixed: ['InstanceArn', 'Name', 'Description'],
    async update({ properties }, before, workshop) {
      const { View } = await workshop.call('connect', 'UpdateViewContent', {
        InstanceId: instanceIdOf(properties.InstanceArn),
        ViewId: idOf(before.ref),
        ...contentOf(properties),
      })
      return made(View, properties)
    },
    remove: (before, workshop) =>
      workshop.call('connect', 'DeleteView', {
        InstanceId: instanceIdOf(before.ref),
        ViewId: idOf(before.ref),
      }),
  },
}

/** CloudFormation publishes what it makes; its template is an object where the API wants JSON. */
function contentOf({ Template, Actions }: Record<string, any>) {
  return { Status: 'PUBLISHED', Content: { Template: JSON.stringify(Template), Actions } }
}

function made({ Id, Arn }: { Id: string; Arn: string }, { Template }: Record<string, any>) {
  const ViewContentSha256 = createHash('sha256').update(JSON.stringify(Template)).digest('hex')
  return { ref: Arn, attributes: { ViewArn: Arn, ViewId: Id, ViewContentSha256 } }
}
