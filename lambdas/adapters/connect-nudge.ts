import {
  CreateNotificationCommand,
  DuplicateResourceException,
  ListAgentStatusesCommand,
  PutUserStatusCommand,
} from '@aws-sdk/client-connect'

import { HOUR, later } from '../domain/values.ts'
import type { Nudge } from '../ports/stuck-agents.ts'
import type { ConnectSender } from './lazy-connect.ts'
import { localized } from './localized-notice.ts'

/** By then they have seen it, or are gone. An instance has 500 active notifications at most. */
const SHOWN_MS = 2 * HOUR

export function connectNudge(client: ConnectSender, instanceId: string): Nudge {
  return {
    async notify(agent, contact, notice, now) {
      try {
        await client.send(
          new CreateNotificationCommand({
            InstanceId: instanceId,
            Recipients: [agent],
            Content: localized(notice),
            Priority: 'HIGH',
            ExpiresAt: new Date(later(now, SHOWN_MS)),
            ClientToken: `stuck-${agent.split('/').at(-1)}-${contact}`,
          }),
        )
      } catch (error) {
        if (!(error instanceof DuplicateResourceException)) throw error
      }
    },

    async setBack(agent) {
      const { AgentStatusSummaryList = [] } = await client.send(
        new ListAgentStatusesCommand({ InstanceId: instanceId, AgentStatusTypes: ['ROUTABLE'] }),
      )
      const routable =
        AgentStatusSummaryList.find(({ Name }) => Name === 'Available') ?? AgentStatusSummaryList[0]
      if (!routable?.Id) throw new Error('the instance has no routable status')
      await client.send(
        new PutUserStatusCommand({ InstanceId: instanceId, UserId: agent, AgentStatusId: routable.Id }),
      )
    },
  }
}
