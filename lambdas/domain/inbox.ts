import type { ChatSettings } from './chat.ts'
import type { HeldCallRules } from './held-call.ts'
import type { PresenceSettings } from './presence-settings.ts'

/** One of our addresses, with everything the operator configured for it. */
export type Inbox = Readonly<{
  address: string
  displayName: string
  holdForSeconds: number
  clock: HoldClock
  /** Which entry of `wording` acknowledgements are written in. */
  language: string
  wording: Readonly<Record<string, Wording>>
  /** Which of the deployed message templates has its wording, where acknowledgements are sent with templates. */
  template?: number | undefined
  /** How long a customer may wait for a person, on the inbox's clock, and whose it then is. Default: for ever. */
  followUp?: FollowUpSettings | undefined
  /** What becomes of mail that a machine wrote: it goes to a queue that the flow knows, or ends. Default: queue. */
  automaticMail?: 'queue' | 'end' | undefined
}>

export type FollowUpSettings = Readonly<{
  afterSeconds: number
  /** Which of the deployed supervisors' queues is the inbox's. */
  queue: number
}>

/** What counts towards a hold: every hour, or only the queue's opening hours. */
export type HoldClock = { kind: 'wall' } | OpeningHours

export type OpeningHours = Readonly<{
  kind: 'opening-hours'
  /** IANA time zone, e.g. Europe/Berlin. */
  timeZone: string
  /** Per weekday, intervals of local time, `HH:MM` to `HH:MM` (`24:00` ends a day), in order. */
  week: Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>
}>

export type Weekday = 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY'

/** Each may have fields in it: `{{name}}`, `{{subject}}`, `{{inbox}}` (wording.ts). */
type Wording = Readonly<{
  /** Without it, an acknowledgement carries the customer's own subject. */
  subject?: string | undefined
  text: string
  /** Sent in place of the text: Connect's message has one body. */
  html?: string | undefined
  /** What stands for a field where the mail has no such thing. */
  fallback?: Readonly<{ name?: string | undefined; subject?: string | undefined }> | undefined
}>

/** Everything configured that a function may need. */
export type Settings = Readonly<{
  inboxes: readonly Inbox[]
  /** Of ours too, which pass mail on to inboxes or write themselves: groups, lists, addresses of before. Default: none. */
  otherAddresses?: readonly string[] | undefined
  /** True: the flow's routing criteria expire by themselves and the state machine looks afterwards. */
  holdExpiryInFlow: boolean
  /** How long after a hold's end the state machine looks whether Connect itself opened the contact. */
  graceSeconds: number
  acknowledgementsPerSecond: number
  sweepEverySeconds: number
  /** How long an agent has to take what another gave them, on which clock: every hour, or as the inbox's holds count. */
  transfers: Readonly<{ acceptWithinSeconds: number; clock: 'wall' | 'hold' }>
  /** InspectMail reads the headers of every mail before Connect does. Default: false. */
  inspectMail?: boolean | undefined
  /** Who sends acknowledgements, and whether with a message template. Default: the state machine, as raw messages. */
  acknowledgements?: Readonly<{ by: 'api' | 'flow'; template: boolean }> | undefined
  /** How closed threads open again, and what agents say contacts were about. Default: 90 days, and nobody is asked. */
  dispositions?: DispositionSettings | undefined
  /** What becomes of owners' tasks. Default: they end after seven days. */
  takeover?: Readonly<{ taskExpiresDays: number }> | undefined
  /** Agents. Default: PRESENCE_DEFAULTS. */
  presence?: PresenceSettings | undefined
  /** What becomes of silent chats. Default: chats are not ours. */
  chat?: ChatSettings | undefined
  /** What becomes of callers on hold whom an agent transfers. Default: calls are not ours. */
  voice?: VoiceSettings | undefined
}>

export type VoiceSettings = HeldCallRules &
  Readonly<{
    note: string
    /** Of a caller who was left in a guarded queue too early. */
    earlyNote: string
    /** Whether that caller goes back, or it is only recorded. */
    leftEarly: 'return' | 'record'
  }>

export type DispositionSettings = Readonly<{
  /** For how long after it was closed a customer's reply opens a thread again. */
  reopenDays: number
  /** Agents are asked, by a guide. */
  guide: boolean
  /** What they may say. */
  values: readonly string[]
  /** An agent who said nothing is told so. */
  remindAgent: boolean
  /** How long after a contact is completed its disposition may still come. */
  graceSeconds: number
}>

/** Undefined when the address is none of ours. Addresses compare without regard to case, as mail systems do in practice. */
export function inboxAt(address: string | undefined, inboxes: readonly Inbox[]): Inbox | undefined {
  const sought = address?.toLowerCase()
  return inboxes.find((inbox) => inbox.address.toLowerCase() === sought)
}

/** What Homeward itself says to agents it says in German where the inbox is answered in German, and else in English. */
export function isGerman(inbox: Pick<Inbox, 'language'> | undefined): boolean {
  return inbox?.language.split('-')[0] === 'de'
}

/** All that is ours: who writes from there is no customer, and a list of that name is none. */
export function ownAddressesIn({
  inboxes,
  otherAddresses = [],
}: Pick<Settings, 'inboxes' | 'otherAddresses'>): string[] {
  return [...inboxes.map(({ address }) => address), ...otherAddresses]
}
