/** Tests on the text of a string. */
export type TextTest = (text: string) => boolean

/** Each character may be the pattern's in lower or in upper case. */
export function ignoringCase(pattern: string): TextTest {
  return (text) => foldedLength(text, pattern) === text.length
}

export function prefixIgnoringCase(pattern: string): TextTest {
  return (text) => foldedLength(text, pattern) !== undefined
}

export function suffixIgnoringCase(pattern: string): TextTest {
  const backwards = reversed(pattern)
  return (text) => foldedLength(reversed(text), backwards, reversed) !== undefined
}

/** How much of `text` the pattern covers; undefined if it does not begin so. `turned`: a spelling as it stands in `text`. */
function foldedLength(
  text: string,
  pattern: string,
  turned = (spelling: string) => spelling,
): number | undefined {
  let at = 0
  for (const char of pattern.split('')) {
    const form = spellings(char)
      .map(turned)
      .find((each) => text.startsWith(each, at))
    if (form === undefined) return undefined
    at += form.length
  }
  return at
}

/** Half a surrogate pair is read as a question mark, so an emoji is not even equal to itself (recorded). */
const spellings = (char: string) =>
  /[\ud800-\udfff]/.test(char) ? ['?'] : [char.toLowerCase(), char.toUpperCase()]

const reversed = (text: string) => text.split('').reverse().join('')

/** EventBridge's own limit is not published: it takes 7 and refuses 11. */
const MOST_COMPLEX = 10

/** `*` stands for any characters, `\*` and `\\` for themselves. Throws RangeError for consecutive `*` and any other escape. */
export function wildcard(pattern: string): TextTest {
  const parts = wildcardParts(pattern)
  const [head = '', ...rest] = parts
  const tail = rest.pop()
  if (tail === undefined) return (text) => text === head
  return (text) => {
    if (!text.startsWith(head)) return false
    let at = head.length
    for (const part of rest) {
      const found = text.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return text.length - tail.length >= at && text.endsWith(tail)
  }
}

/** The literal stretches between the wildcards. Positions in messages count the opening quote, as the service's do. */
function wildcardParts(pattern: string): string[] {
  const parts = ['']
  for (let at = 0; at < pattern.length; at++) {
    const [char, next] = [pattern[at]!, pattern[at + 1]]
    if (char === '*') {
      if (next === '*') throw new RangeError(`Consecutive wildcard characters at pos ${at + 1}`)
      parts.push('')
    } else if (char === '\\') {
      if (next !== '*' && next !== '\\') throw new RangeError(`Invalid escape character at pos ${at + 1}`)
      parts[parts.length - 1] += next
      at++
    } else parts[parts.length - 1] += char
  }
  return parts
}

/**
 * Whether EventBridge would call the wildcard pattern too complex. Counts how many prefixes of the pattern some text can
 * keep alive: each wildcard stays alive once passed, and the stretch after it adds as many as it can overlap itself.
 */
export function isTooComplex(pattern: string): boolean {
  const alive = wildcardParts(pattern)
    .slice(1)
    .reduce((sum, part) => sum + 1 + borders(part), 0)
  return alive > MOST_COMPLEX
}

/** How many prefixes of `part` its own text keeps alive at most: 0 for an empty stretch, 1 for one that never overlaps itself. */
function borders(part: string): number {
  const longest = [0, 0]
  const alive = [0, 1]
  for (let end = 1; end < part.length; end++) {
    let length = longest[end]!
    while (length > 0 && part[length] !== part[end]) length = longest[length]!
    if (part[length] === part[end]) length++
    longest.push(length)
    alive.push(alive[length]! + 1)
  }
  return part === '' ? 0 : Math.max(...alive)
}
