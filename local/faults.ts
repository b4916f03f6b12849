import { createHash } from 'node:crypto'
import { Random } from './random.ts'
import { AwsError } from './service.ts'
import type { Timeline } from './timeline.ts'

/** Makes matching AWS calls fail. What is left out matches everything. */
export interface CallFault {
  service?: string
  operation?: string
  /** A function's or role's name, or part of it. */
  caller?: string
  /** The exception's name, e.g. ThrottlingException. `ConnectionReset` closes the connection without an answer. */
  error: string
  message?: string
  /** `after`: the effect has happened, and the caller does not learn of it. */
  when: 'before' | 'after'
  /** 0 to 1; 1 where absent. */
  probability?: number
  /** How many calls fail before the rule is spent. */
  times?: number
  /** Epoch milliseconds, virtual: in force from here … */
  from?: number
  /** … until here (exclusive). */
  until?: number
  /** How long the caller's connection hangs before it fails. Host time, since the caller's own timeout is host time. */
  delayMs?: number
}

/** Makes the delivery of events unreliable, as EventBridge's "best effort" allows. */
export interface DeliveryFault {
  deliver: 'drop' | 'twice' | 'late' | 'reorder'
  /** Of EventBridge, or `Agent Event` for those of the agent event stream, `Chat Message` for what SNS delivers; absent: all of EventBridge. */
  detailType?: string
  probability: number
  /** Virtual; for `late`. */
  lateByMs?: number
}

export type FaultRule = CallFault | DeliveryFault

export interface FaultPoint {
  service: string
  operation: string
  caller: string
}

/** A reordered event overtakes, or is overtaken by, what happens within this time. */
const REORDER_WITHIN_MS = 2000
/** Agent events have no detail-type of their own: they do not go by EventBridge. */
const AGENT_EVENT = 'Agent Event'
/** Nor does what a chat is streamed to. */
const CHAT_MESSAGE = 'Chat Message'
/** How many calls are recorded, and how long agents sit there, must not change which contact events are lost. */
const APART = new Set([AGENT_EVENT, CHAT_MESSAGE, 'AWS API Call via CloudTrail'])

/**
 * The faults in force. The same seed and the same calls of a caller in the same order give the same faults: each caller
 * and operation has dice of its own, so that calls of two at the same instant may cross.
 */
export class Faults {
  private readonly seed: number
  private readonly dice = new Map<string, Random>()
  private readonly timeline: Timeline
  private readonly rules = new Map<string, { rule: FaultRule; struck: number }>()
  private next = 1
  /** Whose calls have failed of a rule. */
  readonly struckCallers = new Set<string>()

  constructor(random: Random, timeline: Timeline) {
    // Its own stream: a rule that rolls dice must not change what else happens in the run.
    this.seed = random.below(2 ** 31)
    this.timeline = timeline
  }

  /** Takes one rule, as read from JSON; gives its id. Throws an Error that names the field if it is no rule. */
  add(rule: FaultRule): string {
    validate(rule)
    const id = `fault-${this.next++}`
    this.rules.set(id, { rule: { ...rule }, struck: 0 })
    return id
  }

  /** False: there is no such rule. */
  remove(id: string): boolean {
    return this.rules.delete(id)
  }

  clear(): void {
    this.rules.clear()
  }

  /** With how often each has struck so far. */
  list(): ({ id: string; struck: number } & FaultRule)[] {
    return [...this.rules].map(([id, { rule, struck }]) => ({ id, struck, ...rule }))
  }

  /** The failure that this call meets at this point, if any. */
  strike(point: FaultPoint, when: CallFault['when']): { error: AwsError; delayMs?: number } | undefined {
    if (this.rules.size === 0) return undefined
    for (const [id, entry] of this.rules) {
      const { rule } = entry
      if ('deliver' in rule || rule.when !== when || !this.applies(rule, entry.struck, point)) continue
      const { service, operation, caller } = point
      if (!this.diceOf(`${id} ${service} ${operation} ${caller}`).chance(rule.probability ?? 1)) continue
      entry.struck++
      this.struckCallers.add(caller)
      const error = new AwsError(rule.error, rule.message ?? `${rule.error} (injected fault)`)
      return rule.delayMs === undefined ? { error } : { error, delayMs: rule.delayMs }
    }
    return undefined
  }

