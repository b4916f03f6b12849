const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
}

/**
 * Text as phrases are compared: lower case, without accents, invisible characters and runs of white space, so that
 * `RÉPONSE  AUTOMATIQUE` and `réponse automatique` are one. Looks at the first `limit` characters.
 */
export function plain(text: string, limit: number): string {
  const cut = text.slice(0, limit)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "all but ASCII"
  const letters = isAscii(cut) ? cut : cut.replace(/[^\x00-\x7f]+/g, unadorned)
  return letters
    .toLowerCase()
    .replaceAll('`', "'")
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
}

/** Of letters and marks beyond ASCII. An accent may stand apart, after a letter of ASCII: it goes all the same. */
function unadorned(stretch: string): string {
  return stretch
    .replace(/[’‘´]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[\p{M}ßıøłđ]/gu, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? '')
}

/** Most text is, and needs none of Unicode's tables, of which a cold function reads each with its first use. */
export function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "all of ASCII"
  return /^[\x00-\x7f]*$/.test(text)
}

/** For phrases of any language: the whole of them made plain, once they are needed. */
export const plainly = (phrases: string) => () => plain(phrases, phrases.length)

/**
 * Tells whether a plain text has one of the phrases, plain too and parted by bars, in the pattern that `around` makes of
 * them; a blank also stands for a hyphen, a dot, an underscore or nothing. Compiling hundreds of phrases would take a
 * cold function longer than all else that it does, so a pattern is made only of those whose letters are in the text: for
 * most texts, of none.
 */
export function finderOf(
  phrases: () => string,
  around: (alternatives: string) => string,
): (text: string) => boolean {
  let known: readonly { phrase: string; letters: string }[] | undefined
  const read = () => {
    const all = phrases()
    const letters = lettersOf(all).split('|')
    return all.split('|').map((phrase, i) => ({ phrase, letters: letters[i]! }))
  }
  return (text) => {
    known ??= read()
    const inText = lettersOf(text)
    const near = known.filter(({ letters }) => inText.includes(letters))
    return near.length > 0 && new RegExp(around(alternatives(near.map(({ phrase }) => phrase)))).test(text)
  }
}

const lettersOf = (text: string) => text.replace(/[\s._-]+/g, '')

/** Longest first, so that the longer of two phrases that begin alike is tried. */
function alternatives(phrases: readonly string[]): string {
  return [...phrases]
    .sort((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[ -]/g, '[\\s._-]?'))
    .join('|')
}
