import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import { lambdaOf } from './lambda-of.ts'
import { journal, logger } from './logger.ts'

/**
 * For a function fed by a queue: each message is worked on by itself, and only those that failed come back.
 * A message that cannot be read is counted and dropped, since reading it again would not help.
 */
export function queueLambdaOf<Message>(
  parse: (body: string) => Message | undefined,
  run: (message: Message) => Promise<void>,
) {
  return lambdaOf(
    (event) => (event as SQSEvent).Records,
    async (records: SQSRecord[], _context: Context): Promise<SQSBatchResponse> => {
      const failed: string[] = []
      await Promise.all(
        records.map(async ({ messageId, body }) => {
          try {
            const message = parse(body)
            if (message === undefined) journal.count('UnreadableMessages')
            else await run(message)
          } catch (error) {
            logger.warn('message failed', {
              messageId,
              error: error instanceof Error ? error.name : 'unknown',
            })
            failed.push(messageId)
          }
        }),
      )
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
    },
  )
}
