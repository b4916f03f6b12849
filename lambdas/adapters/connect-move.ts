import {
  type ConnectClient,
  InvalidParameterException,
  InvalidRequestException,
  ResourceConflictException,
  ResourceNotFoundException,
  TransferContactCommand,
} from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import { type Release, ReleaseRefused } from '../ports/contact-centre.ts'

const REFUSALS = [
  ResourceConflictException,
  ResourceNotFoundException,
  InvalidParameterException,
  InvalidRequestException,
]

/** Apart from the other way to open a contact, which not everybody may use. */
export function connectMove(
  client: ConnectClient,
  instanceId: string,
  releaseFlowId: string,
): Pick<Release, 'transferToQueue'> {
  return {
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

/** Throws ReleaseRefused where asking again would change nothing. */
export async function orRefused<T>(id: ContactId, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal))) throw error
    throw new ReleaseRefused(`${id}: ${error.name}`, { cause: error })
  }
}
