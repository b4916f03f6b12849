import { finderOf, plain, plainly } from '../reading/plain-words.ts'
import { AUTOMATIC_REPLY } from '../reading/subject-phrases.ts'
import { anyOf } from './any-of.ts'

/** What the mail itself says, without what it quotes or forwards. */
export interface OwnWords {
  readonly words: string
  /** How the text begins, line by line, with what it may quote: programs part their reports by lines of dashes. */
  readonly beginning: string
  /** True: it quotes or forwards, which programs that announce an absence hardly ever do. */
  readonly quotes: boolean
}

/** A note of absence is short; a longer text is somebody's letter. */
const LOOKED_AT = 2_500
const SHORT = 1_600

/** RFC 3676 §4.5, and how mail programs introduce what they quote. */
const QUOTE_BEGINS =
  /^\s*(?:>|-{2,}\s?\S.{0,60}-{2,}\s*$|_{10,}\s*$|(?:from|von|de|da|van|från|fra|od|差出人|发件人|寄件者)\s?[:：]\s?\S|begin forwarded message|on .{6,120} wrote:\s*$|am .{6,120} schrieb.{0,80}:\s*$|le .{6,120} a écrit\s?:\s*$|el .{6,120} escribió:\s*$)/i

/** Cuts the text where a quotation or a forwarded mail begins. */
export function ownWords(bodyStart: string): OwnWords {
  const lines = bodyStart.slice(0, LOOKED_AT).split(/\r\n|\r|\n/, 120)
  const end = lines.findIndex((line) => QUOTE_BEGINS.test(line.slice(0, 200)))
  const own = end < 0 ? lines : lines.slice(0, end)
  // An empty line ends a sentence; a line break does not, since programs wrap.
  const text = own.map((line) => (line.trim() === '' ? '.' : line)).join(' ')
  return {
    words: plain(text.replace(/^[\s.]+/, ''), LOOKED_AT),
    beginning: bodyStart.slice(0, LOOKED_AT).trimStart(),
    quotes: end >= 0,
  }
}

const THIS_IS =
  "this (?:e-?mail |message )?is an?|dies(?:e nachricht|e e-?mail)? ist eine?|c'est une?|ceci est une?|est[ae] (?:mensaje |correo )?es una?|quest[ao] e una?|est[ae] e uma?|dit is een|dette? (?:er|ar) (?:en|ett?)|tama on|to jest|toto je|ez egy|acest(?:a|ea) este una?|это|це|ово је|ovo je|bu bir|ini adalah|day la|これは|本メールは|此邮件为|이 메일은"
/** After a colon a person tells what somebody else said: unless it stands after a salutation or such a word. */
const LABEL =
  '(?:^|[.!] ?|\\b(?:please|bitte|veuillez) )(?:note|attention|important|notice|nota|hinweis|remarque|(?:dear|hello|hi|sehr geehrte|guten tag|bonjour|hola|gentile)\\b[^.!:]{0,40})'

/** Without that, no phrase need be looked for. */
const SAYS_WHAT_IT_IS = new RegExp(THIS_IS)

const saysSo = finderOf(
  plainly(
    `${Object.values(AUTOMATIC_REPLY).join('|')}|automatic confirmation|automated confirmation|autoresponder|automated message|automated e-mail|automated notification|automatic message|automatic e-mail|automatic notification|automatically generated|auto generated|computer generated|system generated|automatische nachricht|automatische e-mail|automatische benachrichtigung|automatisierte nachricht|automatisierte e-mail|automatisch generierte|automatisch erstellte|automatisch erzeugte|message automatique|mail automatique|e-mail automatique|message généré automatiquement|mensaje generado automáticamente|correo generado automáticamente|messaggio generato automaticamente|mensagem gerada automaticamente|courriel automatique|mensaje automático|correo automático|correo electrónico automático|notificación automática|messaggio automatico|mensagem automática|e-mail automático|e-mail automatica|automatische e-mail|automatyczna wiadomość|wiadomość automatyczna|automatická zpráva|automatisk e-mail|automatisk e-post|automatisch gegenereerd|automatisch bericht|automatiskt meddelande|automatisk besked|automatisk melding|automatikus üzenet|автоматическое сообщение`,
  ),
  (any) => `(?:^|${LABEL}:|[.!*#)\\]-]) ?(?:${THIS_IS}) ?(?:${any})(?![^-.,;:!?–—]{0,25}\\b(?:i|ich|je)\\b)`,
)

