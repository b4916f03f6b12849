import { arn } from '../../place.ts'
import type { Kinds } from './kind.ts'

/** Hours that a stream keeps records unless told otherwise. */
const BORN_WITH_HOURS = 24

/** Streams, for agent events. */
export const kinesisKinds: Kinds = {
  'AWS::Kinesis::Stream': {
    runs: true,
    async create(wanted, workshop) {
      const { ShardCount, StreamModeDetails, RetentionPeriodHours } = wanted.properties
      const StreamName: string = wanted.properties.Name ?? workshop.name(wanted, 128)
      await workshop.call('kinesis', 'CreateStream', {
        StreamName,
        ...(ShardCount !== undefined && { ShardCount }),
        ...(StreamModeDetails && { StreamModeDetails }),
      })
      // Encryption at rest changes nothing here.
      if (RetentionPeriodHours !== undefined && Number(RetentionPeriodHours) > BORN_WITH_HOURS)
        await workshop.call('kinesis', 'IncreaseStreamRetentionPeriod', {
          StreamName,
          RetentionPeriodHours: Number(RetentionPeriodHours),
        })
      return { ref: StreamName, attributes: { Arn: arn('kinesis', `stream/${StreamName}`) } }
    },
    remove: (made, workshop) => workshop.call('kinesis', 'DeleteStream', { StreamName: made.ref }),
  },
}
