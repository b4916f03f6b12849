import { anyOf } from './any-of.ts'
import { ABSENT, GOES_ON, type OwnWords } from './body.ts'

/*
 * Notes that stand alone in a mail with the subject of an answer, which says of no mail that it answers it: what
 * mailboxes are told to reply with. Published examples differ in what they go on to say.
 */

/** Of the whole note. */
const SHORT = 800
/** Of what may stand before: a salutation and thanks. */
const AT_ONCE = 250

/** As such notes say it too, often without a subject. */
const ABSENT_TOO = anyOf([
  "\\bi(?:'m| am| will be|'ll be)[^.!?]{0,30} (?:ooo|unavailable|not available|not in (?:the|my) office|away from my desk|travell?ing|on pto|out until|out of town)\\b",
  '(?:^|[.!,] ?)(?:currently )?(?:out of (?:the )?office|ooo|on (?:annual |sick |parental |maternity |paternity )?(?:leave|vacation|pto))\\b',
  '\\b(?:our|the) offices? (?:is|are|will be)[^.!?]{0,30} closed\\b',
  '\\bich bin[^.!?]{0,40} nicht erreichbar\\b',
])

const A_DAY =
  '(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'

/** Until when, or that no mail is read or passed on meanwhile. */
const UNTIL = anyOf([
  "\\b(?:until|till|through|bis(?: zum| einschliesslich)?|jusqu'(?:au|a)|hasta(?: el)?|fino al?|ate|tot(?: en met)?|t/m|til|do) [^.!?]{0,20}\\d",
  `\\b(?:until|till) (?:next )?(?:week|month|${A_DAY})\\b`,
  `\\b(?:returning|return|be back|back)(?: (?:in|to|at) (?:the |my )?(?:office|work|desk))?,? (?:on|by|in|next|${A_DAY})\\b`,
  `\\bwill (?:reply|respond|answer|get back)\\b[^.!?]{0,40}\\b(?:next (?:week|month)|when i|once i|after|${A_DAY})\\b`,
  '\\bfor the next (?:\\w+ )?(?:days|weeks|week|month|months)\\b',
  '\\b(?:limited|no|restricted|intermittent) access to (?:my )?(?:e-?mails?|inbox|messages)\\b',
  '\\b(?:keinen|eingeschrankten|begrenzten) zugriff auf meine e-?mails\\b',
  '\\bwerden? nicht weitergeleitet\\b',
  '\\bacces limite a (?:mes e-?mails|ma messagerie)\\b',
  '\\bacceso limitado a(?:l| mi) correo\\b',
])

const LEFT = anyOf([
  '\\bno longer (?:with|at|works? (?:for|at|here)|working (?:for|at|here)|employed|part of)\\b',
  '\\b(?:have|has) left (?:the )?(?:company|organi[sz]ation|firm|team)\\b',
  '\\bnicht mehr (?:[^ .!?]{1,30} ){0,4}(?:tatig|beschaftigt)\\b',
  '\\baus (?:dem|unserem) unternehmen ausgeschieden\\b',
  "\\bne (?:travaille|fait) plus (?:partie )?(?:de|chez|pour|dans|ici)\\b|\\ba quitte (?:la societe|l'entreprise)",
])
/** Whom to write to instead. */
const INSTEAD =
  /\b(?:contact|write to|direct|forward|reach|e-?mail|wenden|richten|adresse[zr]|contacte[zr])\b/

const THANKS_FOR_IT =
  /\b(?:thank(?:s| you)(?: so much| very much)? for (?:contacting|reaching out|getting in touch|writing|your (?:e-?mail|message|inquiry|enquiry|request|application))|(?:have|has been|'ve) received your (?:e-?mail|message|inquiry|enquiry|request|application)|(?:vielen dank|danke) fur (?:ihre|deine) (?:nachricht|anfrage|e-?mail|mail|bewerbung)|merci (?:de nous avoir|pour votre) (?:contactes?|ecrit|message|demande|mail|e-?mail)|gracias por (?:contactar|su mensaje|su correo|escribirnos))/
/** What it says of a team, and soon. People promise for themselves. */
const WILL_ANSWER = anyOf([
  "\\b(?:we|our team|someone|somebody|(?:a|one of our) [a-z ]{3,40})(?:'ll| will| aim to| try to| usually| typically| (?:is|are) going to) [^.!?]{0,60}\\b(?:get back|be in touch|respond|reply|answer|contact you|reach out)\\b[^.!?]{0,60}\\b(?:as soon as|asap|shortly|soon|promptly|within|business|working|hours?)\\b",
  '\\b(?:wir|unser team)[^.!?]{0,30} (?:melden|antworten|bearbeiten|kummern|setzen)[^.!?]{0,60}\\b(?:schnellstmoglich|so schnell wie moglich|in kurze|umgehend|innerhalb|baldmoglichst)\\b',
  '\\bnous [^.!?]{0,60}\\b(?:repondr|recontacter|reviendr)[^.!?]{0,60}\\b(?:plus brefs delais|des que possible|rapidement|sous|heures)\\b',
  '\\b(?:le|nos) [^.!?]{0,40}(?:responderemos|contactaremos|pondremos en contacto)[^.!?]{0,60}\\b(?:lo antes posible|breve|pronto|horas)\\b',
])

/** Whoever says until when, and asks for more than to write to somebody else, has written. */
const ASKS =
  /\b(?:(?:please|kindly)(?! (?:contact|reach out to|reach|e-?mail|write to|direct|refer)(?! (?:me|my|us)\b)\b)|call me|my (?:mobile|phone)|bitte|veuillez|por favor|per favore|alsjeblieft)\b/

/** After a salutation and thanks, and no more in that sentence than why: people quote it, and doubt it. */
const IS_AUTOMATIC =
  /^(?:[^.!?]{0,100}[.!]+ ?){0,2}[^.!?]{0,60}?\b(?:this is an (?:automatic|automated|auto-?generated) (?:reply|response|message|e-?mail|notification|acknowledge?ment)|dies(?:e e-?mail|e nachricht)? ist eine (?:automatische|automatisch (?:erstellte|generierte)) (?:antwort|nachricht|e-?mail)|ceci est (?:une reponse|un message) automatique|est[ae] es una? (?:respuesta automatica|mensaje automatico))(?:[.!]|$| (?:to (?:let|inform|confirm|acknowledge)|from|confirming|that we|since|because)\b)/

/** "I am not here", "no longer here", "this is automatic", or "we have your mail and will answer soon", and nothing else. */
export function isNote({ words, quotes }: OwnWords): boolean {
  if (quotes || words.length > SHORT || /[?？]/.test(words)) return false
  const beginning = words.slice(0, AT_ONCE)
  if (IS_AUTOMATIC.test(beginning)) return true
  if (ABSENT.test(beginning) || ABSENT_TOO.test(beginning))
    return GOES_ON.test(words) || (UNTIL.test(words) && !ASKS.test(words))
  if (LEFT.test(beginning)) return INSTEAD.test(words)
  return THANKS_FOR_IT.test(beginning) && WILL_ANSWER.test(words)
}
