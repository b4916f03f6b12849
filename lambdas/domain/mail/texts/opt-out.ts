import { plain } from '../reading/plain-words.ts'
import { anyOf } from './any-of.ts'
import { STOP_THERE } from './stop-there.ts'

/** Why it came, as newsletter services have their customers say ("permission reminder"). */
const WHY = anyOf([
  "\\byou(?:'re| are)? (?:currently )?(?:receiving|getting|subscribed)[^.!?]{0,60} (?:because|since|as (?:you|an?)|to the|to our)\\b",
  "\\byou(?:'ve| have)? received this (?:e-?mail|message|newsletter)[^.!?]{0,40} (?:because|since|as (?:you|an?))\\b",
  '\\bthis (?:e-?mail|message|newsletter|mailing) (?:was|has been|is being|is) sent to ',
  '\\bour mailing address is\\b',
  '\\byou are (?:currently )?subscribed (?:to [^.!?]{1,60} )?as\\b',
  '\\b(?:because|since|as) you (?:have )?(?:opted[ -]?in|subscribed|signed up|registered)\\b',
  '\\b(?:this|our) (?:e-?mail|message|newsletter|mailing|e-?zine) (?:was|is|has been|is being) (?:mailed|e-?mailed|delivered|distributed) (?:only )?to\\b',
  '\\byou (?:have )?signed up (?:for|to) (?:this|our) (?:newsletter|mailing|e-?mails?|list)\\b',
  "\\byou(?:'re| are) (?:currently )?(?:subscribed to e-?mail updates from|receiving (?:linkedin )?(?:notification|reminder|update|alert|digest) e-?mails)\\b",
  '\\bsie (?:erhalten|bekommen) dies(?:e|en|es)? [^.!?]{0,60}(?:weil|da)\\b',
  '\\bdies(?:e|er) (?:e-?mail|nachricht|newsletter) wurde an ',
  '\\bvous recevez (?:ce|cet|cette) [^.!?]{0,60}(?:car|parce que)\\b',
  '\\bce(?:t|tte)? (?:e-?mail|message|newsletter) (?:a ete|vous est|est) (?:envoye|adresse)',
  '\\b(?:has recibido|recibes?|ha recibido) est[ea] [^.!?]{0,60}(?:porque|ya que)\\b',
  '\\best[ea] (?:correo|mensaje|e-?mail) (?:ha sido|fue) enviado a ',
  '\\b(?:ricevi|hai ricevuto|riceve) quest[ao] [^.!?]{0,60}(?:perche|in quanto)\\b',
  '\\b(?:recebeu|recebe|esta recebendo) est[ea] [^.!?]{0,60}porque\\b',
  '\\b(?:u|je) ontvangt? deze [^.!?]{0,60}omdat\\b',
  'вы получили это (?:письмо|сообщение),? потому что ',
])

/** How to stop it, said to the reader. "Please unsubscribe me" is what the reader says. */
const STOP = anyOf([
  '\\bto (?:unsubscribe|opt[ -]?out|stop receiving|be removed)\\b(?<!\\b(?:no way|tried|trying|unable|asked|(?:i|we) (?:want|wish|need)|would like) to (?:unsubscribe|opt[ -]?out|stop receiving|be removed))',
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
  'отписаться',
])

