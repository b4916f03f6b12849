import { arn } from '../place.ts'
import type { Access } from '../service.ts'

/** Batches need the permission of the single operation (SQS developer guide, "Amazon SQS API permissions"). */
export function sqsAccess(operation: string, input: any): Access[] {
  const action = `sqs:${operation.replace(/Batch$/, '')}`
  if (operation === 'ListQueues') return [{ action, resources: ['*'] }]
  return [{ action, resources: [arn('sqs', input.QueueName ?? queueName(input.QueueUrl))] }]
}

/** The last part of a queue's URL; the rest only says where the service is. */
export const queueName = (queueUrl: string) => queueUrl.slice(queueUrl.lastIndexOf('/') + 1)
