import { DescribeContactCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { AgentId } from '../domain/values.ts'
import type { ChatEnds } from '../ports/chats.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectChatEnds(client: ConnectSender, instanceId: string): ChatEnds {
  return {
    async endOf(id) {
      try {
        const { Contact } = await client.send(
          new DescribeContactCommand({ InstanceId: instanceId, ContactId: id }),
        )
        const agent = Contact?.AgentInfo?.Id as AgentId | undefined
        return Contact && { reason: Contact.DisconnectReason, agent }
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined
        throw error
      }
    },
  }
}
