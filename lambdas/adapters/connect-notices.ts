import {
  CreateNotificationCommand,
  DuplicateResourceException,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import { missingDispositionNotice } from '../domain/disposition.ts'
import type { AgentNotices } from '../ports/dispositions.ts'
import type { ConnectSender } from './lazy-connect.ts'
import { localized } from './localized-notice.ts'

/** `instanceArn`: Connect takes recipients by ARN. */
export function connectNotices(client: ConnectSender, instanceId: string, instanceArn: string): AgentNotices {
  return {
    async dispositionMissing(agent, contact) {
      try {
        await client.send(
          new CreateNotificationCommand({
            InstanceId: instanceId,
            Recipients: [`${instanceArn}/agent/${agent}`],
            Content: localized(missingDispositionNotice(contact)),
            Priority: 'LOW',
            ClientToken: `disposition-missing-${contact}`,
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
