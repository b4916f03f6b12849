import { finderOf, isAscii, plain, plainly } from './plain-words.ts'

/** "Do not reply" as senders write it in their own languages; a blank stands for any or no separator. */
const NO_REPLY =
  'no reply|no replies|not monitored|unmonitored|do not reply|dont reply|not reply|never reply|no response|do not respond|do not answer' +
  '|nicht antworten|keine antwort|ne pas repondre|no responder|no responda|no contestar|no conteste' +
  '|nao responder|nao responda|non rispondere|niet beantwoorden|niet antwoorden|svar ikke|ikke svar|besvar ikke' +
  '|svara inte|svara ej|ej svar|ala vastaa|ei vastausta|nie odpowiadaj|nie odpowiadac|neodpovidat|neodpovidejte' +
  '|neodpovedat|neodpovedajte|ne valaszolj|ne valaszoljon|nu raspunde|nu raspundeti|ne odgovaraj|ne odgovarajte' +
  '|ne odgovarjaj|ne otvechat|ne otvechaite|ne otvechai|ne otvechayte|yanitlama|yanitlamayin|cevaplama|cevaplamayin' +
  '|no respongueu|ez erantzun|jangan balas|jangan dibalas|mi apantate|neatsakyti|neatsakykite|neatbildet' +
  '|arge vastake|ikke besvar|khong tra loi|khong phan hoi' +
  '|ei vastata|sin respuesta|sem resposta|senza risposta|sans reponse|ohne antwort|geen antwoord|cevaplamayiniz|yanitlamayiniz' +
  '|svar ej|inte svara|ei vastaa|niet reageren|geen reactie|neodpovidej|min apantate|mhn apantate|no rispondere|no respondas' +
  '|antworte nicht|henshin fuka|henshin fuyo|henshin fuyou|hasshin senyo|hasshin senyou|soushin senyo|soushin senyou|sousin senyo|sousin senyou' +
  '|reply not possible|reply is not possible|no replay|no repley'

/** Words of business as well: somebody may sell `unattended.payment@`. So only as the whole of a local part. */
const NO_REPLY_ALONE = 'unattended|unattended mailbox|send only|outbound only|no inbox|nur versand'

/** And in other scripts, where the mail system takes them (RFC 6531). */
const NO_REPLY_IN_OTHER_SCRIPTS =
  'не отвечать|не отвечайте|не відповідати|не відповідайте|не отговаряйте|μην απαντάτε|请勿回复|請勿回覆|不要回复|勿回复|勿回覆' +
  '|返信不可|返信不要|発信専用|送信専用|配信専用|회신금지|회신불가|발신전용|발송전용|לא להשיב|אין להשיב|لا ترد|عدم الرد|ไม่ต้องตอบกลับ'

/** What writes to people and cannot be written to; there may be several of each. A person may still be named in Reply-To. */
const SENDERS =
  'notification|notifications|notify|alerts|auto reply|auto responder|auto response|auto answer' +
  '|automatic reply|automated|automated response|virus alert' +
  '|auto confirm|auto confirmation|order confirm|order confirmation|order confirmations|order update|order updates' +
  '|order status|tracking updates|pkginfo|ship confirm|shipping confirmation|shipment tracking|account update|account updates|password reset' +
  '|automailer|auto mailer|automail|mail robot|mail bot|calendar notification|system notification|system notifications|system alert|system alerts|posta certificata|notificaciones|notificacao|notificacoes|notifiche|powiadomienia|bildirim|bildirimler|benachrichtigung|benachrichtigungen'

/** Of them, what never passes on what a person has typed. */
const NEWSLETTERS =
  'newsletter|newsletters|e news|e newsletter|news letter|boletin|boletim|hirlevel|nieuwsbrief|nyhetsbrev|nyhedsbrev|uutiskirje|infolettre|rundbrief'

/** What forms of websites write from. */
const FORMS =
  'forms|form submission|form submissions|form|submission|submissions|contact form|contact forms|web form|web forms|mail form|form mail|form mailer|wp forms' +
  '|kontakt formular|kontakt formulaer|kontakt skjema|formular|web formular|anfrage formular|formulaire|formulaire contact|formulaire de contact|formulario|formulario contacto|formulario de contacto' +
  '|formulier|contact formulier|modulo contatti|enquiry form|inquiry form|kontakt anfrage|web anfrage|online anfrage'

/**
 * And what else they do, with content managers: programs or people, by themselves it does not say. But where Reply-To is
 * somebody's elsewhere, that is who filled the form in.
 */
