import { refuse } from './pattern-problem.ts'
import { wildcardParts } from './text-tests.ts'

/** Not published. Recorded: 10 are taken and 11 refused, inside anything-but 11 and 12; one list of 10 was refused too. */
const MOST = { wildcard: 10, 'anything-but': 11 }

/**
 * Refuses the wildcards that one field is compared to where EventBridge calls them too complex: where some text matches
 * the beginnings of too many of them at once. Each beginning counts by itself, `a*` beside `a`.
 */
export function refuseComplex(wildcards: readonly string[], operator: keyof typeof MOST): void {
  // Each pattern once in anything-but; elsewhere as often as it is written (recorded).
  const counted = operator === 'wildcard' ? wildcards : [...new Set(wildcards)]
  if (mostBeginnings(counted, MOST[operator]) > MOST[operator])
    refuse(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
      undefined,
    )
}

/** Looks at every set of beginnings that a text can match; ends with the first set that is larger than `enough`. */
function mostBeginnings(wildcards: readonly string[], enough: number): number {
  const pieces: Piece[] = wildcards.flatMap((wildcard) => [...piecesOf(wildcard), undefined])
  const starts = [0, ...pieces.flatMap((piece, at) => (piece === undefined ? [at + 1] : []))].slice(0, -1)
  const alphabet = new Set<Piece>([...pieces.filter((piece) => typeof piece === 'string'), OTHER])
  const seen = new Set<string>()
  const open = [passingStars(pieces, starts)]
  let most = 0
  for (let ends = open.pop(); ends && most <= enough; ends = open.pop()) {
    const key = [...ends].sort((a, b) => a - b).join()
    if (seen.has(key)) continue
    seen.add(key)
    most = Math.max(most, ends.size)
    for (const char of alphabet) open.push(passingStars(pieces, readOn(pieces, ends, char)))
  }
  return most
}

/** A character; null for a star, undefined at the end of a pattern. */
type Piece = string | null | undefined
/** A character of none of the patterns. */
const OTHER = ''

const piecesOf = (wildcard: string): Piece[] =>
  wildcardParts(wildcard).flatMap<Piece>((part, at) => [...(at > 0 ? [null] : []), ...part])

/** Where beginnings end that match one character more. A star goes on matching. */
const readOn = (pieces: readonly Piece[], ends: ReadonlySet<number>, char: Piece) =>
  [...ends].flatMap((end) => [
    ...(pieces[end - 1] === null ? [end] : []),
    ...(pieces[end] === char ? [end + 1] : []),
  ])

function passingStars(pieces: readonly Piece[], ends: readonly number[]): Set<number> {
  const all = new Set(ends)
  for (const end of all) if (pieces[end] === null) all.add(end + 1)
  return all
}
