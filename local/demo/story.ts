import type { LogEntry } from '../composition/log-book.ts'
import type { Happening } from '../connect/model.ts'

/** A line of the timeline, before it is laid out. */
interface Line {
  at: number
  who: string
  what: string
  contact: string | undefined
  thread: string | undefined
}

/** What a reader wants to see of Connect; the rest is in the control API's timeline. */
const TOLD = new Set([
  'initiated',
  'queued',
  'offered',
  'accepted',
  'missed',
  'routing step expired',
  'mail sent',
  'said',
  'ended',
])
const DECISIONS = new Set([
  'email received',
  'acknowledgement',
  'hold over',
  'hold reviewed',
  'hold released',
  'acknowledgement skipped',
  'chat left',
  'chat nudged',
  'held call timed',
  'held call reviewed',
  'disposition recorded',
])
const SHORT_ID = 8

/** Tells a day as it happens, one line for each thing a person would want to know, and keeps whether it went as it says. */
export class Story {
  private readonly write: (line: string) => void
  private readonly names = new Map<string, string>()
  private began: number | undefined
  private failed = 0
  private passed = 0

  constructor(write: (line: string) => void) {
    this.write = write
  }

  /** Names people by their ids, as log lines have them. */
  name(id: string, name: string): void {
    this.names.set(id, name)
  }

  chapter(title: string): void {
    this.write(`\n${title}`)
  }

  /** Whether something came out as the story says. */
  check(expectation: string, cameTrue: boolean): void {
    if (cameTrue) this.passed++
    else this.failed++
    this.write(`  ${cameTrue ? 'as it should be' : 'NOT AS IT SHOULD BE'}: ${expectation}`)
  }

  person(at: number, who: string, what: string): void {
    this.tell({ at, who, what, contact: undefined, thread: undefined })
  }

  happened({ at, what, contactId, thread, details }: Happening): void {
    if (!TOLD.has(what)) return
    const more = Object.entries(details)
      .filter(([key]) => ['agent', 'queue', 'method', 'reason', 'text'].includes(key))
      .map(([, value]) => String(value))
    if (details.heardBy !== undefined) more.push(`(heard by ${details.heardBy})`)
    this.tell({ at, who: 'Connect', what: [what, ...more].join(' '), contact: contactId, thread })
  }

  /** A decision of ours, out of the line that the function logged. */
  logged({ at, text }: LogEntry): void {
    const line = parsed(text)
    if (!line || !DECISIONS.has(String(line.message))) return
    const owner = typeof line.owner === 'string' ? `, owner ${this.names.get(line.owner) ?? line.owner}` : ''
    const until =
      typeof line.until === 'number'
        ? `, until ${new Date(line.until).toISOString().slice(5, 19).replace('T', ' ')}`
        : ''
    const outcome = [
      line.route ?? line.outcome ?? line.next ?? line.ending,
      line.reason && `(${line.reason})`,
    ]
      .filter(Boolean)
      .join(' ')
    this.tell({
      at: Date.parse(at),
      who: 'Homeward',
      what: `${[line.message, outcome].filter(Boolean).join(': ')}${owner}${until}`,
      contact: asText(line.contact),
      thread: asText(line.thread),
    })
  }

  /** True if everything came out as the story says. */
  end(): boolean {
    this.write(`\n${this.passed} passed, ${this.failed} failed`)
    return this.failed === 0
  }

  private tell({ at, who, what, contact, thread }: Line): void {
    this.began ??= at
    const ids = [
      thread && `thread ${thread.slice(0, SHORT_ID)}`,
      contact && `contact ${contact.slice(0, SHORT_ID)}`,
    ]
    const time = `${new Date(at).toISOString().slice(5, 19).replace('T', ' ')} ${since(at - this.began)}`
    this.write(`  ${time}  ${who.padEnd(9)} ${what.padEnd(80)} ${ids.filter(Boolean).join('  ')}`.trimEnd())
  }
}

/** `+16:00:00` */
function since(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `+${parts.map((part) => String(part).padStart(2, '0')).join(':')}`
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)