const SITES =
  'anfrage|anfragen|enquiry|enquiries|inquiry|richiesta|website|web|wp|php|cgi|wwwrun|joomla|typo 3|drupal|mailer|cgi mailer|php mailer|system|server'

/**
 * Accounts of programs. With a number behind it is somebody's choice of a name. `mailer`, `system` and `server` are names
 * of people and firms: their programs have other marks.
 */
const ACCOUNTS =
  'root|daemon|nobody|uucp|cron|cron daemon|www data|apache|wordpress|sendmail|mmdf|nuucp|netserv|smtp|smtp error|ammgr|logwatch' +
  '|bugzilla|bugzilla daemon|redmine|gitlab|buildbot|httpd|lighttpd' +
  '|unattended upgrades|nagios|icinga|zabbix|alertmanager|fail 2 ban|logcheck|postgres|backuppc'

/** Mail systems and list managers' own addresses. */
const MAIL_SYSTEMS =
  'mailer daemon|mailer deamon|mail daemon|mail delivery subsystem|mail delivery system|fetchmail daemon|post master|mail master|mdaemon|smtp gateway|symantec antivirus for smtp gateways|surfcontrol|listserv|listproc|majordomo|mailman owner'

/** Whole words only: `noreplyman` and `norep.lyman` are people. */
const noReply = finderOf(
  () => NO_REPLY,
  (any) => `(?:^|[^a-z])(?:${any})(?![a-z])`,
)
/** The whole of a local part, but for what tells several such senders apart. */
function called(names: string): (localPart: string) => boolean {
  return finderOf(
    () => names,
    (any) => `^(?:${any})(?:[+=].*|[\\d_.-]*)$`,
  )
}
const noReplyAlone = called(NO_REPLY_ALONE)
const noReplyInOtherScripts = finderOf(plainly(NO_REPLY_IN_OTHER_SCRIPTS), (any) => `(?:${any})`)
const sender = called(SENDERS)
const newsletter = called(NEWSLETTERS)
const form = called(FORMS)
const site = called(SITES)
/** As hosts number whose website it is. */
const hostedAccount = /^u\d{6,12}$/
const account = finderOf(
  () => ACCOUNTS,
  (any) => `^(?:${any})(?:[+=].*|[_.-]*)$`,
)
const mailSystem = finderOf(
  () => MAIL_SYSTEMS,
  (any) => `^(?:${any})(?:[+=-].*|[\\d_-]*)$`,
)
/**
 * Where bounces go: what stands behind tells which mail it was. In the envelope it is no sign: services through which
 * people write have theirs there too. `bounce` alone is a firm's.
 */
const returnAddress = /^bounces?(?:[+=].*|[.-].*[\d=].*)$|^bounces[\d_.-]*$/
/** Exchange writes its own reports from `MicrosoftExchange` and a hash. */
const exchangeSystem = /^microsoftexchange[0-9a-f]{16,}$/
/** `x-request` and `x-owner` are left out, though RFC 3834 §2 names the former: offices have such addresses. */
const listManager = /^(?:owner-.+|.+-bounces)(?:[+=].*)?$|^.+-bounce[+=]/

export function localPartOf(address: string): string {
  const at = address.lastIndexOf('@')
  return plain(at < 0 ? address : address.slice(0, at), 200)
}

export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : plain(address.slice(at + 1), 255)
}

export function isNoReply(localPart: string): boolean {
  return (
    noReply(localPart) || noReplyAlone(localPart) || (!isAscii(localPart) && noReplyInOtherScripts(localPart))
  )
}

export function isSendingProgram(localPart: string): boolean {
  return sender(localPart) || account(localPart) || newsletter(localPart)
}

export function isNewsletter(localPart: string): boolean {
  return newsletter(localPart)
}

/** Called so, it is a form and nothing else. */
export function isOnlyForm(localPart: string): boolean {
  return form(localPart)
}

export function isFormSender(localPart: string): boolean {
  return form(localPart) || site(localPart) || hostedAccount.test(localPart)
}

export function isMailSystem(localPart: string): boolean {
  return mailSystem(localPart) || exchangeSystem.test(localPart)
}

export function isReturnAddress(localPart: string): boolean {
  return returnAddress.test(localPart)
}

export function isListManager(localPart: string): boolean {
  return listManager.test(localPart)
}

/** `owner-news`, `news-bounces+jane=x.example` → `news`; undefined for any other local part. */
export function listManagedBy(localPart: string): string | undefined {
  if (!isListManager(localPart)) return undefined
  return localPart.replace(/[+=].*$/, '').replace(/^owner-|-bounces?$/, '')
}