  /**
   * Takes an event's detail-type; gives the virtual delay in milliseconds of each copy that is delivered: [0] normally,
   * [] if it is lost.
   */
  copiesOf(event: { 'detail-type': string }): number[] {
    const type = event['detail-type']
    return this.copies(type, ({ detailType }) => detailType === undefined || detailType === type)
  }

  /** As `copiesOf`, for an event of the agent event stream: only a rule that names `Agent Event` strikes it. */
  copiesOfAgentEvent(): number[] {
    return this.copies(AGENT_EVENT, ({ detailType }) => detailType === AGENT_EVENT)
  }

  /** As `copiesOf`, for what a topic delivers to a subscriber: only a rule that names `Chat Message` strikes it. */
  copiesOfChatMessage(): number[] {
    return this.copies(CHAT_MESSAGE, ({ detailType }) => detailType === CHAT_MESSAGE)
  }

  private copies(type: string, strikes: (rule: DeliveryFault) => boolean): number[] {
    for (const [id, entry] of this.rules) {
      const { rule } = entry
      if (!('deliver' in rule) || !strikes(rule)) continue
      const dice = this.diceOf(APART.has(type) ? `${id} ${type}` : id)
      if (!dice.chance(rule.probability)) continue
      entry.struck++
      return delays(rule, dice)
    }
    return [0]
  }

  private diceOf(what: string): Random {
    let dice = this.dice.get(what)
    if (!dice) {
      const salt = createHash('sha256').update(what).digest().readInt32LE()
      dice = new Random(this.seed ^ salt)
      this.dice.set(what, dice)
    }
    return dice
  }

  private applies(rule: CallFault, struck: number, point: FaultPoint): boolean {
    if (rule.service !== undefined && rule.service !== point.service) return false
    if (rule.operation !== undefined && rule.operation !== point.operation) return false
    if (rule.caller !== undefined && !point.caller.includes(rule.caller)) return false
    if (rule.times !== undefined && struck >= rule.times) return false
    const now = this.timeline.now()
    return now >= (rule.from ?? Number.NEGATIVE_INFINITY) && now < (rule.until ?? Number.POSITIVE_INFINITY)
  }
}

function delays(rule: DeliveryFault, dice: Random): number[] {
  switch (rule.deliver) {
    case 'drop':
      return []
    case 'twice':
      return [0, dice.below(REORDER_WITHIN_MS)]
    case 'late':
      return [rule.lateByMs as number]
    case 'reorder':
      return [dice.below(REORDER_WITHIN_MS)]
  }
}

type Check = readonly [is: (value: unknown) => boolean, what: string]

const name: Check = [(value) => typeof value === 'string' && value !== '', 'a non-empty string']
const share: Check = [
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
  'a number from 0 to 1',
]
const span: Check = [
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  'milliseconds, 0 or more',
]
const count: Check = [
  (value) => Number.isSafeInteger(value) && (value as number) > 0,
  'a whole number, 1 or more',
]
const oneOf = (...allowed: string[]): Check => [
  (value) => allowed.includes(value as string),
  `one of ${allowed.join(', ')}`,
]

const CALL_FIELDS: Readonly<Record<string, Check>> = {
  service: name,
  operation: name,
  caller: name,
  error: name,
  message: name,
  when: oneOf('before', 'after'),
  probability: share,
  times: count,
  from: span,
  until: span,
  delayMs: span,
}

const DELIVERY_FIELDS: Readonly<Record<string, Check>> = {
  deliver: oneOf('drop', 'twice', 'late', 'reorder'),
  detailType: name,
  probability: share,
  lateByMs: span,
}

function validate(rule: unknown): void {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule))
    throw new Error('A fault must be an object')
  const delivery = 'deliver' in rule
  const fields = delivery ? DELIVERY_FIELDS : CALL_FIELDS
  for (const [field, value] of Object.entries(rule)) {
    const check = fields[field]
    if (!check) throw new Error(`${field}: no such field; known are ${Object.keys(fields).join(', ')}`)
    if (value !== undefined && !check[0](value)) throw new Error(`${field}: must be ${check[1]}`)
  }
  const required = delivery ? ['deliver', 'probability'] : ['error', 'when']
  if (delivery && rule.deliver === 'late') required.push('lateByMs')
  for (const field of required)
    if ((rule as Record<string, unknown>)[field] === undefined) throw new Error(`${field}: is missing`)
}
