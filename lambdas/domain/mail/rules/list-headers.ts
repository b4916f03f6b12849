import type { Examined } from '../reading/examined.ts'
import { domainOf, listManagedBy, localPartOf } from '../reading/local-parts.ts'
import { sameOrganisation } from '../reading/reply-target.ts'
import { onList } from './header-names.ts'

const isOfLists = onList(
  'list-id list-unsubscribe list-help list-subscribe list-post list-owner list-archive list-unsubscribe-post list-software' +
    ' mailing-list archived-at x-mailing-list x-mdmailing-list x-ml-name x-mlserver x-google-group-id x-listserver x-beenthere' +
    ' x-mailman-version x-majordomo-version x-listar-version x-ecartis-version x-list-host x-list-software x-list-subscribe' +
    ' x-list-unsubscribe x-list-administrivia x-lyris-message-id x-egroups-return',
)

/** Headers with another purpose, in which list managers name themselves or the list. */
const NAMED_LISTS: readonly (readonly [string, RegExp])[] = [
  ['to', /^"?multiple recipients of /i],
  ['delivered-to', /^mailing list \S+@/i],
  ['message-id', /^<(?:LYR[A-Z]*|LISTMANAGER)-\d+-\d+-/],
  ['received', /\(listserv-tcp\/ip release |\bby \S{1,255} \(listserv release |^\(?from majordomo?@/i],
]

/** Services through which forms are sent offer to stop that to whoever gets them, and are no lists for it. */
const offersToStop = onList('list-unsubscribe list-unsubscribe-post')

export function listHeader(mail: Examined): boolean {
  const { headers } = mail
  const isForm = namesStranger(mail)
  return (
    headers.names.some(
      (name) => isOfLists(name) && headers.first(name) !== undefined && !(isForm && offersToStop(name)),
    ) || NAMED_LISTS.some(([name, pattern]) => headers.all(name).some((value) => pattern.test(value)))
  )
}

/** A person in Reply-To who is not of the organisation that sends. */
function namesStranger({ facts, personToAnswer, personOutweighs }: Examined): boolean {
  return (
    personOutweighs &&
    personToAnswer !== undefined &&
    !sameOrganisation(domainOf(personToAnswer), domainOf(facts.from?.address ?? ''))
  )
}

const addressIn = (value: string) => (/<([^<>]{1,320})>/.exec(value)?.[1] ?? value).trim().toLowerCase()

/** A list that says nothing of itself, but in who is told of bounces. Where that is an address of ours, the list is. */
export function listEnvelope(mail: Examined): boolean {
  const { facts, headers, envelopeLocal, throughOwnList, personOutweighs } = mail
  if (throughOwnList || personOutweighs) return false
  const senders = headers.all('sender').map(addressIn)
  // Where bounces go back to the sender, `owner-…` is an office.
  const envelope = isOwnReturnPath(mail) ? '' : envelopeLocal
  const told = [...senders, ...headers.all('errors-to').map(addressIn)].map(localPartOf)
  const ours = facts.ownAddresses.map(localPartOf)
  return [envelope, ...told, ...ownersWhoSend(mail, senders)].some((local) => {
    const list = listManagedBy(local)
    return list !== undefined && !ours.includes(list)
  })
}

const isOwnReturnPath = ({ facts }: Examined) =>
  facts.envelopeFrom?.trim().toLowerCase() === facts.from?.address.toLowerCase()

/**
 * Majordomo's `news-owner`, as `owner-news`. Offices have such addresses too: so only where it is both Sender and return
 * path, and the mail is from somebody else.
 */
function ownersWhoSend(mail: Examined, senders: readonly string[]): string[] {
  const envelope = mail.facts.envelopeFrom?.trim().toLowerCase() ?? ''
  if (!senders.includes(envelope) || isOwnReturnPath(mail)) return []
  return localPartOf(envelope).endsWith('-owner')
    ? [localPartOf(envelope).replace(/^(.+)-owner$/, 'owner-$1')]
    : []
}