/** A website says so of what a person typed into its form. */
export const BY_A_FORM =
  /\b(?:by|through|via|from|on|using|von|uber|par|depuis|desde|dal|tramite) [^.!?]{0,40}\b(?:web|contact|kontakt)?-?form(?:ular|ulaire|ulario|ulier)?\b/

/** "This message was created automatically", as Exim says it, in the languages of its readers; East Asian ones as `plain` leaves them. */
const MADE_BY_ITSELF = new RegExp(
  `(?:^|\\bnote:|[.!*#)\\]。※-]) ?(?:${[
    'you received this (?:mandatory )?(?:service )?e-?mail (?:service announcement )?to (?:let you know|update you) about important changes to your ',
    'this (?:e-?mail|mail|message|notification|reply)(?: message)? (?:was|is|has been) (?:automatically (?:generated|sent|created)|(?:generated|sent|created) automatically)',
    'this (?:e-?mail|message) (?:was|is|has been) sent from an? (?:notification[ -]only|send[ -]only|outgoing[ -]only|unmonitored|unattended|automated|auto-?notification) (?:e-?mail )?(?:address|account|mailbox|system)',
    '(?:please )?do not reply (?:directly )?to this (?:e-?mail|message)(?: directly)?[.,;—–-]* ?(?:as |since |because )?th(?:is|e) (?:mailbox|e-?mail address) is not monitored',
    'th(?:is|e) (?:mailbox|e-?mail address) is not monitored[.,;] ?(?:please )?do not reply',
    '(?:please note that )?replies to this (?:message|e-?mail) are (?:routed to an unmonitored mailbox|not monitored)',
    'this is an? (?:notification|post|send|outgoing)[ -]only (?:e-?mail|mailing|message|address)',
    'dies(?:e|er|es)? (?:e-?mail|mail|nachricht|schreiben|antwort) (?:wurde|ist|wird) (?:maschinell|automati(?:sch|siert)) (?:erstellt|generiert|erzeugt|versendet|versandt|verschickt)',
    'ce(?:t|tte)? (?:e-?mail|mail|message|courriel|notification|reponse) (?:a ete|est|vous a ete) (?:envoyee?|generee?|adressee?) automatiquement',
    'est[ea] (?:e-?mail|correo(?: electronico)?|mensaje|notificacion) (?:ha sido|fue|es|se ha) (?:generad|enviad)[oa] (?:automaticamente|de (?:forma|manera) automatica)',
    'quest[ao] (?:e-?mail|mail|messaggio) e (?:stat[ao] )?(?:generat|inviat)[ao] (?:automaticamente|in automatico)',
    'est[ea] (?:e-?mail|mensagem) (?:foi|e) (?:gerad|enviad)[ao] automaticamente',
    '(?:deze|dit) (?:e-?mail|mail|bericht) (?:is|werd) automatisch (?:gegenereerd|verzonden|verstuurd|aangemaakt)',
    'det(?:ta|te) (?:meddelande|mejl|mail|e-?mail|e-?postmeddelande) (?:har (?:skickats|genererats) automatiskt|(?:ar|skickades|har) automatiskt (?:skickat|genererat))',
    'denne (?:e-?post(?:en)?|mail|e-?mail|besked|melding(?:en)?) (?:er|blev|ble) (?:automatisk (?:sendt|generert|genereret)|(?:sendt|generert|genereret) automatisk)',
    'ta wiadomosc zostala (?:automatycznie (?:wygenerowana|wyslana)|(?:wygenerowana|wyslana) automatycznie)',
    '(?:tato zprava|tento e-?mail) byl[ao]? (?:automaticky (?:vygenerovan|odeslan)|(?:vygenerovan|odeslan)[ao]? automaticky)',
    'bu (?:e-?posta|mesaj|e-?mail) otomatik olarak ',
    '(?:это|данное) (?:сообщение|письмо) (?:было )?(?:создано|отправлено|сформировано|сгенерировано) автоматически',
    '(?:この|本)(?:メール|メッセーシ)は、?(?:システムより|システムから|「[^」]{1,30}」か)?自動(?:的に)?(?:送信|配信|返信|生成)',
    '(?:此|本|该|這|这)(?:封|是)?(?:邮件|郵件|信|電子郵件)(?:为|由|是|係|系)?(?:系统|系統)?自动(?:发送|发出|生成|回复)',
    '(?:此|本|該|這)(?:封)?(?:郵件|信件|信|電子郵件)(?:為|由|是|係)?系統自動',
    '(?:이|본) (?:메일|이메일)은 .{0,20}자동'.normalize('NFKD'),
  ].join('|')})`,
)

