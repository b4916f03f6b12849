import { GetContactAttributesCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import type { GuideLabels } from '../ports/dispositions.ts'
import { connectContacts } from './connect-contacts.ts'
import { DISPOSITION_ATTRIBUTE, GUIDE_ATTRIBUTE } from './disposition-attribute.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectGuideLabels(client: ConnectSender, instanceId: string): GuideLabels {
  const contacts = connectContacts(client, instanceId)
  return {
    async labelOf(id) {
      const attributes = await attributesOf(client, instanceId, id)
      const value = attributes?.[DISPOSITION_ATTRIBUTE]
      const guide = attributes?.[GUIDE_ATTRIBUTE] as ContactId | undefined
      if (!value) return undefined
      return { value, of: guide && (await contacts.describe(guide))?.related }
    },
  }
}

async function attributesOf(client: ConnectSender, instanceId: string, id: ContactId) {
  try {
    const { Attributes } = await client.send(
      new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: id }),
    )
    return Attributes
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}
