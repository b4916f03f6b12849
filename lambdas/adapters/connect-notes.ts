import {
  InvalidParameterException,
  InvalidRequestException,
  ResourceNotFoundException,
  UpdateContactAttributesCommand,
} from '@aws-sdk/client-connect'

import { type ContactNotes, NoteRefused } from '../ports/takeovers.ts'
import type { ConnectSender } from './lazy-connect.ts'

const REFUSALS = [InvalidParameterException, InvalidRequestException, ResourceNotFoundException]

/** Notes are attributes of the contact, also of one that is over (API_UpdateContactAttributes). */
export function connectNotes(client: ConnectSender, instanceId: string): ContactNotes {
  return {
    async leave(contact, note) {
      try {
        await client.send(
          new UpdateContactAttributesCommand({
            InstanceId: instanceId,
            InitialContactId: contact,
            Attributes: { ...note },
          }),
        )
      } catch (error) {
        if (!REFUSALS.some((refusal) => error instanceof refusal)) throw error
        throw new NoteRefused(`${contact}: ${(error as Error).name}`, { cause: error })
      }
    },
  }
}
