import { DescribeUserCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { AgentNames } from '../ports/takeovers.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectAgentNames(client: ConnectSender, instanceId: string): AgentNames {
  return {
    async nameOf(agent) {
      try {
        const { User } = await client.send(new DescribeUserCommand({ InstanceId: instanceId, UserId: agent }))
        const { FirstName, LastName } = User?.IdentityInfo ?? {}
        return [FirstName, LastName].filter(Boolean).join(' ') || User?.Username || agent
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined
        throw error
      }
    },
  }
}
