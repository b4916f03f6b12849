import { plain } from '../reading/plain-words.ts'
import { REPORTED } from './body.ts'

/** What mail servers say first, and no person does: each after what it may have of rules and stars before it. */
const OPENINGS = [
  'hi\\. this is the \\S{2,30} (?:program|mail server)',
  // Exim specification, "Customizing bounce messages", and deliver.c; Postfix bounce(5), now and before version 2.3.
  'this message (?:was|has been) created automatically by (?:mail delivery software|facebook|mailer at )',
  'a message that you sent (?:could not be delivered to (?:one or more|all|the following)|was rejected by the local scanning|contained one or more recipient addresses|was rejected: )',
  'message \\S{6,60} (?:has been frozen|was frozen on arrival)',
  'this is the (?:mail system|(?:bns )?(?:postfix|keftamail|smtp_gateway) program) at host',
  'this is the dragonfly mail agent ',
  // sendmail; its warnings, as ezmlm-weed(1) knows them; how it parts its reports, HP-UX Mailing Services guide.
  'the original message was received at \\w{2,4},? \\d.{8,60} from',
  'this is a warning message only[ .]*(?:\\*|you do not need to resend)',
  'the following addresses ha(?:d (?:permanent fatal errors|transient non-fatal errors|delivery problems[^@]{0,80}\\S@\\S)|ve delivery notifications)',
  'transcript of session follows ?-|session transcription follow:|(?:transcript of report|failed addresses|message log|special condition) follows?:? ?-',
  // Exchange 2003, and Microsoft Learn, "Non-delivery reports"; sisimai Office365.
  'your message did not reach some or all of the intended recipients',
  'your message to: .{1,300} did not reach the following recipient',
  'delivery has failed to these recipients',
  'falha na entrega a estes destinatarios',
  'uw bericht kan niet worden bezorgd bij de volgende geadresseerden',
  '\\S{3,255} rejected your message to the following e-?mail addresses:',
  'this is an automatically generated delivery status notification',
  'del(?:i|e)very to the following recipients? (?:failed|was aborted|has been delayed)',
  // courierdsn; Sun Java System Messaging Server administration guide, "To Construct and Modify Status Notifications".
  'this is a delivery status notification from \\S{2,255},',
  'this report relates to a message you sent with the following header fields',
  'your message cannot be delivered to the following recipients:',
  // RFC 3464 §2.2.2, RFC 8098 §3.2.1, §3.2.6: the fields of a report whose parts were made one text.
  '(?:technical report: )?reporting-mta: ?[a-z0-9-]{1,40} ?;',
  'reporting-ua: ?[^ ]{1,100} ?;',
  'disposition: ?(?:manual|automatic)-action/',
  // By sisimai's modules: Google, OpenSMTPD, PowerMTA, Amazon SES, SendGrid, Domino, Notes, Trustwave, Barracuda, au, Trend Micro.
  "address not found (?:\\*\\* )?your message wasn't delivered to \\S{1,64}@",
  'message (?:blocked|not delivered) \\*\\* your message',
  "(?:hello \\S{3,255} ?[,.] ?)?(?:\\. )?we're writing to let you know that the group you tried to contact",
  'hi! this is the mailer-daemon, please do not reply',
  'hello, this is the mail server on (?:[a-z0-9-]{1,63}\\.){1,8}[a-z0-9-]{0,63} ',
  'the following message to <[^>]{3,255}> was undeliverable',
  'an error occurred while trying to deliver the mail to the following recipients',
  'this is an automatically generated message from sendgrid',
  'your message subject: .{0,300} was not delivered to:',
  '(?:-+ )?failure reasons -{2,}',
  'your message: (?:from|subject): .{1,400} could not be delivered because of',
  'your message to: \\S{3,255} was blocked by our spam firewall',
  'your mail (?:sent on|attempted to be delivered on): .{10,60} could not be delivered to: <',
  'each of the following recipients was rejected by a remote mail server',
  'message could not be delivered to mobile\\.',
  'your message could not be sent\\. a transcript of the attempts',
  'we had trouble delivering your message\\. full details follow',
  'sorry, we were unable to deliver your message to the following address',
  '(?:message from \\S{3,255} )?unable to deliver message to the following address',
  'error message below: [245]\\d\\d - ',
  // By GNU Mailman's flufl.bounce and fml8's Mail::Bounce: MDaemon, MailEnable, IMail, InterScan, WebShield, Netscape and others.
  'message from interscan e-?mail viruswall',
  '(?:here is your list of )?failed recipients -{2,}',
  'this message was undeliverable due to the following reason',
  'this is the (?:machine generated message from mail service|deliver program at)',
  'hi\\. this is the e-?mail server at',
  'this is a delivery failure notification message',
  'this is an advisory-only e-?mail',
  'the (?:e-?mail|message) below could not be delivered to the following user',
  'the following addresses did not receive a copy of your message',
  'the following recipients did not receive this message: ?<',
  'the attached message had permanent fatal delivery errors',
  'message could not be delivered to some recipients\\. the following recipient',
  'your message has encountered delivery problems',
  'the address to which the message has not yet been delivered is',
  'invalid final delivery userid: ?\\S',
  '--> error description:',
  'your message to <?[^ >]{1,64}@[^ >]{1,255}>? was automatically rejected',
  'your message was automatically rejected by dovecot',
  // zmailer.org on the delivery reports of ZMailer.
  'this is a collection of reports about e-?mail delivery process concerning a message you originated',
  'receiver not found: \\S',
  // By Sympa's BounceMessage: X.400, NTMail, Mercury, AltaVista Mail, VINES, IBM VM, Bigfoot and others.
  "your message adressed to \\S{3,255} couldn't be delivered",
  'your message was not delivered to:? ?(?:the following recipients:|\\S{3,255} for the following reason)',
  'your mail item could not be delivered to the following users',
  'the requested destination was: ?\\S{1,64}@',
  'message not delivered to recipients below',
  'unable to deliver (?:following mail to|mail to the following) recipient',
  'the local mail transport system has reported the following problems',
  'user mailbox exceeds allowed size: ?\\S{1,64}@',
  'one or more addresses in your message have failed with the following',
  "the following recipients haven't received this message:",
  'the following destination addresses were unknown',
  'the following message could not be delivered because the address \\S{3,255} does not exist',
  'error-for: ?\\S{1,64}@',
  'the message that you sent was undeliverable to the following',
  'your message has been enqueued and undeliverable for \\d',
  '\\S{1,64}@\\S{3,255}(?: - no such user here\\.|; action: failed; status: \\d)',
  'this message was returned to you for the following reasons',
  // By Mail::DeliveryStatus::BounceParser: AOL's AirMail, and what arrived all the same.
  '(?:sorry,? \\S{3,255} )?your mail to the following recipients could not be delivered because they are not accepting mail',
  'your message (?:(?:to|subject|sent):? .{1,300} )?was (?:successfully )?delivered to the following recipients?\\b',
  // SpamAssassin's rules on bounces.
  'etrust secure content manager \\S{1,40} could not deliver the e-?mail',
  'you have reached a non-?working address\\. please check',
].join('|')

