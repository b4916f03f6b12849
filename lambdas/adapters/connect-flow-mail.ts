import type { ContactId } from '../domain/values.ts'
import type { ContactDirectory, FlowMail } from '../ports/contact-centre.ts'
import { associatedContacts } from './connect-associated-contacts.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectFlowMail(
  client: ConnectSender,
  instanceId: string,
  directory: ContactDirectory,
): FlowMail {
  return {
    async answerTo(inbound, thread) {
      for await (const page of associatedContacts(client, instanceId, thread)) {
        for (const { ContactId: id, InitiationMethod, RelatedContactId } of page) {
          if (InitiationMethod !== 'FLOW' || RelatedContactId !== inbound || id === undefined) continue
          // One that was made and never started has nobody it went to.
          const described = await directory.describe(id as ContactId)
          if (described?.customer?.address) return id as ContactId
        }
      }
      return undefined
    },
  }
}
