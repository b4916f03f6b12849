import { AwsError } from '../../service.ts'
import { constraint } from './refusals.ts'

/**
 * One page of `items`, and the token of the next. A token is good for the list it came from (`list`). `maxResults` 0 means
 * the default of 100; above 1000 it is refused. Throws InvalidToken, and ValidationException for what breaks the model.
 */
export function pageOf<T>(
  items: readonly T[],
  {
    maxResults,
    nextToken,
    list,
    longestToken = 3096,
  }: {
    maxResults: number | undefined
    nextToken: string | undefined
    list: string
    /** Characters; API reference. */
    longestToken?: number
  },
): { page: T[]; nextToken?: string } {
  if (maxResults !== undefined && (maxResults < 0 || maxResults > 1000)) {
    const rule = maxResults < 0 ? 'greater than or equal to 0' : 'less than or equal to 1000'
    throw constraint('maxResults', String(maxResults), `Member must have value ${rule}`)
  }
  if (nextToken !== undefined && nextToken.length > longestToken) {
    const rule = `Member must have length less than or equal to ${longestToken}`
    throw constraint('nextToken', nextToken, rule)
  }
  const from = nextToken === undefined ? 0 : placeIn(nextToken, list)
  const to = from + (maxResults || 100)
  const page = items.slice(from, to)
  if (to >= items.length) return { page }
  return { page, nextToken: Buffer.from(JSON.stringify([list, to])).toString('base64') }
}

function placeIn(token: string, list: string): number {
  try {
    const [of, place] = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as [string, number]
    if (of === list && Number.isInteger(place)) return place
  } catch {
    // Not a token of ours: refused below like one of another list.
  }
  throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
}
