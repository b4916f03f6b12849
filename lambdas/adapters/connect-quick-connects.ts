import {
  AssociateQueueQuickConnectsCommand,
  type ConnectClient,
  DisassociateQueueQuickConnectsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import type { QuickConnects } from '../ports/quick-connects.ts'

export function connectQuickConnects(client: ConnectClient, instanceId: string): QuickConnects {
  const both = (queue: string, quickConnect: string) => ({
    InstanceId: instanceId,
    QueueId: queue,
    QuickConnectIds: [quickConnect],
  })
  return {
    async attach(queue, quickConnect) {
      await client.send(new AssociateQueueQuickConnectsCommand(both(queue, quickConnect)))
    },

    async detach(queue, quickConnect) {
      try {
        await client.send(new DisassociateQueueQuickConnectsCommand(both(queue, quickConnect)))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
