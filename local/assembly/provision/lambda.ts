import { arn } from '../../place.ts'
import type { Created } from '../intrinsics.ts'
import type { Kinds, Wanted, Workshop } from './kind.ts'

const MAPPING_DROPS = ['Tags', 'KmsKeyArn', 'MetricsConfig', 'LoggingConfig']

/** Functions from the assembly's own bundles, who may call them, and what feeds them. */
export const lambdaKinds: Kinds = {
  'AWS::Lambda::Function': {
    runs: true,
    create: (wanted, workshop) =>
      defineFunction(wanted, wanted.properties.FunctionName ?? workshop.name(wanted, 64), workshop),
    fixed: ['FunctionName'],
    update: (wanted, before, workshop) => defineFunction(wanted, before.ref, workshop),
    remove: (made, workshop) => workshop.functions.remove(made.ref),
  },
  'AWS::Lambda::Permission': {
    runs: true,
    async create(wanted, workshop) {
      const StatementId = workshop.name(wanted, 100)
      const { FunctionName, ...permission } = wanted.properties
      await workshop.call('lambda', 'AddPermission', { ...permission, FunctionName, StatementId })
      return { ref: StatementId, attributes: { Id: StatementId } }
    },
    remove: (made, workshop) =>
      workshop.call('lambda', 'RemovePermission', {
        FunctionName: made.properties.FunctionName,
        StatementId: made.ref,
      }),
  },
  'AWS::Lambda::EventSourceMapping': {
    runs: true,
    async create(wanted, workshop) {
      const kept = Object.entries(wanted.properties).filter(([key]) => !MAPPING_DROPS.includes(key))
      const { StartingPositionTimestamp, ...input } = Object.fromEntries(kept)
      const { UUID } = await workshop.call('lambda', 'CreateEventSourceMapping', {
        ...input,
        ...(StartingPositionTimestamp && {
          StartingPositionTimestamp: new Date(Number(StartingPositionTimestamp) * 1000),
        }),
      })
      return {
        ref: UUID,
        attributes: { Id: UUID, EventSourceMappingArn: arn('lambda', `event-source-mapping:${UUID}`) },
      }
    },
    remove: (made, workshop) => workshop.call('lambda', 'DeleteEventSourceMapping', { UUID: made.ref }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    runs: true,
    async create(wanted, workshop) {
      await workshop.call('lambda', 'PutFunctionEventInvokeConfig', wanted.properties)
      return { ref: workshop.name(wanted, 100), attributes: {} }
    },
    remove: (made, workshop) =>
      workshop.call('lambda', 'DeleteFunctionEventInvokeConfig', {
        FunctionName: made.properties.FunctionName,
        Qualifier: made.properties.Qualifier,
      }),
  },
}

async function defineFunction(wanted: Wanted, name: string, workshop: Workshop): Promise<Created> {
  const { properties } = wanted
  if (properties.PackageType === 'Image') throw new Error('PackageType Image is not supported here')
  if (properties.Layers?.length > 0) throw new Error('Layers are not supported here')
  if (typeof properties.Code?.S3Key !== 'string')
    throw new Error('Code must be an asset of the assembly (S3Key)')
  const functionArn = arn('lambda', `function:${name}`)
  await workshop.functions.define({
    name,
    arn: functionArn,
    folder: workshop.asset(wanted.stack, properties.Code.S3Key),
    handler: properties.Handler,
    runtime: properties.Runtime,
    roleArn: properties.Role,
    environment: texts(properties.Environment?.Variables),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMb: Number(properties.MemorySize ?? 128),
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
  })
  return { ref: name, attributes: { Arn: functionArn } }
}

function texts(variables: Record<string, unknown> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)]))
}
