import type { Configuration, InboxConfiguration } from './configuration.ts'
import { type Interval, inOrder, WEEKDAYS, type Weekday } from './opening-hours.ts'

/** What the functions need of the configuration at run time; it lies beside their code as settings.json. */
export type Settings = {
  inboxes: InboxSettings[]
  /** True: the routing criteria set by the flow expire by themselves, where the inbox's clock is the wall clock. */
  holdExpiryInFlow: boolean
  graceSeconds: number
  acknowledgementsPerSecond: number
  sweepEverySeconds: number
  /** InspectMail leaves a verdict on every mail. */
  inspectMail: boolean
}

export type InboxSettings = {
  address: string
  displayName: string
  /** Which way the flow is told to go; the queue itself is the flow's to know. */
  automaticMail: 'queue' | 'end'
  holdForSeconds: number
  clock:
    | { kind: 'wall' }
    | { kind: 'opening-hours'; timeZone: string; week: Partial<Record<Weekday, Interval[]>> }
  language: string
  wording: InboxConfiguration['wording']
}

export function settingsOf(configuration: Configuration): Settings {
  return {
    inboxes: configuration.inboxes.map(inboxSettings),
    holdExpiryInFlow: configuration.hold.expiryInFlow,
    graceSeconds: configuration.hold.graceSeconds,
    acknowledgementsPerSecond: configuration.acknowledgementsPerSecond,
    sweepEverySeconds: configuration.sweep.everyMinutes * 60,
    inspectMail: configuration.inspectMail !== false,
  }
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
