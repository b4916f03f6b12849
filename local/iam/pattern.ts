/** IAM's wildcards: `*` any run of characters, `?` one. The match is of the whole text. */
export function compilePattern(pattern: string, flags: 'exact' | 'ignore-case'): (text: string) => boolean {
  if (pattern === '*') return () => true
  if (!/[*?]/.test(pattern)) {
    const wanted = flags === 'ignore-case' ? pattern.toLowerCase() : pattern
    return flags === 'ignore-case' ? (text) => text.toLowerCase() === wanted : (text) => text === wanted
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.')
  const expression = new RegExp(`^${source}$`, flags === 'ignore-case' ? 'is' : 's')
  return (text) => expression.test(text)
}

/** ArnLike: each of the six parts between colons is matched by itself, so `*` does not reach over a colon. */
export function compileArnPattern(pattern: string): (arn: string) => boolean {
  const parts = arnParts(pattern).map((part) => compilePattern(part, 'exact'))
  return (arn) => {
    const given = arnParts(arn)
    return given.length === parts.length && parts.every((matches, i) => matches(given[i] as string))
  }
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}