/** How to change or pass it on: said of mail that goes to many, and by many of their readers. */
const MANAGE = anyOf([
  '\\bto (?:remove|delete) (?:yourself|your (?:name|e-?mail|address))\\b',
  '\\bto (?:discontinue|cancel|end) (?:receiving|(?:your|this) subscription)\\b',
  '\\b(?:reply|respond)[^.!?]{0,60} with[^.!?]{0,20} ["\'“]?(?:remove|unsubscribe)\\b',
  "\\bif you(?:'d| would)? (?:prefer|rather) not (?:to )?receive\\b",
  '\\bto (?:change|update|edit|modify) your (?:subscription|e-?mail|profile|preferences|notification|delivery)\\b',
  '\\bsafeunsubscribe',
  '\\bmanage (?:your )?(?:e-?mail |newsletter |notification |mail )?(?:preferences|subscriptions?|settings)\\b',
  '\\b(?:update|change|edit|modify) your (?:e-?mail |newsletter |notification |mail |subscription )?(?:preferences|subscriptions?|profile|settings)\\b',
  '\\b(?:turn off|disable) (?:these|this|such|all|future|e-?mail) (?:e-?mail )?(?:notifications?|alerts|e-?mails|mailings?|updates)\\b',
  '(?:^|[.!?|*>_=-] ?)forward (?:this|it)? ?(?:e-?mail |newsletter |message |issue )?to a (?:friend|colleague)\\b',
  '(?:^|[.!?|*>_=-] ?)(?:newsletter[- ]?)?(?:abmeldung|abbestellung|desabonnement|desinscription)(?:$|[.|]| ?: ?https?:)',
  '\\b(?:jetzt|jederzeit) (?:wieder )?(?:abbestellen|abmelden)\\b',
  '\\b(?:desuscribir(?:te|se)|anular (?:tu|su) suscripcion)\\b',
  "\\b(?:annulla(?:re)? (?:la |l')?iscrizione|disiscriviti)\\b",
  '\\b(?:descadastrar(?:-se)?|sair desta lista)\\b',
  '\\bklik hier[^.!?]{0,40}(?:uit te schrijven|af te melden)\\b',
])

/** Also below what people write: counts where the mail can be both stopped and changed. */
const COPYRIGHT = /(?:©|\(c\)|\bcopyright) ?(?:©|\(c\))? ?(?:19|20)\d\d\b/

/** Where to see the same as a page: no letter has one. At its beginning, or in the footer. */
const VIEW = anyOf([
  '\\b(?:view|see|read|open) (?:this|the|our) (?:e-?mail|message|newsletter|mailing|issue)[^.!?]{0,20} (?:in (?:your|a|the) (?:web ?)?browser|online|as a web ?page)\\b',
  '^[. ]*(?:view (?:in (?:your )?browser|online|as web ?page)|(?:im browser|online) (?:ansehen|anzeigen|offnen))\\b',
  '\\b(?:having )?(?:trouble|problems|difficulty|difficulties) (?:viewing|reading|seeing) th(?:is|e) (?:e-?mail|message|newsletter|page)(?:\\?|,? (?:please )?(?:click|view|visit|go to|follow))',
  "\\b(?:can't|cannot|unable to) (?:see|read|view) th(?:is|e) (?:e-?mail|message|newsletter|images)(?:\\?|,? (?:please )?(?:click|view|visit|go to|follow))",
  '\\b(?:falls|wenn|sollte) [^.!?]{0,60}nicht (?:richtig|korrekt|einwandfrei) (?:dargestellt|angezeigt)[^.!?]{0,40}(?:klick|hier)',
  "\\bsi (?:ce message|cet e-?mail|cette newsletter) ne s'affiche pas[^.!?]{0,60}(?:cliquez|ici)",
  '\\b(?:ver|visualizar) est[ea] (?:correo|e-?mail|mensaje|boletin)[^.!?]{0,30}navegador\\b',
  '\\bto ensure (?:that you continue receiving|you (?:continue to )?receive|delivery of) our (?:e-?mails|newsletters?),? (?:please )?add ',
  '\\bbekijk de (?:webversie|onlineversie)\\b',
])

/**
 * Says where to go to stop the like, or why the mail came, or where to see it as a page, and that it can be stopped or changed.
 * Whoever writes for a shop may have the first in a signature, so there must be more where a mail is `typed`.
 */
export function offersToStop(
  footer: string,
  { bodyStart, typed }: { bodyStart: string; typed: boolean },
): boolean {
  const there = STOP_THERE.test(footer)
  if (there && !typed) return true
  const [stops, manages] = [there || STOP.test(footer), MANAGE.test(footer)]
  if (!stops && !manages) return false
  if (WHY.test(footer) || [footer, plain(bodyStart, 400)].some((text) => VIEW.test(text))) return true
  return stops && manages && COPYRIGHT.test(footer)
}
