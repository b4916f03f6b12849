import { AwsError } from '../service.ts'

const MOST_ENTRIES = 10
const MOST_BYTES = 1_048_576

/**
 * Performs a batch entry by entry; those that are refused are answered as failed. `bytesOf` is given where the whole
 * batch has a limit. Throws the refusals that concern the batch as such.
 */
export function perEntry(
  { Entries }: { Entries: any[] },
  perform: (entry: any) => unknown,
  bytesOf?: (entry: any) => number,
): object {
  check(Entries, bytesOf)
  const Successful: object[] = []
  const Failed: object[] = []
  for (const entry of Entries) {
    try {
      Successful.push({ Id: entry.Id, ...(perform(entry) as object | undefined) })
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.name, Message: error.message })
    }
  }
  return { Successful, Failed }
}

function check(entries: any[], bytesOf: ((entry: any) => number) | undefined): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.')
  if (entries.length > MOST_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MOST_ENTRIES}. You have sent ${entries.length}.`,
    )
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.')
  const odd = entries.find(({ Id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(Id))
  if (odd) throw new AwsError('InvalidBatchEntryId', `The batch entry id ${odd.Id} is invalid.`)
  if (bytesOf && entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MOST_BYTES)
    throw new AwsError('BatchRequestTooLong', `Batch requests cannot be longer than ${MOST_BYTES} bytes.`)
}
