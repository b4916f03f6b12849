import { isFreeMail } from '../free-mail.ts'
import type { MailFacts } from '../mail-facts.ts'
import {
  domainOf,
  isFormSender,
  isListManager,
  isMailSystem,
  isNewsletter,
  isNoReply,
  isOnlyForm,
  isReturnAddress,
  isSendingProgram,
  localPartOf,
} from './local-parts.ts'
import { finderOf } from './plain-words.ts'

const HELP_DESKS =
  'support|help|helpdesk|service|services|reply|care|customer service|customer care|customer support|kundenservice|kundendienst' +
  '|service client|atendimento|soporte|suporte|assistenza|klantenservice|kundtjanst|kundeservice|asiakaspalvelu|obsluga'

const OFFICES =
  'info|marketing|sales|abuse|noc|security|hostmaster|usenet|news|webmaster|www|ftp' +
  '|contact|team|office|admin|hello|feedback|billing|accounts|orders|kontakt|contacto'

/** Desks rather than people (RFC 2142, and help desks by their names): in Reply-To they are the sender's own help desk. */
const isDesk = deskOf(`${HELP_DESKS}|${OFFICES}`)
/** Elsewhere, `info@` is all that many a firm has, and fills forms in with. */
const isHelpDesk = deskOf(HELP_DESKS)

function deskOf(names: string): (localPart: string) => boolean {
  return finderOf(
    () => names,
    (any) => `^(?:${any})(?:[+].*)?$`,
  )
}

/**
 * Whether the sender's address says that nobody reads what is sent there, or the addresses at which it wants its answers
 * (RFC 5322 §3.6.2) all do. A name or a domain says so of nobody.
 */
export function isNoReplySender({ from, replyTo }: MailFacts): boolean {
  const says = ({ address }: { address: string }) => isNoReply(localPartOf(address))
  return (from !== undefined && says(from)) || (replyTo.length > 0 && replyTo.every(says))
}

/** From an address that programs have. Where strangers choose their own, it says nothing. */
export function isProgram(facts: MailFacts): boolean {
  return isSendingProgram(localPartOf(facts.from?.address ?? '')) && !isOfProvider(facts)
}

/** From a provider at which anybody may be called anything. */
export function isOfProvider({ from }: MailFacts): boolean {
  return isFreeMail(domainOf(from?.address ?? ''))
}

/**
 * The person whom a mail from a sender that cannot be answered names in Reply-To: a web form does that. Undefined where the
 * sender itself can be answered, unless it is one that forms have, and where Reply-To is no better than the sender, is ours,
 * or is a desk of the same domain or, behind a form, a help desk of any.
 */
export function personInReplyTo(facts: MailFacts): string | undefined {
  const senderDomain = domainOf(facts.from?.address ?? '')
  const form = isForm(facts)
  if (isAnswerable(facts) && !form) return undefined
  return facts.replyTo.find(({ address }) => {
    const local = localPartOf(address)
    if (local === '' || domainOf(address) === '' || isOwn(address, facts.ownAddresses)) return false
    if ([isNoReply, isSendingProgram, isMailSystem, isReturnAddress, isListManager].some((is) => is(local)))
      return false
    return !(form ? isHelpDesk(local) : isDesk(local) && sameOrganisation(domainOf(address), senderDomain))
  })?.address
}

/** A sender that forms have, and one mailbox elsewhere to which answers are wanted (RFC 5322 §3.6.2), beside ours. */
function isForm({ from, replyTo, ownAddresses }: MailFacts): boolean {
  const wanted = new Set(replyTo.map(({ address }) => address.toLowerCase()))
  const [only, ...others] = [...wanted].filter((address) => !isOwn(address, ownAddresses))
  if (from === undefined || only === undefined || others.length > 0) return false
  return isFormSender(localPartOf(from.address)) && !sameOrganisation(domainOf(from.address), domainOf(only))
}

export function isOwn(address: string, ownAddresses: readonly string[]): boolean {
  const wanted = address.trim().toLowerCase()
  return ownAddresses.some((own) => own.trim().toLowerCase() === wanted)
}

/** The same domain, or one within the other. */
export function sameOrganisation(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

/**
 * Whether the person whom Reply-To names counts for more than what services write on their mail: behind an address that
 * people never write from, nor senders of newsletters; or behind a form's of any name, at a provider, where no shop has its
 * newsletters answered.
 */
export function isBehindForm(facts: MailFacts, person: string): boolean {
  if (isForm(facts) && isFreeMail(domainOf(person))) return true
  const local = localPartOf(facts.from?.address ?? '')
  return isOnlyForm(local) || (!isAnswerable(facts) && !isNewsletter(local))
}

function isAnswerable(facts: MailFacts): boolean {
  const address = facts.from?.address ?? ''
  if (isOwn(address, facts.ownAddresses)) return false
  return !isNoReplySender(facts) && !isProgram(facts)
}
