/** What HTML calls the marks on letters (HTML standard, "Named character references"), as Unicode combines them. */
const MARKS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  caron: '\u030c',
  cedil: '\u0327',
}
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  rsquo: "'",
  lsquo: "'",
  copy: '©',
  szlig: 'ß',
  oslash: 'ø',
  aelig: 'æ',
  oelig: 'œ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

/** Characters from a tag's beginning to its end; what is longer is taken for text. */
const LONGEST_TAG = 2_001

/** The words of a page, line by line; `> ` before what it quotes. */
export function textOfHtml(html: string): string {
  const lines = withoutArrows(withoutUnseen(html.slice(0, 60_000)))
    .replace(/<(?:br|\/p|\/div|\/h\d|\/tr|\/li)\b[^>]{0,200}>/gi, '\n')
    .replace(/<blockquote\b[^>]{0,500}>/gi, '\n> ')
  return withoutTags(lines).replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, character)
}

/** `<a …> &gt;`: a link that begins so is no quotation. */
function withoutArrows(html: string): string {
  return html.replace(/>\s{0,20}&gt;/gi, (found, end: number) => {
    const begin = Math.max(html.lastIndexOf('>', end - 1) + 1, end - LONGEST_TAG - 1)
    return end > 0 && /<a\b/i.test(html.slice(begin, end)) ? '>' : found
  })
}

/** A blank for each tag. A pattern would look for the end of a tag behind each of many that have none. */
function withoutTags(html: string): string {
  const kept: string[] = []
  let from = 0
  let begin = -1
  for (let end = html.indexOf('>'); end >= 0; end = html.indexOf('>', end + 1)) {
    const earliest = Math.max(from, end - LONGEST_TAG)
    if (begin < earliest) begin = html.indexOf('<', earliest)
    if (begin < 0) break
    if (begin > end) continue
    kept.push(html.slice(from, begin), ' ')
    from = end + 1
  }
  return kept.join('') + html.slice(from)
}

/** A reference that is not known stays as it is. */
function character(all: string, decimal?: string, hexadecimal?: string, name = ''): string {
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16)
  if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code)
  const mark = MARKS[name.slice(1).toLowerCase()]
  return NAMED[name.toLowerCase()] ?? (mark === undefined ? all : (name[0] + mark).normalize('NFC'))
}

/** Splitting, not matching over both ends, keeps this linear for tags that never close. */
function withoutUnseen(html: string): string {
  const [before = '', ...elements] = html.split(/<(?=(?:style|script|title)\b)/i)
  const after = elements.map((element) => {
    const end = element.search(/<\/(?:style|script|title)\b/i)
    return end < 0 ? '' : element.slice(end)
  })
  return [before, ...after].join('')
}
