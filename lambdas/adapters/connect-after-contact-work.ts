import {
  ConflictException,
  DismissUserContactCommand,
  InvalidParameterException,
  InvalidRequestException,
  ResourceNotFoundException,
  UpdateContactCommand,
} from '@aws-sdk/client-connect'

import { type AfterContactWork, LabelRefused } from '../ports/dispositions.ts'
import { DISPOSITION_ATTRIBUTE } from './disposition-attribute.ts'
import type { ConnectSender } from './lazy-connect.ts'

const REFUSALS = [
  ConflictException,
  InvalidParameterException,
  InvalidRequestException,
  ResourceNotFoundException,
]
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal)

/** Apart, for the function that ends no after-contact work. */
export function connectLabels(client: ConnectSender, instanceId: string): Pick<AfterContactWork, 'label'> {
  return {
    async label(id, disposition) {
      try {
        await client.send(
          new UpdateContactCommand({
            InstanceId: instanceId,
            ContactId: id,
            SegmentAttributes: { [DISPOSITION_ATTRIBUTE]: { ValueString: disposition } },
          }),
        )
      } catch (error) {
        if (!isRefusal(error)) throw error
        throw new LabelRefused(`${id}: ${error.name}`, { cause: error })
      }
    },
  }
}

export function connectAfterContactWork(client: ConnectSender, instanceId: string): AfterContactWork {
  return {
    ...connectLabels(client, instanceId),

    async clear(id, agent) {
      try {
        await client.send(
          new DismissUserContactCommand({ InstanceId: instanceId, UserId: agent, ContactId: id }),
        )
        return true
      } catch (error) {
        // Allowed in after-contact work alone, so the agent has cleared it, or is not done with the contact.
        if (isRefusal(error)) return false
        throw error
      }
    },
  }
}
