import type { KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamRecord } from 'aws-lambda'

import { lambdaOf } from './lambda-of.ts'
import { logger } from './logger.ts'

/**
 * For a function fed by a stream: the whole batch is worked on at once, and what failed comes back. A record that cannot
 * be read fails by itself, so that Lambda halves its way to it, sets it aside among the dead letters, and goes on; the
 * others have been worked on by then, and are again. `keysOfFailed` says which of the read ones failed.
 */
export function streamLambdaOf<Message, Key>(
  parse: (text: string) => Message,
  keyOf: (message: Message) => Key,
  run: (messages: readonly Message[]) => Promise<ReadonlySet<Key>>,
) {
  return lambdaOf(
    (event) => (event as KinesisStreamEvent).Records,
    async (records: KinesisStreamRecord[]): Promise<KinesisStreamBatchResponse> => {
      const read = records.map((record) => ({
        id: record.kinesis.sequenceNumber,
        message: tryTo(parse, record),
      }))
      const messages = read.flatMap(({ message }) => (message === undefined ? [] : [message]))
      const failedKeys = await run(messages)
      const failed = read.filter(({ message }) => message === undefined || failedKeys.has(keyOf(message)))
      return { batchItemFailures: failed.map(({ id }) => ({ itemIdentifier: id })) }
    },
  )
}

function tryTo<Message>(
  parse: (text: string) => Message,
  { kinesis: { data, sequenceNumber } }: KinesisStreamRecord,
): Message | undefined {
  try {
    return parse(Buffer.from(data, 'base64').toString('utf8'))
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    logger.warn('record unreadable', { sequenceNumber, why })
    return undefined
  }
}
