import {
  type ConnectClient,
  InvalidParameterException,
  InvalidRequestException,
  ResourceConflictException,
  ResourceNotFoundException,
  TransferContactCommand,
  UpdateContactRoutingDataCommand,
} from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import { type Release, ReleaseRefused } from '../ports/contact-centre.ts'

/** How to clear criteria by API is not documented; a step that expires at once is documented to the letter. */
const SHORTEST_EXPIRY_SECONDS = 1

const REFUSALS = [
  ResourceConflictException,
  ResourceNotFoundException,
  InvalidParameterException,
  InvalidRequestException,
]

export function connectRelease(client: ConnectClient, instanceId: string, releaseFlowId: string): Release {
  return {
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

    async transferToQueue(id, queue) {
      const { ContactId } = await orRefused(id, () =>
        client.send(
          new TransferContactCommand({
            InstanceId: instanceId,
            ContactId: id,
            ContactFlowId: releaseFlowId,
            QueueId: queue,
            ClientToken: `release-${id}`,
          }),
        ),
      )
      return (ContactId ?? id) as ContactId
    },
  }
}

async function orRefused<T>(id: ContactId, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal))) throw error
    throw new ReleaseRefused(`${id}: ${error.name}`, { cause: error })
  }
}
