import { AwsError, OPERATOR, type Operation } from '../../service.ts'
import { beginFeed, serviceRoleOf } from '../agent-feed.ts'
import { type Centre, instanceOf } from '../centre.ts'
import type { Instance, Storage } from '../model.ts'
import { need, page, refusal } from './checks.ts'

/** Where each storage type has its settings (API_InstanceStorageConfig). */
const SETTINGS: Readonly<Record<string, string>> = {
  S3: 'S3Config',
  KINESIS_STREAM: 'KinesisStreamConfig',
  KINESIS_FIREHOSE: 'KinesisFirehoseConfig',
  KINESIS_VIDEO_STREAM: 'KinesisVideoStreamConfig',
}

/**
 * Operations on where an instance keeps what it makes. Only AGENT_EVENTS does anything here; of the others it is written
 * down that they are there, and nothing is stored.
 */
export function storageOperations(centre: Centre): Record<string, Operation> {
  return {
    AssociateInstanceStorageConfig: (input) => associate(centre, input),
    DescribeInstanceStorageConfig: (input) => ({ StorageConfig: shown(storageOf(centre, input)) }),
    ListInstanceStorageConfigs: (input) => {
      need(input, ['ResourceType'])
      const all = ofType(instanceOf(centre, input), input.ResourceType)
      const { items, ...rest } = page(all, input, 10)
      return { StorageConfigs: items.map(shown), ...rest }
    },
    DisassociateInstanceStorageConfig: (input) => {
      instanceOf(centre, input).storage.delete(storageOf(centre, input).id)
      return {}
    },
  }
}

/** One for each type of resource and instance (API_AssociateInstanceStorageConfig: ResourceConflictException). */
async function associate(centre: Centre, input: any): Promise<object> {
  need(input, ['ResourceType', 'StorageConfig'])
  const instance = instanceOf(centre, input)
  const { ResourceType: resourceType, StorageConfig: config } = input
  assertFits(resourceType, config)
  const stream: string | undefined = config.KinesisStreamConfig?.StreamArn
  if (stream !== undefined) await assertStream(centre, stream)
  if (ofType(instance, resourceType).length > 0)
    throw new AwsError('ResourceConflictException', `the instance has a storage for ${resourceType} already`)
  const storage: Storage = { id: centre.random.hex(64), resourceType, config }
  instance.storage.set(storage.id, storage)
  if (resourceType === 'AGENT_EVENTS' && stream !== undefined) {
    const statement = { Effect: 'Allow' as const, Action: ['kinesis:PutRecords'], Resource: [stream] }
    centre.grantServiceRole?.(serviceRoleOf(instance.id), [statement])
    beginFeed(centre, instance)
  }
  return { AssociationId: storage.id }
}

function assertFits(resourceType: string, config: any): void {
  const { StorageType: type, AssociationId, ...settings } = config
  const wanted = SETTINGS[type]
  const given = Object.keys(settings).filter((key) => settings[key] !== undefined)
  if (wanted === undefined || given.length !== 1 || given[0] !== wanted)
    throw refusal('InvalidParameterException', `StorageType ${type} goes with ${wanted} and nothing else`)
  // AWS: "Agent event streams": a Kinesis data stream only.
  if (resourceType === 'AGENT_EVENTS' && type !== 'KINESIS_STREAM')
    throw refusal('InvalidRequestException', `AGENT_EVENTS go to a KINESIS_STREAM, not to ${type}`)
}

/** The stream is looked at, not made. */
async function assertStream(centre: Centre, StreamARN: string): Promise<void> {
  try {
    await centre.aws.call('kinesis', 'DescribeStreamSummary', { StreamARN }, OPERATOR)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw refusal('InvalidRequestException', `stream ${StreamARN}: ${error.message}`)
  }
}

function storageOf(centre: Centre, input: any): Storage {
  need(input, ['AssociationId', 'ResourceType'])
  const storage = instanceOf(centre, input).storage.get(input.AssociationId)
  if (storage?.resourceType === input.ResourceType) return storage as Storage
  throw refusal('ResourceNotFoundException', `no storage ${input.AssociationId} for ${input.ResourceType}`)
}

const ofType = ({ storage }: Instance, type: string) =>
  [...storage.values()].filter(({ resourceType }) => resourceType === type)

const shown = ({ id, config }: Storage) => ({ ...config, AssociationId: id })
