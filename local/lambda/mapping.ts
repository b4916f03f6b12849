import { AwsError } from '../service.ts'
import type { LambdaFunction } from './function.ts'

/** An event source mapping, as CreateEventSourceMapping described it. */
export interface Mapping {
  uuid: string
  source: 'sqs' | 'kinesis'
  sourceArn: string
  functionArn: string
  enabled: boolean
  batchSize: number
  windowSeconds: number
  reportsItemFailures: boolean
  /** Queues only. */
  maximumConcurrency: number | undefined
  /** Streams only, as all below; -1 is without end. */
  maximumRetries: number
  maximumAgeSeconds: number
  bisects: boolean
  onFailure: string | undefined
  startingPosition: string | undefined
  startingAt: number | undefined
  changedAt: number
  lastResult: string
}

const invalid = (message: string) => new AwsError('InvalidParameterValueException', message, { Type: 'User' })

const COMMON = [
  'FunctionName',
  'EventSourceArn',
  'Enabled',
  'BatchSize',
  'MaximumBatchingWindowInSeconds',
  'FunctionResponseTypes',
  'Tags',
]
const KNOWN = {
  sqs: new Set([...COMMON, 'ScalingConfig']),
  kinesis: new Set([
    ...COMMON,
    'StartingPosition',
    'StartingPositionTimestamp',
    'BisectBatchOnFunctionError',
    'MaximumRetryAttempts',
    'MaximumRecordAgeInSeconds',
    'DestinationConfig',
  ]),
}

/**
 * The limits of CreateEventSourceMapping for queues and streams. Throws InvalidParameterValueException, also for sources
 * and settings that are not modelled.
 */
export function checkMapping(input: any, fn: LambdaFunction, uuid: string, changedAt: number): Mapping {
  const sourceArn = String(input.EventSourceArn)
  const source = sourceArn.split(':')[2]
  if (source !== 'sqs' && source !== 'kinesis')
    throw invalid(`The event source ${sourceArn} is not modelled: only SQS queues and Kinesis streams`)
  const unmodelled = Object.keys(input).filter((key) => input[key] !== undefined && !KNOWN[source].has(key))
  if (unmodelled.length > 0) throw invalid(`Mappings of ${source} do not model ${unmodelled.join(', ')}`)
  const mapping: Mapping = {
    uuid,
    source,
    sourceArn,
    functionArn: fn.arn,
    enabled: input.Enabled ?? true,
    batchSize: Number(input.BatchSize ?? (source === 'sqs' ? 10 : 100)),
    windowSeconds: Number(input.MaximumBatchingWindowInSeconds ?? 0),
    reportsItemFailures: (input.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
    maximumConcurrency: input.ScalingConfig?.MaximumConcurrency,
    maximumRetries: Number(input.MaximumRetryAttempts ?? -1),
    maximumAgeSeconds: Number(input.MaximumRecordAgeInSeconds ?? -1),
    bisects: input.BisectBatchOnFunctionError ?? false,
    onFailure: input.DestinationConfig?.OnFailure?.Destination,
    startingPosition: input.StartingPosition,
    startingAt: input.StartingPositionTimestamp?.getTime(),
    changedAt,
    lastResult: 'No records processed',
  }
  within('MaximumBatchingWindowInSeconds', mapping.windowSeconds, 0, 300)
  if (source === 'sqs') checkQueue(mapping)
  else checkStream(mapping)
  return mapping
}

function checkQueue({ sourceArn, batchSize, windowSeconds, maximumConcurrency }: Mapping): void {
  const fifo = sourceArn.endsWith('.fifo')
  within('BatchSize', batchSize, 1, fifo ? 10 : 10_000)
  if (batchSize > 10 && windowSeconds < 1)
    throw invalid(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    )
  if (fifo && windowSeconds > 0) throw invalid('Batching window is not supported for FIFO queues')
  if (maximumConcurrency !== undefined) within('MaximumConcurrency', maximumConcurrency, 2, 1000)
}

function checkStream(mapping: Mapping): void {
  const { batchSize, maximumRetries, maximumAgeSeconds, startingPosition, startingAt } = mapping
  within('BatchSize', batchSize, 1, 10_000)
  within('MaximumRetryAttempts', maximumRetries, -1, 10_000)
  if (maximumAgeSeconds !== -1) within('MaximumRecordAgeInSeconds', maximumAgeSeconds, 60, 604_800)
  if (!['LATEST', 'TRIM_HORIZON', 'AT_TIMESTAMP'].includes(startingPosition ?? ''))
    throw invalid('StartingPosition must be LATEST, TRIM_HORIZON or AT_TIMESTAMP for a stream')
  if ((startingPosition === 'AT_TIMESTAMP') !== (startingAt !== undefined))
    throw invalid('StartingPositionTimestamp goes with StartingPosition AT_TIMESTAMP')
}

function within(field: string, value: number, least: number, most: number): void {
  if (value < least || value > most) throw invalid(`${field} ${value} is outside ${least} to ${most}`)
}

/** The mapping as the API shows it. */
export function shownMapping(mapping: Mapping): object {
  const { maximumConcurrency, reportsItemFailures, onFailure, startingAt } = mapping
  return {
    UUID: mapping.uuid,
    EventSourceArn: mapping.sourceArn,
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    State: mapping.enabled ? 'Enabled' : 'Disabled',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: new Date(mapping.changedAt),
    LastProcessingResult: mapping.lastResult,
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    ...(mapping.source === 'kinesis' && {
      StartingPosition: mapping.startingPosition,
      StartingPositionTimestamp: startingAt === undefined ? undefined : new Date(startingAt),
      MaximumRetryAttempts: mapping.maximumRetries,
      MaximumRecordAgeInSeconds: mapping.maximumAgeSeconds,
      BisectBatchOnFunctionError: mapping.bisects,
      DestinationConfig: onFailure ? { OnFailure: { Destination: onFailure } } : {},
    }),
  }
}
