import { readable } from './encoded-words.ts'
import {
  domainOf,
  isListManager,
  isMailSystem,
  isNoReply,
  isReturnAddress,
  isSendingProgram,
  localPartOf,
} from './local-parts.ts'
import type { MailFacts } from './mail-facts.ts'
import { finderOf, plain } from './plain-words.ts'

/** Desks rather than people: as Reply-To of the sender's own domain they are the sender's help desk. */
const isDesk = finderOf(
  [
    ...[
      'support',
      'help',
      'helpdesk',
      'info',
      'contact',
      'service',
      'services',
      'sales',
      'admin',
      'office',
      'team',
    ],
    ...[
      'hello',
      'hi',
      'feedback',
      'billing',
      'accounts',
      'customer service',
      'customer care',
      'customer support',
    ],
    ...[
      'kundenservice',
      'kundendienst',
      'kontakt',
      'service client',
      'contacto',
      'atendimento',
      'soporte',
      'suporte',
    ],
    ...[
      'assistenza',
      'klantenservice',
      'kundtjanst',
      'marketing',
      'news',
      'reply',
      'replies',
      'mail',
      'webmaster',
      'care',
    ],
    ...['orders', 'order', 'shop', 'store', 'hr', 'security', 'abuse', 'members', 'community', 'questions'],
  ],
  (any) => `^(?:${any})(?:[+].*)?$`,
)

const NO_REPLY_NAME = /^["']?(?:no[ -]?reply|do not reply)["']?$/

/** Whether the sender's address or name says that nobody reads what is sent there. */
export function isNoReplySender({ from }: MailFacts): boolean {
  return (
    from !== undefined &&
    (isNoReply(localPartOf(from.address)) || NO_REPLY_NAME.test(plain(readable(from.name), 100)))
  )
}

/**
 * The person whom a mail from a sender that cannot be answered names in Reply-To: a web form does that.
 * Undefined where the sender itself can be answered, and where Reply-To is no better than the sender, is ours, or is the help desk of the same domain.
 */
export function personInReplyTo(facts: MailFacts): string | undefined {
  if (isAnswerable(facts)) return undefined
  const senderDomain = domainOf(facts.from?.address ?? '')
  return facts.replyTo.find(({ address }) => {
    const local = localPartOf(address)
    if (local === '' || domainOf(address) === '' || isOwn(address, facts.ownAddresses)) return false
    if (
      isNoReply(local) ||
      isSendingProgram(local) ||
      isMailSystem(local) ||
      isReturnAddress(local) ||
      isListManager(local)
    )
      return false
    return !(isDesk(local) && sameOrganisation(domainOf(address), senderDomain))
  })?.address
}

export function isOwn(address: string, ownAddresses: readonly string[]): boolean {
  const wanted = address.trim().toLowerCase()
  return ownAddresses.some((own) => own.trim().toLowerCase() === wanted)
}

function sameOrganisation(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`)
}

function isAnswerable(facts: MailFacts): boolean {
  const address = facts.from?.address ?? ''
  if (isOwn(address, facts.ownAddresses)) return false
  return !isNoReplySender(facts) && !isSendingProgram(localPartOf(address))
}
