import { type ConnectClient, UpdateContactRoutingDataCommand } from '@aws-sdk/client-connect'

import type { Release } from '../ports/contact-centre.ts'
import { connectMove, orRefused } from './connect-move.ts'

/** How to clear criteria by API is not documented; a step that expires at once is documented to the letter. */
const SHORTEST_EXPIRY_SECONDS = 1

export function connectRelease(client: ConnectClient, instanceId: string, releaseFlowId: string): Release {
  return {
    ...connectMove(client, instanceId, releaseFlowId),

    async openToQueue(id, owner) {
      await orRefused(id, () =>
        client.send(
          new UpdateContactRoutingDataCommand({
            InstanceId: instanceId,
            ContactId: id,
            RoutingCriteria: {
              Steps: [
                {
                  Expiry: { DurationInSeconds: SHORTEST_EXPIRY_SECONDS },
                  Expression: {
                    AttributeCondition: {
                      ComparisonOperator: 'Match',
                      MatchCriteria: { AgentsCriteria: { AgentIds: [owner] } },
                    },
                  },
                },
              ],
            },
          }),
        ),
      )
    },
  }
}
