import type { ChatConfiguration, Configuration, InboxConfiguration } from './configuration.ts'
import { type Interval, inOrder, WEEKDAYS, type Weekday } from './opening-hours.ts'

/** What the functions need of the configuration at run time; it lies beside their code as settings.json. */
export type Settings = {
  inboxes: InboxSettings[]
  /** Of ours too, besides the inboxes'. */
  otherAddresses: string[]
  /** True: the routing criteria set by the flow expire by themselves, where the inbox's clock is the wall clock. */
  holdExpiryInFlow: boolean
  graceSeconds: number
  acknowledgementsPerSecond: number
  sweepEverySeconds: number
  /** InspectMail leaves a verdict on every mail. */
  inspectMail: boolean
  acknowledgements: { by: 'api' | 'flow'; template: boolean }
  dispositions: {
    reopenDays: number
    guide: boolean
    values: string[]
    remindAgent: boolean
    graceSeconds: number
  }
  presence: {
    staleAfterSeconds: number
    statuses: Configuration['presence']['statuses']
    stuckUnavailable: 'notify' | 'set-back' | 'off'
    stuckAfterSeconds: number
  }
  transfers: { acceptWithinSeconds: number; clock: 'wall' | 'hold' }
  takeover: { taskExpiresDays: number }
  chat?: { idleMinutes: number; closeAfterMinutes: number; disposition: string; nudges?: NudgeSettings }
  voice?: {
    afterSeconds: number
    heldAgain: 'anew' | 'add-up'
    note: string
    earlyNote: string
    leftEarly: 'return' | 'record'
  }
}

type ChatWording = { messages: string[]; closingMessage: string }

type NudgeSettings = {
  wording: ChatWording
  languages: Record<string, ChatWording>
  spacingSeconds: number
  returnSeconds: number
}

type InboxSettings = {
  address: string
  displayName: string
  /** Which way the flow is told to go; the queue itself is the flow's to know. */
  automaticMail: 'queue' | 'end'
  holdForSeconds: number
  clock:
    | { kind: 'wall' }
    | { kind: 'opening-hours'; timeZone: string; week: Partial<Record<Weekday, Interval[]>> }
  followUp?: { afterSeconds: number; queue: number }
  language: string
  wording: InboxConfiguration['wording']
  /** Which of the templates of `templateOwners` has its wording. */
  template?: number
}

export function settingsOf(configuration: Configuration): Settings {
  return {
    inboxes: configuration.inboxes.map((inbox) => ({
      ...inboxSettings(inbox),
      ...followUpSettings(inbox, configuration),
      ...(usesTemplates(configuration) && { template: templateIndex(inbox, configuration.inboxes) }),
    })),
    otherAddresses: configuration.otherAddresses,
    holdExpiryInFlow: configuration.hold.expiryInFlow,
    graceSeconds: configuration.hold.graceSeconds,
    acknowledgementsPerSecond: configuration.acknowledgementsPerSecond,
    sweepEverySeconds: configuration.sweep.everyMinutes * 60,
    inspectMail: configuration.inspectMail !== false,
    transfers: {
      acceptWithinSeconds: configuration.transfers.acceptWithinMinutes * 60,
      clock: configuration.transfers.clock,
    },
    takeover: { taskExpiresDays: configuration.takeover.taskExpiresDays },
    acknowledgements: { by: configuration.acknowledgements.by, template: usesTemplates(configuration) },
    dispositions: dispositionSettings(configuration),
    ...chatSettings(configuration),
    ...voiceSettings(configuration),
    presence: {
      staleAfterSeconds: configuration.presence.staleMinutes * 60,
      statuses: configuration.presence.statuses,
      stuckUnavailable: configuration.presence.stuckUnavailable,
      stuckAfterSeconds: configuration.presence.stuckMinutes * 60,
    },
  }
}

function dispositionSettings({ dispositions }: Configuration): Settings['dispositions'] {
  const { graceMinutes, ...others } = dispositions
  return { ...others, graceSeconds: graceMinutes * 60 }
}

