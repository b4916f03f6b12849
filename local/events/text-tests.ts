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
export function wildcardParts(pattern: string): string[] {
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
