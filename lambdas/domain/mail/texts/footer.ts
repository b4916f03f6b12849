import { plain } from '../reading/plain-words.ts'
import { anyOf } from './any-of.ts'
import { BY_A_FORM } from './body.ts'

/** A footer is no longer. */
const LOOKED_AT = 2_000

/** A newsletter that a person passes on, or complains of. */
const PASSED_ON =
  /^[ \t]*>|^-{2,} ?(?:original|forwarded|weitergeleitete|ursprungliche|message (?:d'origine|transfere)|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato))|^begin forwarded message|(?:wrote|schrieb|a ecrit|escribio) ?:[ \t]*$|^(?:from|von|de|da|van) ?:.{1,200}\n(?:sent|date|to|subject|gesendet|datum|an|betreff|envoye|objet|enviado|asunto|inviato|oggetto|verzonden|onderwerp) ?:/im

/** A line that begins so begins a sentence: no line of somebody's sentence is broken before a capital. */
const BEGINS_A_SENTENCE =
  /\r?\n[ \t]*(?=(?:To|TO|If you|IF YOU|Click here|Please click|Unsubscribe|UNSUBSCRIBE|Zum|Um)\b)/g

/** The end of a text, plain. An empty line ends a sentence. */
export function footerOf(bodyEnd: string): string {
  const end = bodyEnd.slice(-LOOKED_AT).replace(/\r?\n[ \t]*\r?\n/g, '. ')
  return plain(end.replace(BEGINS_A_SENTENCE, '. '), LOOKED_AT * 2)
}

/** Who asks to be left alone may have copied what came, below or above it. */
const ASKS_TO_STOP = anyOf([
  '\\b(?:remove|unsubscribe|take|sign) me\\b',
  '\\b(?:please|must|will you) stop (?:sending|mailing|writing)\\b',
  "\\b(?:i|we) (?:still|keep|never|did not|didn't|don't|do not|no longer|want|would like|tried|have tried)\\b[^.!?]{0,60}\\b(?:(?:un)?subscri|newsletter|e-?mails?\\b|receiv|get(?:ting)? (?:this|these|it|them)\\b)",
  '\\bwhy (?:do|did) (?:i|you) (?:get|receive|send)\\b',
  '\\b(?:nehmen|tragen|streichen) sie mich\\b',
  '\\bich (?:mochte|will|habe|bekomme|erhalte)\\b[^.!?]{0,60}(?:newsletter|mails?\\b|abmeld|abbestell)',
  '\\bje (?:ne )?(?:veux|souhaite|recois|voudrais)\\b[^.!?]{0,60}(?:recevoir|desabonn|desinscri|vos mails)',
  '\\b(?:quiero|no quiero|deseo)\\b[^.!?]{0,40}(?:recibir|de baja)',
])

/** Nor does a footer end in a question of one's own. */
const ENDS_ASKING = /\b(?:i|we|my)\b[^.!?]{0,80}\?[^?]{0,40}$/

/** Whether somebody's words may stand above the footer: quoted, forwarded, typed into a form, or a request to stop. */
export function passesOn(footer: string, bodyStart: string, bodyEnd: string): boolean {
  if (BY_A_FORM.test(footer) || ENDS_ASKING.test(footer)) return true
  if ([bodyStart, bodyEnd].some((text) => PASSED_ON.test(withoutAccents(text)))) return true
  return ASKS_TO_STOP.test(plain(bodyStart, 300))
}

function withoutAccents(text: string): string {
  const lines = text.slice(0, 4_000).replace(/\r\n?/g, '\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is "all but ASCII"
  return lines.replace(/[^\x00-\x7f]+/g, (stretch) => stretch.normalize('NFD').replace(/\p{M}/gu, ''))
}