/** Connect's timer for closing takes as long as the messages would, so that a chat ends at the same time without them. */
function chatSettings({ chat }: Configuration): Pick<Settings, 'chat'> {
  if (chat === false) return {}
  const { idleMinutes, messages, spacingMinutes, disposition } = chat
  const closeAfterMinutes = messages.length * spacingMinutes
  return { chat: { idleMinutes, closeAfterMinutes, disposition, ...nudgeSettings(chat) } }
}

function nudgeSettings(chat: ChatConfiguration): { nudges?: NudgeSettings } {
  if (chat.nudges === false) return {}
  const { messages, closingMessage, spacingMinutes, returnSeconds, nudges } = chat
  return {
    nudges: {
      wording: { messages, closingMessage },
      languages: nudges.languages,
      spacingSeconds: spacingMinutes * 60,
      returnSeconds,
    },
  }
}

function voiceSettings({ voice }: Configuration): Pick<Settings, 'voice'> {
  if (voice === false) return {}
  const { holdSeconds: afterSeconds, heldAgain, note, earlyNote, leftEarly } = voice
  return { voice: { afterSeconds, heldAgain, note, earlyNote, leftEarly } }
}

/** A flow can send nothing else: what its Send message block writes for a plain text is documented nowhere. */
export function usesTemplates({ acknowledgements: { by, template } }: Configuration): boolean {
  return template || by === 'flow'
}

/** The first inbox of every wording that is sent, in order: it gives the template its name. */
export function templateOwners(inboxes: readonly InboxConfiguration[]): readonly InboxConfiguration[] {
  return inboxes.filter((inbox, index) => inboxes.findIndex((other) => sent(other) === sent(inbox)) === index)
}

export function templateIndex(inbox: InboxConfiguration, inboxes: readonly InboxConfiguration[]): number {
  return templateOwners(inboxes).findIndex((owner) => sent(owner) === sent(inbox))
}

/** The subject is put together when it is sent, so it makes no other template. */
function sent({ language, wording }: InboxConfiguration): string {
  return JSON.stringify([wording[language]?.text, wording[language]?.html])
}

function followUpSettings(
  { address, followUp: { afterHours } }: InboxConfiguration,
  { followUp, inboxes }: Configuration,
): Pick<InboxSettings, 'followUp'> {
  if (followUp === false) return {}
  const queue = supervisorQueues(inboxes).findIndex(({ of }) => of.includes(address))
  return { followUp: { afterSeconds: Math.round((afterHours ?? followUp.afterHours) * 3600), queue } }
}

/** Every queue that is somebody's supervisors', once, and the addresses of those inboxes. */
export function supervisorQueues(
  inboxes: readonly InboxConfiguration[],
): readonly { queue: InboxConfiguration['queue']; of: readonly string[] }[] {
  const of = ({ queue, followUp }: InboxConfiguration) => followUp.supervisorQueue ?? queue
  const name = (inbox: InboxConfiguration) => of(inbox).arn ?? of(inbox).create?.name
  return [...Map.groupBy(inboxes, name).values()].map((sharing) => ({
    queue: of(sharing[0]!),
    of: sharing.map(({ address }) => address),
  }))
}

function inboxSettings(inbox: InboxConfiguration): InboxSettings {
  const { address, displayName, automaticMail, hold, language, wording } = inbox
  return {
    ...{ address, displayName, language, wording },
    automaticMail: automaticMail === 'end' ? 'end' : 'queue',
    holdForSeconds: holdSeconds(hold),
    clock: clockOf(hold),
  }
}

/** A hold in whole seconds. */
export function holdSeconds({ hours }: InboxConfiguration['hold']): number {
  return Math.round(hours * 3600)
}

function clockOf({ clock }: InboxConfiguration['hold']): InboxSettings['clock'] {
  if (clock === 'wall') return { kind: 'wall' }
  const days = WEEKDAYS.filter((weekday) => clock.openingHours[weekday]?.length)
  const week = Object.fromEntries(
    days.map((weekday) => [weekday, inOrder(clock.openingHours[weekday] ?? [])]),
  )
  return { kind: 'opening-hours', timeZone: clock.timeZone, week }
}
