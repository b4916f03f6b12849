import { AwsError } from '../service.ts'

const MOST_ENTRIES = 10
const MOST_BYTES = 1_048_576

export interface Entry {
  Source?: string
  DetailType?: string
  Detail?: string
  Resources?: string[]
  Time?: Date | number
  EventBusName?: string
}

/**
 * The limits of a whole PutEvents request: 1 to 10 entries of together at most 1 MB (API reference, "PutEvents"; size as
 * the guide counts it). Throws ValidationException.
 */
export function checkEntries(entries: readonly Entry[] | undefined): asserts entries is readonly Entry[] {
  const bound = (which: 'less' | 'greater', limit: number) => {
    const value = `[${(entries ?? []).map(shownEntry).join(', ')}]`
    return `1 validation error detected: Value '${value}' at 'entries' failed to satisfy constraint: Member must have length ${which} than or equal to ${limit}`
  }
  if (!entries || entries.length < 1) throw new AwsError('ValidationException', bound('greater', 1))
  if (entries.length > MOST_ENTRIES) throw new AwsError('ValidationException', bound('less', MOST_ENTRIES))
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MOST_BYTES)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.')
}

/** An entry as AWS's request validation prints it (recorded). */
function shownEntry({ Time, Source, Resources, DetailType, Detail, EventBusName }: Entry): string {
  const time = Time === undefined ? null : new Date(Time instanceof Date ? Time : Time * 1000).toISOString()
  const resources = Resources === undefined ? null : `[${Resources.join(', ')}]`
  const fields = { time, source: Source, resources, detailType: DetailType, detail: Detail }
  const rest = {
    eventBusName: EventBusName,
    traceHeader: null,
    kmsKeyIdentifier: null,
    internalMetadata: null,
  }
  const told = Object.entries({ ...fields, ...rest }).map(([name, value]) => `${name}=${value ?? null}`)
  return `PutEventsRequestEntry(${told.join(', ')})`
}

const bytes = (text: string | undefined) => Buffer.byteLength(text ?? '')

function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: Entry): number {
  const resources = Resources.reduce((sum, resource) => sum + bytes(resource), 0)
  return (Time ? 14 : 0) + bytes(Source) + bytes(DetailType) + bytes(Detail) + resources
}

/** What is wrong with one entry, as PutEvents answers it; undefined for a good one. */
export function entryProblem(entry: Entry): { ErrorCode: string; ErrorMessage: string } | undefined {
  for (const field of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[field])
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
      }
  }
  if (entry.Source?.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' }
  if (!isObject(entry.Detail!)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  return undefined
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return value instanceof Object && !Array.isArray(value)
  } catch {
    return false
  }
}
