import { GetContactAttributesCommand, ResourceNotFoundException } from '@aws-sdk/client-connect'

import type { GuideLabels } from '../ports/dispositions.ts'
import { DISPOSITION_ATTRIBUTE } from './disposition-attribute.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectGuideLabels(client: ConnectSender, instanceId: string): GuideLabels {
  return {
    async labelOf(id) {
      try {
        const { Attributes } = await client.send(
          new GetContactAttributesCommand({ InstanceId: instanceId, InitialContactId: id }),
        )
        return Attributes?.[DISPOSITION_ATTRIBUTE]
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined
        throw error
      }
    },
  }
}
