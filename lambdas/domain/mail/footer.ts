import { BY_A_FORM } from './body.ts'
import { plain } from './plain-words.ts'

/** A footer is no longer. */
const LOOKED_AT = 2_000

/** Why it came, as newsletter services have their customers say ("permission reminder"). */
const WHY = new RegExp(
  [
    "\\byou(?:'re| are)? (?:currently )?(?:receiving|getting|subscribed)[^.!?]{0,60} (?:because|since|as (?:you|an?)|to the|to our)\\b",
    "\\byou(?:'ve| have)? received this (?:e-?mail|message|newsletter)[^.!?]{0,40} (?:because|since|as (?:you|an?))\\b",
    '\\bthis (?:e-?mail|message|newsletter|mailing) (?:was|has been|is being|is) sent to ',
    '\\bour mailing address is\\b',
    '\\bsie (?:erhalten|bekommen) dies(?:e|en|es)? [^.!?]{0,60}(?:weil|da)\\b',
    '\\bdies(?:e|er) (?:e-?mail|nachricht|newsletter) wurde an ',
    '\\bvous recevez (?:ce|cet|cette) [^.!?]{0,60}(?:car|parce que)\\b',
    '\\bce(?:t|tte)? (?:e-?mail|message|newsletter) (?:a ete|vous est|est) (?:envoye|adresse)',
    '\\b(?:has recibido|recibes?|ha recibido) est[ea] [^.!?]{0,60}(?:porque|ya que)\\b',
    '\\best[ea] (?:correo|mensaje|e-?mail) (?:ha sido|fue) enviado a ',
    '\\b(?:ricevi|hai ricevuto|riceve) quest[ao] [^.!?]{0,60}(?:perche|in quanto)\\b',
    '\\b(?:recebeu|recebe|esta recebendo) est[ea] [^.!?]{0,60}porque\\b',
    '\\b(?:u|je) ontvangt? deze [^.!?]{0,60}omdat\\b',
  ].join('|'),
)

/** How to stop it, said to the reader. "Please unsubscribe me" is what the reader says. */
const STOP = new RegExp(
  [
    '\\bto (?:unsubscribe|opt[ -]?out|stop receiving|be removed)\\b',
    '\\bunsubscribe(?: here| now| instantly| at any time| [^ ]{1,100}@[^ ]{1,100} from this list| from (?:this|our|these|future)|:| ?[|<(])',
    '(?:^|[.!?|>*-] ?)unsubscribe(?:$|[.])',
    '\\byou (?:can|may) (?:also )?(?:unsubscribe|opt[ -]?out)\\b',
    '\\bclick (?:here|below|on)[^.!?]{0,40} unsubscribe\\b',
    "\\bif you (?:no longer|do not|don't) (?:wish|want) to (?:receive|get) (?:these|this|our|any|further|future|such|more|e-?mails?|newsletters?|mailings?)\\b",
    '\\bnewsletter [^.!?]{0,40}(?:abbestellen|abmelden)\\b',
    '\\bhier abmelden\\b',
    '\\bkeine (?:weiteren )?(?:e-?mails|newsletter|nachrichten) mehr[^.!?]{0,40} (?:erhalten|empfangen)\\b',
    '\\b(?:vous |se )(?:desabonner|desinscrire)\\b',
    '\\bne (?:souhaitez|voulez) plus recevoir\\b',
    '\\bdar(?:te|se) de baja\\b',
    '\\bcancelar (?:tu|su|la) suscripcion\\b',
    '\\b(?:cancellar|disiscriver)(?:ti|si)\\b',
    '\\bnon (?:desideri|vuoi) piu ricevere\\b',
    '\\bcancelar (?:a |sua )?(?:inscricao|assinatura)\\b',
    '\\bnao (?:deseja|quer) mais receber\\b',
    '\\b(?:uit|af) te (?:schrijven|melden)\\b',
    '\\b(?:uit|af)(?:schrijven|melden)[:|]',
  ].join('|'),
)

/** An instruction with where to go, which is said of one's own mail alone. "I want to unsubscribe, please" is no such. */
const STOP_THERE = new RegExp(
  [
    "(?:^|[.!?|*>_=-] ?)(?:if you (?:no longer|do not|don't) (?:wish|want) [^.!?]{0,80}, ?)?to (?:unsubscribe|opt[ -]?out|stop receiving [^.,!?]{0,40}|be removed)(?: from [^.,!?:]{0,60})?[,:]? (?:please )?(?:click|visit|go to|reply|send|follow|log ?in|https?:)",
    '(?:^|[.!?|*>_=-] ?)unsubscribe(?: from (?:this|our|these|the) [^.,!?:]{0,30})?(?: at| here)? ?[:<(]? ?<?(?:https?://|www\\.|mailto:)',
    '\\b(?:wenn|falls|sollten) sie [^.!?]{0,80}nicht (?:mehr|langer|weiter) (?:erhalten|empfangen|beziehen|bekommen)[^.!?]{0,120}(?:hier|link|abbestellen|abmelden|klick)',
    '(?:^|[.!?|*>_=-] ?)(?:zum|um sich (?:vom|von diesem) newsletter) ab(?:melden|zumelden)[^.!?]{0,60}(?:hier|klick|link|https?:)',
    '\\bpour (?:vous|te) (?:desabonner|desinscrire)[^.!?]{0,60}(?:cliquez|clique|ici|https?:)',
    '\\bsi (?:vous )?ne (?:souhaitez|voulez) plus recevoir [^.!?]{0,80}(?:cliquez|ici|lien|https?:)',
    '\\b(?:para|si deseas?|si quieres?) (?:darte|darse|cancelar)[^.!?]{0,60}(?:haz|haga|pulsa|clic|aqui|https?:)',
    '\\bper (?:cancellar(?:ti|si)|disiscriver(?:ti|si)|annullare)[^.!?]{0,60}(?:clicca|cliccare|qui|https?:)',
  ].join('|'),
)

/** A newsletter that a person passes on, or complains of. */
const PASSED_ON =
  /^[ \t]*>|^-{2,} ?(?:original|forwarded|weitergeleitete|ursprungliche|message (?:d'origine|transfere)|mensaje (?:original|reenviado)|messaggio (?:originale|inoltrato))|^begin forwarded message|(?:wrote|schrieb|a ecrit|escribio) ?:[ \t]*$|^(?:from|von|de|da|van) ?:.{1,200}\n(?:sent|date|to|subject|gesendet|datum|an|betreff|envoye|objet|enviado|asunto|inviato|oggetto|verzonden|onderwerp) ?:/im

/** The end of a text, plain. An empty line ends a sentence. */
export function footerOf(bodyEnd: string): string {
  return plain(bodyEnd.slice(-LOOKED_AT).replace(/\r?\n[ \t]*\r?\n/g, '. '), LOOKED_AT * 2)
}

/** Whether somebody's words may stand above the footer: quoted, forwarded, or typed into a form. */
export function passesOn(footer: string, ...texts: string[]): boolean {
  return BY_A_FORM.test(footer) || texts.some((text) => PASSED_ON.test(withoutAccents(text)))
}

/** Says where to go to stop the like, or why the mail came and that it can be stopped. */
export function offersToStop(footer: string): boolean {
  return STOP_THERE.test(footer) || (STOP.test(footer) && WHY.test(footer))
}

function withoutAccents(text: string): string {
  const cut = text.slice(0, 4_000)
  return cut.replace(/\r\n?/g, '\n').normalize('NFD').replace(/\p{M}/gu, '')
}