/** Of somebody else's mail, in the same sentence: "…, it says", "…, schreiben Sie". */
export const REPORTED =
  /[,;:–—-] ?(?:so |that is what |as )?(?:you (?:say|write|wrote|told|keep)|(?:it )?says\b|steht\b|schreiben sie|schreibt ihr|antworten sie|dites[- ]vous|dit (?:votre|la|le)\b|dice (?:su|la|el|il|vuestr|vostr)|diz (?:a|o|voss)|staat er|star d[ae][rt]\b|piszecie|pisete|пишете|написано)|diyorsunuz|とあります|と書かれ/

/** Who speaks of themselves beside it, but in a question (`Why have I received this?`), tells of a program's mail. */
const OF_ONESELF =
  /\b(?:i (?:am|have|did|do|want|got|get|keep|cannot|can|need|never|wrote|paid|ordered)|i'(?:m|ve)|ich|mir|mich|je (?:ne |n'|suis|veux)|j'ai|yo|io non|ik heb)\b|(?:^|[^\p{L}])(?:я|мне)(?!\p{L})/u

/** "This is an automatic reply", said at the beginning. */
export function saysAutomatic({ words, quotes }: OwnWords): boolean {
  const beginning = words.slice(0, 400)
  return !quotes && !/[?？]/.test(beginning) && signsAsAutomatic(beginning)
}

/** The same, said at the end. */
export function signsAsAutomatic(words: string): boolean {
  if (MADE_BY_ITSELF.test(words)) {
    const told = words.replace(/[^.!?]{0,300}[?]/g, '')
    return ![BY_A_FORM, REPORTED].some((said) => said.test(words)) && !OF_ONESELF.test(told)
  }
  return SAYS_WHAT_IT_IS.test(words) && saysSo(words) && !REPORTED.test(words)
}

