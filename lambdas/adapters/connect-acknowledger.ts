import {
  type ConnectClient,
  CreateContactCommand,
  IdempotencyException,
  InvalidParameterException,
  InvalidRequestException,
  type OutboundEmailContent,
  ResourceNotFoundException,
  StartOutboundEmailContactCommand,
  ThrottlingException,
} from '@aws-sdk/client-connect'

import type { Message } from '../domain/acknowledgement.ts'
import type { Inbox } from '../domain/inbox.ts'
import type { ContactId } from '../domain/values.ts'
import { AcknowledgementRefused, type Acknowledger, ConnectThrottled } from '../ports/acknowledger.ts'

const REFUSALS = [
  InvalidParameterException,
  InvalidRequestException,
  ResourceNotFoundException,
  IdempotencyException,
]

/** Connect's own "Send message" block does the same two calls. ClientToken makes each of them count once. */
export function connectAcknowledger(
  client: ConnectClient,
  instanceId: string,
  templates?: MessageTemplates,
): Acknowledger {
  return {
    async createContact(inbound) {
      const { ContactId } = await named(() =>
        client.send(
          new CreateContactCommand({
            InstanceId: instanceId,
            Channel: 'EMAIL',
            InitiationMethod: 'FLOW',
            RelatedContactId: inbound,
            ClientToken: `acknowledge-${inbound}`,
          }),
        ),
      )
      if (ContactId === undefined)
        throw new Error(`CreateContact for ${inbound} answered without a contact id`)
      return ContactId as ContactId
    },

    async send({ contact, inbound, inbox, customer, message }) {
      await named(() =>
        client.send(
          new StartOutboundEmailContactCommand({
            InstanceId: instanceId,
            ContactId: contact,
            FromEmailAddress: { EmailAddress: inbox.address, DisplayName: inbox.displayName },
            DestinationEmailAddress: {
              EmailAddress: customer.address,
              ...(customer.name && { DisplayName: customer.name }),
            },
            EmailMessage: templates ? templatedMessage(templates, inbox, message) : rawMessage(message),
            ClientToken: `send-acknowledgement-${inbound}`,
          }),
        ),
      )
    },
  }
}

/** Message templates, by the number that an inbox has. */
export interface MessageTemplates {
  readonly knowledgeBaseId: string
  readonly ids: readonly string[]
}

function rawMessage({ subject, body, contentType }: Message): OutboundEmailContent {
  return {
    MessageSourceType: 'RAW',
    RawMessage: { Subject: subject, Body: body, ContentType: contentType },
  }
}

/** A raw message cannot carry headers of its own; a template's headers say that a machine wrote it. */
function templatedMessage(
  { knowledgeBaseId, ids }: MessageTemplates,
  { address, template }: Inbox,
  { attributes }: Message,
): OutboundEmailContent {
  const id = ids[template ?? -1]
  if (id === undefined) throw new AcknowledgementRefused(`${address} has no message template`)
  return {
    MessageSourceType: 'TEMPLATE',
    TemplatedMessageConfig: {
      KnowledgeBaseId: knowledgeBaseId,
      MessageTemplateId: id,
      TemplateAttributes: { CustomAttributes: { ...attributes } },
    },
  }
}

/** Errors under the names that acknowledge-email.asl.json goes by. */
async function named<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ThrottlingException) throw new ConnectThrottled(error.name, { cause: error })
    if (error instanceof Error && REFUSALS.some((refusal) => error instanceof refusal))
      throw new AcknowledgementRefused(error.name, { cause: error })
    throw error
  }
}
