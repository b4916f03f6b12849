import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn'

/** An event as it is kept: ten thousand waiting executions keep theirs in memory. Its id is its place, from 1. */
export interface Entry {
  at: number
  type: HistoryEventType
  previous: number
  details: Readonly<Record<string, unknown>> | undefined
}

/** What the real service keeps of one execution; at the limit the execution fails. */
export const EVENT_LIMIT = 25_000

/** The events of an execution as GetExecutionHistory gives them, oldest first. */
export function historyEvents(entries: readonly Entry[], includeExecutionData: boolean): HistoryEvent[] {
  return entries.map((entry, at) => historyEvent(entry, at + 1, includeExecutionData))
}

function historyEvent(entry: Entry, id: number, includeExecutionData: boolean): HistoryEvent {
  const key = detailsKey(entry.type)
  const event = { timestamp: new Date(entry.at), type: entry.type, id, previousEventId: entry.previous }
  if (key === undefined || entry.details === undefined) return event
  return { ...event, [key]: expanded(entry.details, includeExecutionData) }
}

const WHOLE = { truncated: false }
const DATA = new Set(['input', 'output', 'assignedVariables'])

function expanded(details: Readonly<Record<string, unknown>>, includeExecutionData: boolean): object {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(details)) {
    if (!DATA.has(name)) shown[name] = value
    else if (includeExecutionData) Object.assign(shown, { [name]: value, [`${name}Details`]: WHOLE })
  }
  return shown
}

function detailsKey(type: HistoryEventType): string | undefined {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails'
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails'
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`
}
