/** Where a sentence begins, or what is set apart. */
const BEGINS = '(?:^|[.!?|*>_=-] ?)'

/**
 * One pattern of many, to be tested for. What begins alike is looked for once at each place of a text, and not once for
 * each of them: that is most of the time which a long letter takes.
 */
export function anyOf(patterns: readonly string[]): RegExp {
  const alike = [BEGINS, '\\b']
  const groups = alike.map((begin) => patterns.filter((pattern) => pattern.startsWith(begin)))
  const others = patterns.filter((pattern) => !alike.some((begin) => pattern.startsWith(begin)))
  const grouped = groups.flatMap((group, n) => {
    const rests = group.map((pattern) => pattern.slice(alike[n]!.length))
    return rests.length > 0 ? [`${alike[n]}(?:${rests.join('|')})`] : []
  })
  return new RegExp([...grouped, ...others].join('|'))
}
