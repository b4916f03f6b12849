import {
  CreateNotificationCommand,
  DuplicateResourceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import { COLD_TRANSFER_NOTICE } from '../domain/held-call-notice.ts'
import { MINUTE } from '../domain/values.ts'
import type { CallNotices } from '../ports/held-calls.ts'
import type { ConnectSender } from './lazy-connect.ts'
import { localized } from './localized-notice.ts'

/** Of no use after the call. An instance has 500 active notifications at most, so each goes soon. */
const SHOWN_MS = 15 * MINUTE

/** `instanceArn`: Connect takes recipients by ARN. */
export function connectCallNotices(
  client: ConnectSender,
  instanceId: string,
  instanceArn: string,
): CallNotices {
  return {
    async mayGoCold(agent, consulted, now) {
      try {
        await client.send(
          new CreateNotificationCommand({
            InstanceId: instanceId,
            Recipients: [`${instanceArn}/agent/${agent}`],
            Content: localized(COLD_TRANSFER_NOTICE),
            Priority: 'HIGH',
            ExpiresAt: new Date(now + SHOWN_MS),
            ClientToken: `held-call-${consulted}`,
          }),
        )
      } catch (error) {
        // Told before, or gone: an agent who was deleted has nobody to tell.
        if (error instanceof DuplicateResourceException || error instanceof ResourceNotFoundException) return
        throw error
      }
    },
  }
}
