import {
  IdempotencyException,
  ServiceQuotaExceededException,
  StartTaskContactCommand,
  ThrottlingException,
} from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import { type OwnerTasks, type Task, TasksFull } from '../ports/owner-tasks.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** `flowId`: of contact-flows/owner-task.json, which goes by the two attributes. */
export function connectTasks(client: ConnectSender, instanceId: string, flowId: string): OwnerTasks {
  return {
    async create(task) {
      try {
        const { ContactId } = await client.send(
          new StartTaskContactCommand({
            InstanceId: instanceId,
            ContactFlowId: flowId,
            ClientToken: task.token,
            Name: task.title,
            Description: task.text,
            ...(task.about && { RelatedContactId: task.about }),
            Attributes: attributesOf(task),
            SegmentAttributes: {
              'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: task.lastsMinutes } } },
            },
          }),
        )
        if (!ContactId) throw new Error(`the task ${task.token} has no contact`)
        return ContactId as ContactId
      } catch (error) {
        if (error instanceof IdempotencyException) return undefined
        if (!isFull(error)) throw error
        throw new TasksFull(task.token, { cause: error })
      }
    },
  }
}

/** Connect's own gateway calls throttling by another name than its API reference does. */
function isFull(error: unknown): boolean {
  return (
    error instanceof ServiceQuotaExceededException ||
    error instanceof ThrottlingException ||
    (error instanceof Error && error.name === 'TooManyRequestsException')
  )
}

function attributesOf({ to }: Task): Record<string, string> {
  const queue = 'agent' in to ? to.orElse : to.queue
  return {
    homewardTaskFor: 'agent' in to ? 'agent' : 'queue',
    ...('agent' in to && { homewardTaskAgent: to.agent }),
    ...(queue && { homewardTaskQueue: queue }),
  }
}
