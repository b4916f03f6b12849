import {
  AssociateQueueQuickConnectsCommand,
  type ConnectClient,
  DisassociateQueueQuickConnectsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import type { QuickConnects } from '../ports/quick-connects.ts'

export function connectQuickConnects(client: ConnectClient, instanceId: string): QuickConnects {
  const input = (queue: string, quickConnects: readonly string[]) => ({
    InstanceId: instanceId,
    QueueId: queue,
    QuickConnectIds: [...quickConnects],
  })
  return {
    async attach(queue, quickConnects) {
      if (quickConnects.length > 0)
        await client.send(new AssociateQueueQuickConnectsCommand(input(queue, quickConnects)))
    },

    async detach(queue, quickConnects) {
      // One by one: of several, one that is gone would keep the others there.
      for (const quickConnect of quickConnects)
        try {
          await client.send(new DisassociateQueueQuickConnectsCommand(input(queue, [quickConnect])))
        } catch (error) {
          if (!(error instanceof ResourceNotFoundException)) throw error
        }
    },
  }
}
