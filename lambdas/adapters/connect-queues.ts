import { DescribeQueueCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { Queues } from '../ports/contact-centre.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectQueues(client: ConnectSender, instanceId: string): Queues {
  return {
    /** The ARN of an agent's queue says so (admin guide, "agent event stream"); whether it can be described is not documented. */
    async isAgentQueue(queue) {
      try {
        const { Queue } = await client.send(
          new DescribeQueueCommand({ InstanceId: instanceId, QueueId: queue }),
        )
        return Queue?.QueueArn?.includes('/queue/agent/') ?? false
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return true
        throw error
      }
    },
  }
}
