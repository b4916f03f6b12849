/** A mail of a file, and how it is shown: the file's name, with `#2` for the second of several. */
export type MailInFile = Readonly<{ file: string; octets: Buffer }>

/**
 * The mails of a file. Only a mailbox, by its name, has several (RFC 4155): in any other file a line that looks as if
 * another mail began is text of the one.
 */
export function mailsIn(file: string, octets: Buffer): readonly MailInFile[] {
  if (!/\.mbo?x$/i.test(file)) return [{ file, octets }]
  const begins = beginningsIn(octets)
  // What begins otherwise is one mail, with a mailbox in its text.
  const isMailbox = begins.length > 1 && octets.toString('latin1', 0, begins[0]).trim() === ''
  if (!isMailbox) return [{ file, octets }]
  return begins.map((begin, at) => ({
    file: `${file}#${at + 1}`,
    octets: withoutQuoting(octets.subarray(begin, begins[at + 1])),
  }))
}

/** Who sent it, when, as asctime(3) writes it; in the wild with a time zone on either side of the year. */
const SEPARATOR =
  /^From \S.{0,300}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]?\d \d\d:\d\d(?::\d\d)?(?: (?:[A-Z]{1,5}|[+-]\d{4}))? \d{4}(?: (?:[A-Z]{1,5}|[+-]\d{4}))?\s*$/
const LONGEST_SEPARATOR = 500

/** Where the mails begin: at a separator after an empty line, before a header. */
function beginningsIn(octets: Buffer): number[] {
  const begins: number[] = []
  for (let at = octets.indexOf('From '); at >= 0; at = octets.indexOf('From ', at + 1)) {
    if (!isAfterEmptyLine(octets, at)) continue
    const [line = '', next = ''] = octets.toString('latin1', at, at + LONGEST_SEPARATOR).split(/\r?\n/, 2)
    if (SEPARATOR.test(line) && /^[!-9;-~]+[ \t]*:/.test(next)) begins.push(at)
  }
  return begins
}

/** Or at the beginning of the file. */
function isAfterEmptyLine(octets: Buffer, at: number): boolean {
  return at === 0 || /(?:^|\n)\r?\n$/.test(octets.toString('latin1', Math.max(0, at - 4), at))
}

/** Programs write `>From ` where a line of the text begins with `From `, so as not to begin a mail there. */
function withoutQuoting(mail: Buffer): Buffer {
  if (!mail.includes('>From ')) return mail
  return Buffer.from(mail.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1')
}
