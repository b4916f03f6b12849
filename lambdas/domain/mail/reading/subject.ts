import { readable } from './encoded-words.ts'
import { finderOf, plain } from './plain-words.ts'
import * as phrases from './title-phrases.ts'

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

const WORDS = /[\s._-]+/

const TAGS = /^(?:\s*(?:\[[^\]]{1,60}\]|\{[^}]{1,60}\}|\*{2,}[^*]{1,60}\*{2,}|<[^>]{1,60}>))+\s*/

const ANSWER = prefixOf(phrases.answer)
const FORWARD = prefixOf(phrases.forward)

/** Reads a subject for the rules. Bounded; never throws. */
export function readSubject(raw: string): Subject {
  const tagged = plain(readable(raw.slice(0, LOOKED_AT * 4)), LOOKED_AT)
  const words = tagged.replace(TAGS, '')
  // Pine and elm say so at the end.
  const isForward = FORWARD(words) || words.endsWith('(fwd)')
  return { words, tagged, isAnswer: isForward || ANSWER(words), isForward }
}

const END = '(?:$|[\\s"\'»”]*[:：)\\]}>»”】(\\[]|[.!…。！*]+$)'
const KIND = '(?:\\s(?:auto[\\s_-]?)?(?:reply|response|message|notification|notice|alert))'
const DATE =
  "(?:\\s(?:until|till|from|bis|vom|ab|jusqu'au|du|hasta|desde|fino al|dal|ate|de|tot|van|do|od|az|до|с|från|fra|til|till)\\s.{0,20}\\d|\\s(?:until|till|bis)\\s\\S|\\s*\\d)"
/** The title is the whole subject. */
const ALONE = '[\\s"\'»”)\\]}>】.!…。！*]*$'
/** How a program goes on, other than people who title a mail of their own so: a colon, or the bracket around its title. */
const GOES_ON = '(?:[\\s"\']*[:：]|\\s*[)\\]}>】]\\s*\\S)'
/** Help desks go on after a dash: `Automatic reply - we have your mail`. */
const DASH = '\\s+[-–—]+\\s'
const DESK_GOES_ON = `(?:${GOES_ON}|${DASH}(?:re:|(?:case|ticket|request|incident)\\b.{0,30}\\b(?:received|created|opened|registered|logged)|we (?:have|received|got) |thank(?:s| you) |(?:please )?do not reply|your (?:e-?mail|message|request|ticket|enquiry|inquiry) (?:has been|was) received))`

const title = (titles: () => string, then: string) =>
  finderOf(titles, (any) => `^[\\s"'«“(\\[{<*【-]*(?:${any})${then}`)

const automaticReply = title(phrases.automaticReply, `(?:${ALONE}|${DESK_GOES_ON})`)
const automaticReplyToUs = title(phrases.automaticReply, `(?:${END}|${DASH})`)
const absence = title(phrases.absence, `${KIND}?${GOES_ON}`)
const absenceAlone = title(phrases.absence, `${KIND}?${ALONE}`)
const absenceToUs = title(phrases.absence, `${KIND}?(?:${END}|${DATE})`)
const absenceTold = title(phrases.absenceTold, `${KIND}?(?:${END}|${DATE})`)
const returnedMail = title(phrases.returnedMail, END)
const returnedMailTold = title(phrases.returnedMailTold, END)
const failedDelivery = title(phrases.failedDelivery, '\\s*[:：]')
const readReceipt = title(phrases.readReceipt, '\\s*[:：]')
const beforeOurSubject = title(phrases.beforeOurSubject, '\\s*[:：]')

