import { validation } from './constraint.ts'

const MOST = 100

/**
 * One page of a list and the token of the next. A token is good for the list it came from. Throws ValidationException for
 * any other token.
 */
export function pageOf<T>(
  items: readonly T[],
  { Limit = MOST, NextToken }: { Limit?: number; NextToken?: string },
  list: string,
): { page: T[]; NextToken?: string } {
  const from = NextToken === undefined ? 0 : placeIn(NextToken, list)
  const to = from + Limit
  const page = items.slice(from, to)
  if (to >= items.length) return { page }
  return { page, NextToken: Buffer.from(JSON.stringify([list, to])).toString('base64') }
}

function placeIn(token: string, list: string): number {
  try {
    const [of, place] = JSON.parse(Buffer.from(token, 'base64').toString('utf8')) as [string, number]
    if (of === list && Number.isInteger(place)) return place
  } catch {
    // Not a token of ours: refused below like one of another list.
  }
  throw validation('Parameter NextToken is not valid.')
}
