import { type Examined, isReaction } from '../reading/examined.ts'
import { tokenOf } from '../reading/header-index.ts'
import { domainOf } from '../reading/local-parts.ts'
import { sameOrganisation } from '../reading/reply-target.ts'

/** Values by which a header of no standard says that it does not apply. */
const NEGATIVE = /^(?:no|none|false|0|off)$/

/** The header is there, and its value does not deny it. */
export function says(mail: Examined, name: string): boolean {
  return mail.headers.all(name).some((value) => !NEGATIVE.test(tokenOf(value)))
}

const AUTO_SUBMITTED = ['auto-submitted', 'x-auto-submitted', 'autosubmitted']

/** Every value but `no`, and X.400's word for it; parameters and comments aside. Repeated: the strictest counts. */
export function autoSubmitted({ headers }: Examined, kind: 'replied' | 'other'): boolean {
  return AUTO_SUBMITTED.flatMap((name) => headers.all(name))
    .map(tokenOf)
    .filter((token) => token !== '' && token !== 'no' && token !== 'not-auto-submitted')
    .some((token) => token.startsWith('auto-repl') === (kind === 'replied'))
}

const AUTO_HEADER =
  /(?:^|-)auto-?(?:reply|replied|respond|responder|response|generated)(?:-|$)|holidayreply|machinegenerated/
/** CommuniGate's values for mail that it passes on, which a person may have written. */
const PASSED_ON = /^(?:forward|redirect|mirror|group)$/

/** X-Autoreply, X-Autorespond, X-Mail-Autoreply, X-AutoReply-From, X-FC-MachineGenerated and their kin. */
export function vendorAutoHeader({ headers }: Examined): boolean {
  return headers.names.some((name) => {
    if (name === 'x-auto-response-suppress' || !AUTO_HEADER.test(name)) return false
    return headers
      .all(name)
      .map(tokenOf)
      .some((token) => !NEGATIVE.test(token) && !PASSED_ON.test(token))
  })
}

const NAMED_RESPONDERS: readonly (readonly [string, RegExp])[] = [
  ['delivered-to', /^<?autoresponder\b/i],
  ['x-post-messageclass', /autoresponder/i],
  ['delivered-by-the-graces-of', /vacation program/i],
  ['x-mailer', /auto-?respon|auto-?repl|kana response|^vacation\b|^bitdefender vshield/i],
  ['x-mailscanner', /^generated\b/i],
  ['x-xsp-msgclass', /notification/i],
  ['user-agent', /auto-?respon|auto-?repl/i],
]

/** Where responders want no answers to go to. */
const RESPONDER_ENVELOPE = /^(?:auto-?respon(?:der|se)|quotaagent|pleaseforward)(?:[-+=].*)?$/

/** Responders that name themselves in a header with another purpose. A person's answer to one keeps its topic. */
export function responderAtWork({ headers, subject, envelopeLocal }: Examined): boolean {
  if (RESPONDER_ENVELOPE.test(envelopeLocal)) return true
  if (!subject.isAnswer && headers.all('thread-topic').some((topic) => /^\s*autoresponse\s*$/i.test(topic)))
    return true
  return NAMED_RESPONDERS.some(([name, pattern]) => headers.all(name).some((value) => pattern.test(value)))
}

/** What Exchange seems to write on a mail that passes one of its groups, whoever wrote it: ADR 0036. */
const BY_A_GROUP = 'autoreply dr oof'

/**
 * An acknowledgement is an automatic reply that is no out-of-office notice: `All` and `AutoReply` forbid it by their
 * definition. `OOF` alone does too: ADR 0036. DR, NDR, RN and NRN speak of reports, which this is not.
 */
export function suppressesReplies({ headers }: Examined): boolean {
  return headers.all('x-auto-response-suppress').some((value) => {
    const flags = value
      .toLowerCase()
      .split(/[\s,;"]+/)
      .filter((flag) => flag !== '')
    return flags.some((flag) => /^(?:all|oof|autoreply)$/.test(flag)) && flags.sort().join(' ') !== BY_A_GROUP
  })
}

/** `normal` and `first-class` are what people's mail says. */
export function precedence({ headers }: Examined, wanted: RegExp): boolean {
  return [...headers.all('precedence'), ...headers.all('x-precedence')].some((value) =>
    tokenOf(value)
      .split(/[\s,]+/)
      .some((word) => wanted.test(word)),
  )
}

/** BoxTrapper's and cPanel's spelling of what others call Precedence. */
export function preference({ headers }: Examined): boolean {
  return headers.all('preference').some((value) => /^auto[-_]?repl/.test(tokenOf(value)))
}

const LOOP_HEADER = /^x-(?:no-|otrs-|otobo-|znuny-)?loop$|^x-(?:rt-)?loop-prevention$/

/**
 * X-Loop, and what help desks call theirs. Mail servers mark whatever passes them in the same manner, Exchange and ZoneMTA
 * (X-Zone-Loop) among them: that says nothing of who wrote it. Nor does an X-Loop with an address: procmailex(5) has each
 * that a mail is passed on by add its own, the sender's, a colleague's or a stranger's. But an automatic reply with the
 * sender's own or one of its organisation's (same page) refers to a mail.
 */
export function loopHeader(mail: Examined): boolean {
  const sender = domainOf(mail.facts.from?.address ?? '')
  const passedOn = (value: string) => {
    const domain = domainOf(value.replace(/[<>\s]+/g, ''))
    return domain !== '' && !(sameOrganisation(domain, sender) && isReaction(mail))
  }
  return mail.headers.names.some(
    (name) =>
      LOOP_HEADER.test(name) &&
      says(mail, name) &&
      !(name === 'x-loop' && mail.headers.all(name).every(passedOn)),
  )
}

/** Our own mail, by the headers this system gives its templates. */
export function ownMark({ headers }: Examined): boolean {
  return headers.names.some((name) => name.startsWith('x-homeward-'))
}
