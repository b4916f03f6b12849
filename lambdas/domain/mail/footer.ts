import { BY_A_FORM } from './body.ts'
import { plain } from './plain-words.ts'

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

/** Whether somebody's words may stand above the footer: quoted, forwarded, or typed into a form. */
export function passesOn(footer: string, ...texts: string[]): boolean {
  return BY_A_FORM.test(footer) || texts.some((text) => PASSED_ON.test(withoutAccents(text)))
}

function withoutAccents(text: string): string {
  const cut = text.slice(0, 4_000)
  return cut.replace(/\r\n?/g, '\n').normalize('NFD').replace(/\p{M}/gu, '')
}
