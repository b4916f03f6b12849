const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '’': "'",
  '‘': "'",
  '`': "'",
  '´': "'",
}

/**
 * Text as phrases are compared: lower case, without accents, invisible characters and runs of white space, so that
 * `RÉPONSE  AUTOMATIQUE` and `réponse automatique` are one. Looks at the first `limit` characters. ASCII, which is
 * most text, takes the short way.
 */
export function plain(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "all of ASCII"
  if (/^[\x00-\x7f]*$/.test(cut)) return cut.toLowerCase().replace(/\s+/g, ' ').trim()
  return cut
    .replace(/[’‘`´]/g, "'")
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[\p{M}ßıøłđ]/gu, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A pattern that matches any of the phrases, longest first; a blank also stands for a hyphen, a dot, an underscore or nothing. */
export function anyOf(phrases: readonly string[]): string {
  return [...new Set(phrases.map((phrase) => plain(phrase, 200)))]
    .sort((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ -]/g, '[\\s._-]?'))
    .join('|')
}
