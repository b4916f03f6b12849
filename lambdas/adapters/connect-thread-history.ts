import { type AssociatedContactSummary, DescribeContactCommand } from '@aws-sdk/client-connect'

import type { Owner } from '../domain/thread.ts'
import type { AgentId, EpochMs } from '../domain/values.ts'
import type { ThreadHistory } from '../ports/contact-centre.ts'
import { associatedContacts } from './connect-associated-contacts.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** A flow waits eight seconds, and the account has ten DescribeContact a second: look at the last few, no more. */
const LOOKED_AT = 5
/** Of the pages of a thread's contacts, with two calls a second. */
const PAGES = 4

/** Contacts that no agent can have handled: what we sent ourselves. */
const WITHOUT_AGENT = new Set<string | undefined>(['FLOW'])

export function connectThreadHistory(client: ConnectSender, instanceId: string): ThreadHistory {
  async function agentOf(contactId: string | undefined): Promise<Owner | undefined> {
    const { Contact } = await client.send(
      new DescribeContactCommand({ InstanceId: instanceId, ContactId: contactId }),
    )
    const { Id: agent, ConnectedToAgentTimestamp: since } = Contact?.AgentInfo ?? {}
    if (!agent || !since) return undefined
    return { agent: agent as AgentId, since: since.getTime() as EpochMs }
  }

  return {
    async lastAgent(thread, before) {
      const contacts: AssociatedContactSummary[] = []
      let pages = 0
      for await (const page of associatedContacts(client, instanceId, thread)) {
        contacts.push(...page)
        if (++pages === PAGES) break
      }
      const begun = ({ InitiationTimestamp }: AssociatedContactSummary) => InitiationTimestamp?.getTime() ?? 0
      const asked = contacts.find(({ ContactId }) => ContactId === before)
      const candidates = contacts
        .filter(
          ({ ContactId, InitiationMethod }) => ContactId !== before && !WITHOUT_AGENT.has(InitiationMethod),
        )
        // What came after it may be what it was transferred to.
        .filter((each) => !asked || begun(each) <= begun(asked))
        // The order of the list is not documented.
        .sort((a, b) => begun(b) - begun(a))
        .slice(0, LOOKED_AT)
      for (const { ContactId } of candidates) {
        const agent = await agentOf(ContactId)
        if (agent !== undefined) return agent
      }
      return undefined
    },
  }
}
