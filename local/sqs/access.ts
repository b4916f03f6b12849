import { arn } from '../place.ts'
import type { Access } from '../service.ts'
import { sourceOfTask } from './move-tasks.ts'

/** Batches need the permission of the single operation (SQS developer guide, "Amazon SQS API permissions"). */
export function sqsAccess(operation: string, input: any): Access[] {
  const action = `sqs:${operation.replace(/Batch$/, '')}`
  if (operation === 'ListQueues') return [{ action, resources: ['*'] }]
  if (operation.endsWith('MessageMoveTasks')) return moving(action, [], input.SourceArn)
  if (operation === 'CancelMessageMoveTask')
    return moving(action, ['ReceiveMessage', 'DeleteMessage'], sourceOfTask(input.TaskHandle))
  if (operation === 'StartMessageMoveTask')
    return [
      ...moving(action, ['ReceiveMessage', 'DeleteMessage'], input.SourceArn),
      // Where each goes that came from elsewhere is known only when it is moved.
      { action: 'sqs:SendMessage', resources: [input.DestinationArn ?? '*'] },
    ]
  return [{ action, resources: [arn('sqs', input.QueueName ?? queueName(input.QueueUrl))] }]
}

/** What else it takes on the queue of dead letters: developer guide, "Configuring permissions for dead-letter queue redrive". */
function moving(action: string, others: readonly string[], source: string = '*'): Access[] {
  return [action, 'sqs:GetQueueAttributes', ...others.map((other) => `sqs:${other}`)].map((each) => ({
    action: each,
    resources: [source],
  }))
}

/** The last part of a queue's URL; the rest only says where the service is. */
export const queueName = (queueUrl: string) => queueUrl.slice(queueUrl.lastIndexOf('/') + 1)
