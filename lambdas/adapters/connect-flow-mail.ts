import { type ConnectClient, ListAssociatedContactsCommand } from '@aws-sdk/client-connect'

import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory, FlowMail } from '../ports/contact-centre.ts'

export function connectFlowMail(
  client: ConnectClient,
  instanceId: string,
  directory: ContactDirectory,
): FlowMail {
  return {
    async answerTo(inbound, thread) {
      let NextToken: string | undefined
      do {
        const asked = { InstanceId: instanceId, ContactId: thread, MaxResults: 100, NextToken }
        const page = await client.send(new ListAssociatedContactsCommand(asked))
        for (const { ContactId: id, InitiationMethod, RelatedContactId } of page.ContactSummaryList ?? []) {
          if (InitiationMethod !== 'FLOW' || RelatedContactId !== inbound || id === undefined) continue
          // One that was made and never started has nobody it went to.
          const described = await directory.describe(id as ContactId)
          if (described?.customer?.address) return id as ContactId
        }
        NextToken = page.NextToken
      } while (NextToken)
      return undefined
    },
  }
}
