import { arn } from '../../place.ts'
import type { Kinds } from './kind.ts'

/** Streams, for agent events. */
export const kinesisKinds: Kinds = {
  'AWS::Kinesis::Stream': {
    runs: true,
    async create(wanted, workshop) {
      const { ShardCount, StreamModeDetails } = wanted.properties
      const StreamName: string = wanted.properties.Name ?? workshop.name(wanted, 128)
      await workshop.call('kinesis', 'CreateStream', {
        StreamName,
        ...(ShardCount !== undefined && { ShardCount }),
        ...(StreamModeDetails && { StreamModeDetails }),
      })
      return { ref: StreamName, attributes: { Arn: arn('kinesis', `stream/${StreamName}`) } }
    },
    remove: (made, workshop) => workshop.call('kinesis', 'DeleteStream', { StreamName: made.ref }),
  },
}
