import { readable } from './encoded-words.ts'
import { finderOf, plain } from './plain-words.ts'
import { ABSENCE, AUTOMATIC_REPLY, FAILED_DELIVERY, RETURNED_MAIL } from './subject-phrases.ts'

/** Longer than any title that a program sets before somebody else's subject. */
const LOOKED_AT = 300

export interface Subject {
  /** Plain words, tags such as `[EXTERNAL]` taken off the front. */
  readonly words: string
  /** As `words`, with the tags: a program may put its title in brackets. */
  readonly tagged: string
  /** A person answered or forwarded: `Re: Automatic reply` is not itself automatic. */
  readonly isAnswer: boolean
  readonly isForward: boolean
}

const TAGS = /^(?:\s*(?:\[[^\]]{1,60}\]|\{[^}]{1,60}\}|\*{2,}[^*]{1,60}\*{2,}|<[^>]{1,60}>))+\s*/

const ANSWER = prefixOf([
  ...[
    're',
    'aw',
    'antw',
    'antwort',
    'sv',
    'svar',
    'vs',
    'odp',
    'res',
    'rif',
    'r',
    'ref',
    'ynt',
    'yanit',
    'cevap',
    'va',
  ],
  ...[
    'valasz',
    'bls',
    'balas',
    'atb',
    'απ',
    'απαντηση',
    'ответ',
    'отв',
    'на',
    'нa',
    'ad',
    'réponse',
    'réf',
    '回复',
    '回覆',
  ],
  ...[
    '答复',
    '答覆',
    '返信',
    '회신',
    '답장',
    'השב',
    'תגובה',
    'رد',
    'tr',
    'tl',
    'odpověď',
    'odpoveď',
    'rsp',
    'rép',
  ],
])
const FORWARD = prefixOf([
  ...[
    'fw',
    'fwd',
    'wg',
    'weitergeleitet',
    'tr',
    'i',
    'rv',
    'enc',
    'vb',
    'vl',
    'pd',
    'doorst',
    'doorgestuurd',
    'ilt',
    'vs',
  ],
  ...[
    'továbbítás',
    'tov',
    'fs',
    'vid',
    'transf',
    'reenv',
    '转发',
    '轉寄',
    '轉發',
    '転送',
    '전달',
    'πρθ',
    'пересл',
    'fyi',
    'הועבר',
  ],
])

/** Reads a subject for the rules. Bounded; never throws. */
export function readSubject(raw: string): Subject {
  const tagged = plain(readable(raw.slice(0, LOOKED_AT * 4)), LOOKED_AT)
  const words = tagged.replace(TAGS, '')
  const isForward = FORWARD(words)
  return { words, tagged, isAnswer: isForward || ANSWER(words), isForward }
}

const END = '(?:$|[\\s"\'»”)\\]}>.!*-]*[:：;,!.…|/\\\\)\\]}>»”【】"(\\[{<*•·]|[\\s]*[-–—]+(?:\\s|$))'
const BEFORE_DATE =
  "(?:until|till|til|through|thru|from|since|starting|returning|return|back|bis|vom|ab|jusqu'?au?|du|le|hasta|desde|del|fino|dal|al|tot|van|vanaf|t/m|ate|de|do|od|az|до|с|από|från|fra|til|t\\.o\\.m\\.?)"
/** A date after the title: `until July 1, 2026`, `12.-14. March`, `this week`. Free words only after a preposition. */
const DATE = `(?:\\s*\\d|(?:\\s${BEFORE_DATE})+\\s(?:\\S{1,15}\\s){0,3}\\d|(?:\\s${BEFORE_DATE})*\\s(?:on\\s)?(?:today|tomorrow|this week|next week|monday|tuesday|wednesday|thursday|friday|saturday|sunday|further notice|for now|for the fores|now$))`
const KIND =
  '(?:\\s(?:auto(?:matic|mated)?[\\s_-]?)?(?:reply|response|message|notification|notice|assistant|alert|autoreply|antwort|meldung|note))'