const RETURNED = new RegExp(`^(?:[-*# .|+_]{0,100})(?:${OPENINGS})`)

/** What a person may say first too, of a mail or of a parcel: it takes what a server said as well. */
const MAY_BE_A_PERSON = new RegExp(
  `^(?:[-*# .|+_]{0,100})(?:${[
    '(?:your|this|the|a) (?:message|mail|e-?mail)(?: (?:below|that you sent|you sent to \\S{1,255}))? (?:could not|cannot|was not|was not able to|was undeliverable|could not yet) ?(?:be )?(?:delivered|to the following)?',
    '(?:message|mail) (?:could not be|not|was not) delivered',
    '(?:sorry, )?(?:unable to|could not|the mail) deliver',
    '(?:the following|a) (?:recipient|address|message)(?:\\(?e?s\\)?)? (?:could not be|failed)',
    'the user\\(s\\) account is',
    "user's mailbox is full: <",
    'undeliverable (?:to|address)\\b',
    'unknown (?:user|recipient|host): ?\\S+@',
    "i'm afraid i wasn't able to deliver",
    'a summary of the undelivered message you sent follows',
    'this is just a warning, you do not need to take any action',
  ].join('|')})`,
)
/** Codes of RFC 5321 §4.2 and RFC 3463 as servers put them, an address with its diagnosis, what is sent back below. */
const A_SERVER_SAID =
  /(?:^|[ (:'"#-])[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}|<|user|no such|mailbox|recipient|requested|unknown|address)|\(#?[45]\.\d{1,3}\.\d{1,3}\)|<[^<> ]{1,255}@[^<> ]{1,255}>: |(?:original|returned) (?:message|mail) (?:follows|attached|below|-)|(?:below (?:is|this line is)|included is|this is) a copy of (?:the|your) (?:original )?message|included is a copy of|copy of the original message|(?:here|attachment) is a copy of the (?:first part of the )?message|non-delivered message is attached|unsent message below|your message reads \(in part\)|old message:|error (?:detail|type)|rcpt to: ?<|failed recipient: |final-recipient: ?rfc822|\* end of message|delivery attempts will continue to be made|no action is required on your part|unable to deliver mail\./

/** QSBMF §2, and flufl.bounce on its kin: a body that begins so is one; each recipient's paragraph begins with the address, the last with a dash. */
function isQsbmf(beginning: string): boolean {
  return (
    /^(?:Hi\. (?:This is the|The MTA program at)|We're sorry\. There's a problem|Check your send e-mail address\.|This is the mail delivery agent at|Unfortunately, your mail was not delivered)/.test(
      beginning,
    ) &&
    /^<[^<>\n]{0,255}>:[ \t\r]*\n/m.test(beginning) &&
    /^-/m.test(beginning)
  )
}

/** `beginning`: how the text begins, with its lines. Whether a mail server says there that a mail did not arrive. */
export function saysReturned(beginning: string): boolean {
  const words = plain(beginning, 1_500)
  if (isQsbmf(beginning)) return true
  // Servers do not say what others say, nor ask.
  if (REPORTED.test(words.slice(0, 200))) return false
  return (
    RETURNED.test(words) ||
    (MAY_BE_A_PERSON.test(words) && A_SERVER_SAID.test(words) && !/[?？]/.test(words.slice(0, 400)))
  )
}
