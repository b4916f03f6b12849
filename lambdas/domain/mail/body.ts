import { plain } from './plain-words.ts'

/** What the mail itself says, without what it quotes or forwards. */
export interface OwnWords {
  readonly words: string
  /** True: it quotes or forwards, which programs that announce an absence hardly ever do. */
  readonly quotes: boolean
}

/** A note of absence is short; a longer text is somebody's letter. */
const LOOKED_AT = 2_500
const SHORT = 1_600

const QUOTE_BEGINS =
  /^\s*(?:>|-{2,}\s?\S.{0,60}-{2,}\s*$|_{10,}\s*$|(?:from|von|de|da|van|от|från|fra|od|発信元|差出人|发件人|寄件者)\s?[:：]\s?\S|begin forwarded message|on .{6,120} wrote:\s*$|am .{6,120} schrieb.{0,80}:\s*$|le .{6,120} a écrit\s?:\s*$|el .{6,120} escribió:\s*$)/i

/** Cuts the text where a quotation or a forwarded mail begins. */
export function ownWords(bodyStart: string): OwnWords {
  const lines = bodyStart.slice(0, LOOKED_AT).split(/\r\n|\r|\n/, 120)
  const end = lines.findIndex((line) => QUOTE_BEGINS.test(line.slice(0, 200)))
  const own = end < 0 ? lines : lines.slice(0, end)
  // An empty line ends a sentence; a line break does not, since programs wrap.
  const text = own.map((line) => (line.trim() === '' ? '.' : line)).join(' ')
  return { words: plain(text.replace(/^[\s.]+/, ''), LOOKED_AT), quotes: end >= 0 }
}

const START =
  '(?:^|[.!*#>)\\]-] ?|\\* |(?:hello|hi|dear|hallo|bonjour|hola)[^.!?]{0,40}, ?|(?:mail|message|e-mail|email|us|inquiry|request)[.,!] ?)'

/** "This is an automatic reply", said at the beginning, in the person's or the program's own words. */
const SAYS_AUTOMATIC = new RegExp(
  `${START}(?:please note:? )?(?:${[
    '(?:this|the following) (?:is an?|e-?mail is an?|message is an?|mail is an?) (?:auto(?:mated|matic)?|auto(?:matically)?[- ]generated|automatically[- ]generated|computer[- ]generated|system[- ]generated|out[- ]of[- ]office|vacation)[- ](?:e-?mail |mail |system )?(?:repl(?:y|ies)|respon(?:se|der)|answer|message|acknowledge?ment|auto-?reply|notification|mail|e-?mail|confirmation|receipt)',
    '(?:this )?(?:automated|automatic|auto-?)[ -]?(?:reply|response)\\b',
    'this (?:e-?mail|message|reply|response|notification) (?:was|is|has been) (?:automatically|auto) ?-?(?:generated|sent|created)',
    'this (?:e-?mail|message) was (?:sent|generated|created) automatically',
    'dies(?:e|es)? (?:ist eine?|e-?mail wurde|nachricht wurde) automati(?:sch(?:e|er|es)?)(?: generierte| erzeugte| erstellte| versendete)? ?(?:antwort|nachricht|e-?mail|mail|ruckantwort|generiert|erzeugt|erstellt|versendet|eingangsbestatigung)',
    "c(?:eci|ela)? ?(?:est|'est) une? (?:reponse|message|courriel|e-?mail) automatique",
    'esta es una (?:respuesta|contestacion) automatica',
    'este es un (?:mensaje|correo) automatico',
    'questa e una (?:risposta|mail|e-?mail) automatica',
    'questo e un messaggio automatico',
    'esta e uma (?:resposta|mensagem) automatica',
    'dit is een (?:automatisch|automatische) ?(?:gegenereerd |gegenereerde )?(?:antwoord|bericht|reactie|e-?mail)',
    'to jest (?:automatyczna|wygenerowana automatycznie) (?:odpowiedz|wiadomosc)',
    'det(?:te|ta)? (?:er|ar) (?:et|ett) automatisk?t? (?:svar|meddelande)',
  ].join('|')})`,
)

/** "I am not here", said of oneself. */
const SAYS_ABSENT = new RegExp(
  [
    "\\bi(?:'m| am| will be|'ll be)(?: currently| presently| now| going to be| also)? (?:out of(?: the| my)? (?:office|country)|away(?: from (?:the|my) (?:office|desk|e-?mail|mail|computer))?\\b|on (?:a |an )?(?:annual |maternity |paternity |parental |sick |summer |family |extended |business )?(?:vacation|holidays?|leave|travel|trip)|not in the office|unavailable|travel(?:l)?ing|absent)",
    '\\b(?:ich bin|ich werde)(?: derzeit| zurzeit| zur zeit| momentan| aktuell| leider| bis [^!?]{2,30}?| vom [^!?]{3,40}?| ab [^!?]{2,30}?| heute){0,3}(?: nicht (?:im (?:buro|hause?)|erreichbar|anwesend)| im urlaub| abwesend| ausser haus| in elternzeit)',
    '\\bje (?:suis|serai)(?: actuellement| donc)? (?:absente?|en (?:conges?|vacances|deplacement)|hors du bureau|indisponible)',
    '\\b(?:estoy|estare|me encuentro|estaremos)(?: actualmente)? (?:fuera de la oficina|fuera de oficina|de vacaciones|ausente)',
    '\\b(?:sono|saro)(?: attualmente)? (?:fuori (?:ufficio|sede)|assente|in ferie)',
    '\\b(?:estou|estarei)(?: atualmente)? (?:fora do escritorio|ausente|de ferias|em ferias)',
    '\\bik ben(?: momenteel| op dit moment)? (?:afwezig|niet aanwezig|niet op kantoor|met vakantie|op vakantie)',
    '\\b(?:jestem|przebywam|bede)(?: obecnie)? (?:poza biurem|nieobecn[ya]|na urlopie)',
    '\\bjag (?:ar|kommer att vara)(?: for narvarande)? (?:pa semester|franvarande|inte pa kontoret|tjanstledig)',
    '\\bjeg er(?: for tiden)? (?:pa ferie|ikke pa kontoret|fravaerende|ikke til stede|pa kurs)',
    'я (?:нахожусь |буду )?(?:в отпуске|в командировке|отсутствую)',
  ].join('|'),
)

