import { type AssociatedContactSummary, ListAssociatedContactsCommand } from '@aws-sdk/client-connect'

import type { ThreadId } from '../domain/values.ts'
import type { ConnectSender } from './lazy-connect.ts'

/**
 * The contacts of a thread, a page of 100 at a time and as many pages as whoever reads wants: the account has two calls a
 * second. In no order that Amazon Connect documents.
 */
export async function* associatedContacts(
  client: ConnectSender,
  instanceId: string,
  thread: ThreadId,
): AsyncGenerator<readonly AssociatedContactSummary[]> {
  let NextToken: string | undefined
  do {
    const asked = { InstanceId: instanceId, ContactId: thread, MaxResults: 100, NextToken }
    const page = await client.send(new ListAssociatedContactsCommand(asked))
    yield page.ContactSummaryList ?? []
    NextToken = page.NextToken
  } while (NextToken)
}
