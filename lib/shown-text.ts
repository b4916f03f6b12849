/** A text as a reader sees it; `at[i]` is where its i-th UTF-16 unit stands in what was written. */
export type ShownText = Readonly<{ text: string; at: readonly number[] }>

/**
 * The HTML standard's names ("Named character references") of all that is an emoji or that a selector makes one, and of the
 * backslash, with which CSS writes characters. Names are told by case, and end in a semicolon but for COPY, REG, copy, reg.
 */
const NAMES: Readonly<Record<string, string>> = {
  '\u2660': 'spades spadesuit',
  '\u2663': 'clubs clubsuit',
  '\u2665': 'hearts heartsuit',
  '\u2666': 'diams diamondsuit',
  '\u260e': 'phone',
  '\u2640': 'female',
  '\u2642': 'male',
  '\u2935': 'cudarrr',
  '\u2194': 'harr leftrightarrow LeftRightArrow',
  '\u2195': 'varr updownarrow UpDownArrow',
  '\u2196': 'nwarr nwarrow UpperLeftArrow',
  '\u2197': 'nearr nearrow UpperRightArrow',
  '\u2198': 'searr searrow LowerRightArrow',
  '\u2199': 'swarr swarrow LowerLeftArrow',
  '\u21a9': 'larrhk hookleftarrow',
  '\u21aa': 'rarrhk hookrightarrow',
  '\u25aa': 'squf squarf blacksquare FilledVerySmallSquare',
  '\u25ab': 'EmptyVerySmallSquare',
  '\u25fb': 'EmptySmallSquare',
  '\u25fc': 'FilledSmallSquare',
  '©': 'copy COPY',
  '®': 'reg REG circledR',
  '™': 'trade TRADE',
  '#': 'num',
  '*': 'ast midast',
  '\\': 'bsol',
}
const NAMED = new Map(
  Object.entries(NAMES).flatMap(([sign, names]) => names.split(' ').map((name) => [name, sign] as const)),
)

const REFERENCE = /&(?:#x([0-9a-f]+);?|#(\d+);?|([a-z]+);|(copy|reg)(?![a-z]))/gi

/** CSS Syntax, "Consume an escaped code point": one white space behind it belongs to it. */
const CSS_ESCAPE = /\\([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?/gi
const STYLES = /<style\b[^>]*>[\s\S]*?(?:<\/style|$)|\bstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi

/** What HTML and, in styles, CSS make of a text. Other names of characters stay as they are written. */
export function shownText(written: string): ShownText {
  const plain = { text: written, at: Array.from({ length: written.length }, (_, index) => index) }
  const html = replaced(plain, REFERENCE, ([, hexadecimal, decimal, name = '', short = '']) => {
    if (hexadecimal === undefined && decimal === undefined) return NAMED.get(name || short)
    return numbered(hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16))
  })
  const styles = [...html.text.matchAll(STYLES)].map(
    ({ 0: { length }, index }) => [index, index + length] as const,
  )
  return replaced(html, CSS_ESCAPE, ({ 1: digits = '', index }) =>
    styles.some(([begin, end]) => begin <= index && index < end)
      ? numbered(Number.parseInt(digits, 16))
      : undefined,
  )
}

/** Of no character, the sign for that. HTML reads the numbers 128 to 159 as Windows-1252 does. */
function numbered(code: number): string {
  if (code >= 0x80 && code <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(code))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
}

/** In one pass: what a replacement makes is not looked at again. Undefined leaves what is found. */
function replaced(
  { text, at }: ShownText,
  pattern: RegExp,
  sign: (match: RegExpExecArray) => string | undefined,
): ShownText {
  let shown = ''
  const from: number[] = []
  let copied = 0
  const copy = (end: number) => {
    shown += text.slice(copied, end)
    for (let index = copied; index < end; index++) from.push(at[index]!)
  }
  for (const match of text.matchAll(pattern)) {
    const character = sign(match)
    if (character === undefined) continue
    copy(match.index)
    shown += character
    for (let unit = 0; unit < character.length; unit++) from.push(at[match.index]!)
    copied = match.index + match[0].length
  }
  copy(text.length)
  return { text: shown, at: from }
}