/** Lotus Notes: `Jane Doe is out of the office.` and `AUTO: Jane Doe is out of the office (returning 12/03/2026)`. */
const NOTES_ABSENCE =
  /^(?:auto: ?)?([^:?]{2,60}?) (?:is|will be) out of (?:the )?office(?:\.?$|\.? \(?(?:returning|until|till|from)\b.{0,40}\d)/
/** Help desks that have opened a case, before our subject: as a tag (Zendesk), or with its number (osTicket). */
const RECEIPT_TITLE =
  /^(?:\[(?:request|ticket|case|enquiry|inquiry) received\]|support ticket opened \[#|\[#[\da-z]{3}-[\da-z]{3}-[\da-z]{4}\] ticket received: )/
/** `reacts`: the mail says that it refers to another. */
export function isAutomaticReplyTitle({ words, tagged, isAnswer }: Subject, reacts: boolean): boolean {
  if (RECEIPT_TITLE.test(tagged) || opensTicket(words)) return true
  const isTitle = reacts ? automaticReplyToUs : automaticReply
  return !isAnswer && !asks(words) && (isTitle(words) || isTitle(tagged))
}

/**
 * `senderWords` are the words of the sender's name and address, plain: the Notes form names the sender. `reacts`: as
 * above. People write about absences under the same words alone: they count by themselves where no headers are `seen`.
 */
export function isAbsenceTitle(
  { words, tagged, isAnswer }: Subject,
  { senderWords, reacts, seen }: Readonly<{ senderWords: string; reacts: boolean; seen: boolean }>,
): boolean {
  if (isAnswer) return false
  if (repeatsAnAnswer(words)) return beforeOurSubject(words) || absence(words) || absenceTold(words)
  if (/[?？؟]/.test(words)) return false
  if (words.endsWith(' (away from the office)')) return true
  if (absence(words) || absence(tagged)) return true
  if (!seen && (absenceAlone(words) || absenceAlone(tagged))) return true
  if (reacts && (absenceToUs(words) || absenceToUs(tagged) || absenceTold(words))) return true
  const who = words.includes(' out of ') ? NOTES_ABSENCE.exec(words)?.[1] : undefined
  if (who === undefined) return false
  return words.startsWith('auto:') || namesSender(who, senderWords)
}

/** Each of the names is a word of the sender's: `Jane and Bob` are not Jane alone, nor is `the` in `Theodor`. */
function namesSender(who: string, senderWords: string): boolean {
  const known = senderWords.split(WORDS)
  const names = who.split(WORDS).filter((name) => name.length > 2)
  return names.length > 0 && names.every((name) => known.includes(name))
}

/** What people say of what came back to them counts before an answer's subject, or where the mail `reacts` to one of ours. */
export function isReturnedMailTitle({ words, tagged, isAnswer }: Subject, reacts: boolean): boolean {
  if (isAnswer || asks(words)) return false
  if (returnedMail(words) || returnedMail(tagged)) return true
  return (reacts || repeatsAnAnswer(words)) && (returnedMailTold(words) || returnedMailTold(tagged))
}

export function isReadReceiptTitle({ words, isAnswer }: Subject): boolean {
  return !isAnswer && repeatsAnAnswer(words) && readReceipt(words)
}

/** A customer says the same of a parcel, but not before an answer's subject. */
export function isFailedDeliveryTitle({ words, isAnswer }: Subject): boolean {
  return !isAnswer && !asks(words) && repeatsAnAnswer(words) && failedDelivery(words)
}

/** Freshdesk's. Before another subject than an answer's a customer says so of a ticket for the opera. */
function opensTicket(words: string): boolean {
  const begins = 'ticket received - '
  return words.startsWith(begins) && ANSWER(words.slice(begins.length))
}

/** People ask; a title set by a program repeats our own subject, which may ask too, but only after its colon. */
function asks(words: string): boolean {
  return /[?？؟]/.test(words.split(/[:：]/, 1)[0]!)
}

/** `Title: Re: …`: a program's reaction to an answer of ours, whose subject it repeats. Hardly a person writes that. */
function repeatsAnAnswer(words: string): boolean {
  const colon = words.search(/[:：]/)
  const rest = words.slice(colon + 1).trim()
  return colon > 0 && ANSWER(rest) && !NO_ANSWER.test(rest)
}

/** `Ref: 4711` answers nobody, nor do an advertisement (`Ad: …`) and an insurance (`VA: …`). */
const NO_ANSWER = /^(?:r[ei]f\b|(?:ad|va|na)\s?[:：]|res\s?[:：]\s*\d)/

function prefixOf(prefixes: () => string): (text: string) => boolean {
  const find = finderOf(prefixes, (any) => `^(?:${any})\\s?(?:\\[\\d+\\]|\\(\\d+\\)|\\^\\d+)?\\s?[:：]`)
  return (text) => /[:：]/.test(text) && find(text)
}