const phrasesOf = (table: Readonly<Record<string, readonly string[]>>) => Object.values(table).flat()
const title = (phrases: readonly string[], then: string) =>
  finderOf(phrases, (any) => `^[\\s"'«“(\\[{<*【-]*(?:${any})${then}`)

const automaticReply = title(phrasesOf(AUTOMATIC_REPLY), `(?:\\s(?:to|re|from|for))?${END}`)
const absence = title(phrasesOf(ABSENCE), `${KIND}?(?:${END}|${DATE})`)
const returnedMail = title(RETURNED_MAIL, END)
const failedDelivery = title(phrasesOf(FAILED_DELIVERY), '\\s*[:：]\\s*\\S')

const FIRST_PERSON_ABSENCE = new RegExp(
  "^(?:i am|i'm|i will be|i'll be|we are|am) (?:currently |presently |now )?" +
    '(?:out of (?:the |my )?office|away from (?:my |the )?(?:e-?mail|mail|office|desk)|on (?:annual |maternity |paternity |parental |sick )?(?:vacation|holidays?|leave))' +
    `(?:${END}|${DATE})`,
)
/** Lotus Notes: `Jane Doe is out of the office.` and `AUTO: Jane Doe is out of the office (returning 12/03/2026)`. */
const NOTES_ABSENCE =
  /^(?:auto: ?)?([^:?]{2,60}?) (?:is|will be) (?:currently )?out of (?:the )?office(?:\.?$|\.? \((?:returning|until|till)\b| (?:until|till|from|returning)\b.{0,40}\d)/
const PROGRAM_TITLES = [
  /^warning: (?:(?:message|mail)(?: \S{6,60})? delayed|could not send message for|delivery delayed)/,
  /^mail delivery (?:failed|failure|error) ?[:(-]/,
  /^report domain: ?\S{1,255} submitter:/,
  /^\[preview\] report domain:/,
  /^complaint about message from \d/,
  /^e-?mail feedback report for ip/,
  /^(?:cron|anacron) <[^>]{3,100}>/,
  /^(?:disposition notification|return receipt \(displayed\)|delivery notification: delivery has failed)/,
]

export function isAutomaticReplyTitle({ words, tagged, isAnswer }: Subject): boolean {
  return !isAnswer && !asks(words) && (automaticReply(words) || automaticReply(tagged))
}

/** `senderWords` are the words of the sender's name and address, plain: the Notes form names the sender. */
export function isAbsenceTitle({ words, tagged, isAnswer }: Subject, senderWords: string): boolean {
  if (isAnswer || /[?？؟]/.test(words)) return false
  if (absence(words) || absence(tagged)) return true
  // Long patterns, which cost a cold function milliseconds: they are left alone where their own words are not there.
  if (/^(?:i|we|am)\b/.test(words) && FIRST_PERSON_ABSENCE.test(words)) return true
  const who = words.includes(' out of ') ? NOTES_ABSENCE.exec(words)?.[1] : undefined
  if (who === undefined) return false
  return (
    words.startsWith('auto:') || who.split(' ').some((word) => word.length > 2 && senderWords.includes(word))
  )
}

export function isReturnedMailTitle({ words, tagged, isAnswer }: Subject): boolean {
  return !isAnswer && !asks(words) && (returnedMail(words) || returnedMail(tagged))
}

export function isFailedDeliveryTitle({ words, isAnswer }: Subject): boolean {
  return !isAnswer && !asks(words) && failedDelivery(words)
}

export function isProgramTitle({ words, tagged, isAnswer }: Subject): boolean {
  return !isAnswer && PROGRAM_TITLES.some((pattern) => pattern.test(words) || pattern.test(tagged))
}

/** People ask; a title set by a program repeats our own subject, which may ask too, but only after its colon. */
function asks(words: string): boolean {
  const own = words.split(/[:：]/, 1)[0]!
  return /[?？؟]/.test(own)
}

function prefixOf(words: readonly string[]): (text: string) => boolean {
  const find = finderOf(words, (any) => `^(?:${any})\\s?(?:\\[\\d+\\]|\\(\\d+\\)|\\^\\d+)?\\s?[:：]`)
  return (text) => /[:：]/.test(text) && find(text)
}