/** "I am not here", said of oneself. */
export const ABSENT = anyOf([
  "\\bi(?:'m| am| will be|'ll be)[^.!?]{0,30} (?:out of (?:the |my )?office|away|on (?:\\w+ )?(?:leave|vacation|holidays?))\\b",
  '\\bich (?:bin|werde)(?:[^.!?]|\\d\\.){0,50} (?:nicht (?:im (?:buro|hause?)|zu hause)|im urlaub|abwesend|ausser haus|in elternzeit)',
  '\\bje (?:suis|serai)[^.!?]{0,30} (?:absente?|en (?:conges?|vacances)|hors du bureau)',
  '\\b(?:estoy|estare|me encuentro)[^.!?]{0,30} (?:fuera (?:de (?:la )?oficina|desde)|de vacaciones|ausente)',
  '\\b(?:sono|saro)[^.!?]{0,30} (?:fuori (?:ufficio|sede)|assente|in ferie)',
  '\\b(?:estou|estarei)[^.!?]{0,30} (?:fora do escritorio|ausente|de ferias)',
  '\\bik (?:ben|zal)[^.!?]{0,30} (?:afwezig|niet op kantoor|(?:met|op) vakantie)',
  '\\b(?:jag ar|jeg er)[^.!?]{0,30} (?:pa (?:semester|ferie)|franvarande|frav(?:ae|æ)rende|borta fran|(?:inte|ikke) (?:pa kontoret|til ?stede)|utilgjengelig)',
  '\\b(?:jestem|bede)[^.!?]{0,30} (?:poza biurem|nieobecn[ya]|na urlopie)',
  '(?:^|, ?)(?:actuellement )(?:absente?|en conges?)',
  '\\bjsem na dovolene',
  '\\bburada bulunmayacagim',
  '我[^.!?。！]{0,60}(?:休假|出差|外出|无法回信)',
  'я [^.!?]{0,30}(?:в отпуске|в командировке|отсутств(?:ую|овать))',
])
/** What such a note goes on to say, in vacation(1)'s example as in Microsoft's: whom to ask when it is urgent, or when it will be read. */
export const GOES_ON = anyOf([
  '\\b(?:for|in|if|with|should|any|other|more|bei|fur|falls|wenn|als|en|pour|si|para|per|se|em|bij|voor|vid|ved|w|v) (?:[^ .!?]{1,20} ){0,4}(?:urgen(?:t|cy|cia|cias|ce|ces|za|ze|te|tes|ti)|dringend(?:e[nrms]?)?)\\b(?! (?:help|hulp|hilfe|refund|need))',
  "\\bd'urgences?\\b|\\bdringende(?:s|nfalls)\\b",
  '\\b(?:need|require|want|for|if) [^.!?]{0,40}\\bimmediate (?:assistance|help|attention|support|response|answer)',
  '\\b(?:repl(?:y|ied)|respond|answer|get back to you|read|attend|be in touch|contact you|deal[t]? with)\\b[^.!?]{0,60} (?:when i|as soon as i|once i|(?:up)?on my) (?:return|get back|am back)',
  '\\b(?:when i|as soon as i|once i|(?:up)?on my) (?:return|get back|am back),? [^.!?]{0,40}\\b(?:repl(?:y|ied)|respond|answer|get back to you|read)\\b',
  'in my absence|nach meiner ruckkehr|vertretung|a mon retour|je prendrai connaissance|a mi regreso|al mio rientro|no meu regresso|bij mijn terugkeer',
  'bradskande|haster|pilnych|neodkladn|acil durum|nodstilf|noe viktig|belangrijke punten|срочн|紧急|緊急|急事',
])
const THANKS =
  /^[^.!?]{0,60}\b(?:thank(?:s| you) for (?:your|the) |vielen dank fur ihre|danke fur ihre|merci (?:de|pour) votre|gracias por su|grazie per la|obrigad[oa] p(?:or|elo|ela)|bedankt voor|tack for|tak for|takk for|dziekuje za|спасибо за)/

/**
 * A person may write from a holiday. So it takes the absence, what to do meanwhile, no question, no quotation, and a
 * sign that it reacts to a mail: thanks for one, or `isReaction`.
 */
export function saysAbsent({ words, quotes }: OwnWords, isReaction: boolean): boolean {
  if (quotes || words.length > SHORT || /[?？]/.test(words)) return false
  return ABSENT.test(words.slice(0, 500)) && GOES_ON.test(words) && (isReaction || THANKS.test(words))
}

const MOVED = /\be-?mail address\b[^!?]{0,60}\bchanged\b|\b(?:e-?mail )?domain\b[^!?]{0,40}\bretired\b/
const PASSED_ON =
  /\byour (?:e-?mail|mail|message)(?: to [^.!?]{1,80})? (?:has been|was|will be|is being) (?:automatically |also )?(?:forwarded|delivered)\b/

/** An address that is another now, and our mail passed on to it: people who tell that answer it. */
export function saysMoved({ words, quotes }: OwnWords): boolean {
  return (
    !quotes && words.length <= SHORT && !/[?？]/.test(words) && MOVED.test(words) && PASSED_ON.test(words)
  )
}
