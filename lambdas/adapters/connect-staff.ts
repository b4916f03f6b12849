import {
  type ConnectClient,
  DescribeRoutingProfileCommand,
  DescribeUserCommand,
  paginateListRoutingProfileQueues,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import type { ProfileId, QueueId } from '../domain/values.ts'
import type { Staff } from '../ports/staff.ts'

export function connectStaff(client: ConnectClient, instanceId: string): Staff {
  return {
    async profileOf(agent) {
      const described = await ifAny(() =>
        client.send(new DescribeUserCommand({ InstanceId: instanceId, UserId: agent })),
      )
      return described?.User?.RoutingProfileId as ProfileId | undefined
    },

    async emailQueues(profile) {
      const asked = { InstanceId: instanceId, RoutingProfileId: profile }
      const described = await ifAny(() => client.send(new DescribeRoutingProfileCommand(asked)))
      const channels = described?.RoutingProfile?.MediaConcurrencies ?? []
      if (!channels.some(({ Channel }) => Channel === 'EMAIL')) return []
      const queues: QueueId[] = []
      for await (const page of paginateListRoutingProfileQueues({ client, pageSize: 100 }, asked))
        for (const { Channel, QueueId: queue } of page.RoutingProfileQueueConfigSummaryList ?? [])
          if (Channel === 'EMAIL') queues.push(queue as QueueId)
      return queues
    },
  }
}

async function ifAny<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
