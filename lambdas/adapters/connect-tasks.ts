import {
  IdempotencyException,
  InvalidParameterException,
  InvalidRequestException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  StartTaskContactCommand,
  ThrottlingException,
} from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import { type OwnerTasks, type Task, TasksFull } from '../ports/owner-tasks.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** `flowId`: of contact-flows/owner-task.json, which goes by the attributes. */
export function connectTasks(client: ConnectSender, instanceId: string, flowId: string): OwnerTasks {
  async function start(task: Task): Promise<ContactId | undefined> {
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
    return ContactId as ContactId | undefined
  }

  return {
    async create(task) {
      try {
        return await start(task).catch((error) => {
          // That a task may be linked to an email is not documented. Better without the link than not at all.
          if (task.about === undefined || !isRefused(error)) throw error
          return start({ ...task, about: undefined })
        })
      } catch (error) {
        if (error instanceof IdempotencyException) return undefined
        if (!isFull(error)) throw error
        throw new TasksFull(task.token, { cause: error })
      }
    },
  }
}

function isRefused(error: unknown): boolean {
  return [InvalidParameterException, InvalidRequestException, ResourceNotFoundException].some(
    (refusal) => error instanceof refusal,
  )
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
