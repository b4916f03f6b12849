/**
 * How many letters are changed, gained or lost between one text and the other (Levenshtein), where that is `most` or fewer;
 * some number above it where it is not. For a small `most`: each more asks three times as much.
 */
export function editDistance(one: string, other: string, most: number): number {
  const [left, right] = withoutCommonEnds(one, other)
  if (left === '' || right === '') return left.length + right.length
  if (most <= 0 || Math.abs(left.length - right.length) > most) return most + 1
  const changed = editDistance(left.slice(1), right.slice(1), most - 1)
  const gained = editDistance(left, right.slice(1), most - 1)
  const lost = editDistance(left.slice(1), right, most - 1)
  return 1 + Math.min(changed, gained, lost)
}

function withoutCommonEnds(one: string, other: string): [string, string] {
  const shorter = Math.min(one.length, other.length)
  let begin = 0
  while (begin < shorter && one[begin] === other[begin]) begin++
  let end = 0
  while (end < shorter - begin && one.at(-1 - end) === other.at(-1 - end)) end++
  return [one.slice(begin, one.length - end), other.slice(begin, other.length - end)]
}