/** What such a note goes on to say: whom to ask, or when it will be read. */
const SAYS_WHAT_THEN =
  /(?:(?:reply|respond|answer|get back to you|contact you|read your|attend to|address your)[^.]{0,60}(?:when i (?:return|get back|am back)|(?:up)?on my return|as soon as|after)|(?:when|once) i (?:return|get back|am back)|limited access|no access to|intermittent access|(?:urgent|immediate assistance|emergency|in my absence|while i am (?:away|out))|please (?:contact|e-?mail|call|reach)|will be back|i will return|returning (?:on|to)|back in the office|dringend|in dringenden fallen|nach meiner ruckkehr|wenden sie sich|ab dem|wieder (?:im buro|erreichbar|da)|en cas d'urgence|a mon retour|de retour|merci de contacter|en caso de urgencia|a mi regreso|al mio rientro|in caso di urgenza|em caso de urgencia|retorno|bij dringende|ben ik weer|w pilnych sprawach|vid bradskande|ved hasteraeker|aterkommer|вернусь|по срочным)/

const THANKS =
  /^(?:[^.!?]{0,60}[,!.-] ?)?(?:thank(?:s| you)(?: very much| so much)? for (?:your |the |you |e)?(?:recent )?(?:e-?mail|mail|message|contacting|writing|note|inquiry|enquiry|getting)|vielen dank fur ihre|danke fur ihre|merci (?:de|pour) (?:votre|ton)|gracias por (?:su|tu|contactar|escribir)|grazie per (?:la|aver)|obrigad[oa] (?:por|pelo|pela)|bedankt voor|dziekuje za|tack for)/

const SAYS_RETURNED = new RegExp(
  `^.{0,60}?(?:${[
    'hi\\. this is the (?:qmail-send|deliver|mail delivery) program',
    'this message was created automatically by (?:mail delivery software|the mail system|the smtp)',
    'this is the (?:postfix program|mail system|mail delivery (?:agent|subsystem)|mail transfer agent) at',
    'this is an automatically generated delivery (?:status notification|report)',
    'the original message was received at .{10,60} from',
    "i'm sorry to have to inform you that (?:the|your) message",
    'your message did not reach some or all of the intended recipients',
    'delivery has failed to these recipients',
    'delivery to the following recipients? (?:failed|has been delayed)',
    'the following (?:message|addresses|recipients?)[^.]{0,60}(?:was undeliverable|had (?:permanent|transient)|could not be (?:delivered|reached))',
    'the message that you sent was undeliverable',
    'sorry[,.:] (?:we were )?unable to deliver your message',
    'your (?:message|mail|e-?mail) (?:could not|cannot) be (?:sent|delivered)',
    'a message that you sent could not be delivered',
    'the delivery of the following mail failed',
    'could not deliver (?:the )?(?:mail|message) to',
    'unable to deliver (?:the )?(?:mail|message) to',
    'this is an? (?:e-?mail )?(?:abuse|opt-out|feedback) report for',
    'this report (?:relates|is sent) ',
    '-+ ?(?:the following addresses had|transcript of session follows)',
    'mail to the following recipients? ',
  ].join('|')})`,
)

const CHALLENGE =
  /(?:this (?:account|mailbox|e-?mail address|inbox) is protected by|(?:has|have) been (?:wait-?listed|quarantined) (?:until|because)|please (?:click|reply|follow)[^.]{0,80} to (?:confirm|verify|have your (?:address|message|e-?mail))[^.]{0,80}(?:allowed list|whitelist|guest list|deliver)|sender (?:verification|confirmation) (?:is )?required|add(?:ed)? (?:yourself )?to my (?:boxbe )?guest list)/

export function saysAutomatic({ words }: OwnWords): boolean {
  return SAYS_AUTOMATIC.test(words.slice(0, 400))
}

/**
 * A person may write from a holiday. So it takes the absence, what to do meanwhile, no question, no quotation, and a
 * sign that it reacts to a mail: thanks for one, or `isReaction` (In-Reply-To without a reply's subject).
 */
export function saysAbsent(own: OwnWords, isReaction: boolean): boolean {
  const { words, quotes } = own
  if (quotes || words.length > SHORT || /[?？]/.test(words)) return false
  if (!SAYS_ABSENT.test(words.slice(0, 500)) || !SAYS_WHAT_THEN.test(words)) return false
  return isReaction || THANKS.test(words)
}

export function saysReturned({ words }: OwnWords): boolean {
  return SAYS_RETURNED.test(words.slice(0, 400))
}

export function isChallenge({ words }: OwnWords): boolean {
  return CHALLENGE.test(words.slice(0, 1_500))
}
