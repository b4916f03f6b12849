import * as sdk from '@aws-sdk/client-eventbridge'
import { ACCOUNT } from '../place.ts'
import type { Random } from '../random.ts'
import { type Access, type Aws, AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { type Bus, busArn, busName, shownBus } from './buses.ts'
import { validation } from './constraint.ts'
import { matching, sendToTargets } from './dispatch.ts'
import { checkEntries, type Entry, entryProblem } from './entries.ts'
import { type EventEnvelope, envelope } from './event.ts'
import { pageOf } from './paging.ts'
import { putTargets, type Rule, readRule, ruleArn, shownRule } from './rules.ts'
import { everyOccurrence, ruleSchedule } from './scheduled-rules.ts'
import { testEventPattern } from './test-event-pattern.ts'

export interface EventsProps {
  timeline: Timeline
  random: Random
  aws: Aws
  /** Virtual milliseconds until each copy of an event arrives: several are duplicates, none is a lost event. Default: one, at once. */
  deliveries?: (event: EventEnvelope) => readonly number[]
}

export interface Events extends Service {
  /** An AWS service's own event, onto the default bus. Gives it as it is sent. */
  emit(source: string, detailType: string, detail: object, resources: readonly string[]): EventEnvelope
  /** An event that is complete already. */
  publish(event: EventEnvelope, bus?: string): void
}

/** Amazon EventBridge: buses, rules with patterns or schedules, and their targets. */
export function createEvents(props: EventsProps): Events {
  const desk = new EventDesk(props)
  return {
    name: 'events',
    sdk,
    operations: desk.operations,
    access,
    emit: (source, detailType, detail, resources) => desk.emit(source, detailType, detail, resources),
    publish: (event, bus) => desk.publish(event, bus),
  }
}

class EventDesk {
  private readonly props: EventsProps
  private readonly buses: Map<string, Bus>
  private readonly scheduled = new Map<string, () => void>()

  constructor(props: EventsProps) {
    this.props = props
    this.buses = new Map([['default', this.newBus('default')]])
  }

  readonly operations: Record<string, Operation> = {
    PutEvents: ({ Entries }) => this.putEvents(Entries),
    TestEventPattern: (input) => testEventPattern(input),
    PutRule: (input) => this.putRule(input),
    DescribeRule: (input) => ({ ...shownRule(this.rule(input)), CreatedBy: ACCOUNT }),
    ListRules: (input) => this.listRules(input),
    DeleteRule: (input) => this.deleteRule(input),
    EnableRule: (input) => this.enable(this.rule(input), true),
    DisableRule: (input) => this.enable(this.rule(input), false),
    PutTargets: ({ Rule, EventBusName, Targets }) => {
      putTargets(this.rule({ Name: Rule, EventBusName }), Targets)
      return { FailedEntryCount: 0, FailedEntries: [] }
    },
    ListTargetsByRule: ({ Rule, EventBusName, ...input }) => {
      const { arn, targets } = this.rule({ Name: Rule, EventBusName })
      const { page, ...rest } = pageOf([...targets.values()], input, `targets of ${arn}`)
      return { Targets: page, ...rest }
    },
    RemoveTargets: ({ Rule, EventBusName, Ids }) => {
      const { targets } = this.rule({ Name: Rule, EventBusName })
      for (const id of Ids) targets.delete(id)
      return { FailedEntryCount: 0, FailedEntries: [] }
    },
    CreateEventBus: ({ Name, Description }) => this.createBus(Name, Description),
    DescribeEventBus: ({ Name }) => shownBus(this.bus(Name)),
    DeleteEventBus: ({ Name }) => this.deleteBus(Name),
    ListEventBuses: (input) => this.listBuses(input),
  }

  emit(source: string, detailType: string, detail: object, resources: readonly string[]): EventEnvelope {
    const { random, timeline } = this.props
    const event = envelope(random.uuid(), timeline.now(), { source, detailType, detail, resources })
    this.publish(event)
    return event
  }

  publish(event: EventEnvelope, bus = 'default'): void {
    const { timeline, deliveries = () => [0] } = this.props
    const rules = matching(this.bus(bus).rules.values(), event)
    for (const delay of deliveries(event)) {
      for (const rule of rules)
        timeline.after(delay, `event ${event['detail-type']}`, () => sendToTargets(rule, event, this.props))
    }
  }

  private putEvents(entries: readonly Entry[] | undefined): object {
    checkEntries(entries)
    const results = entries.map((entry) => this.putEvent(entry))
    return { Entries: results, FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length }
  }

  private putEvent(entry: Entry): { EventId: string } | { ErrorCode: string; ErrorMessage: string } {
    const problem = entryProblem(entry)
    if (problem) return problem
    const { random, timeline } = this.props
    const { Source, DetailType, Detail, Resources = [], Time, EventBusName } = entry
    const at = Time instanceof Date ? Time.getTime() : Time === undefined ? timeline.now() : Time * 1000
    const id = random.uuid()
    const event = envelope(id, at, {
      source: Source!,
      detailType: DetailType!,
      detail: JSON.parse(Detail!) as object,
      resources: Resources,
    })
    // An event for a bus that does not exist is accepted, and goes nowhere.
    if (this.buses.has(busName(EventBusName))) this.publish(event, busName(EventBusName))
    return { EventId: id }
  }

  private putRule(input: any): object {
    const { rules } = this.bus(input.EventBusName)
    const rule = readRule(input, rules.get(input.Name))
    if (rule.scheduleText) ruleSchedule(rule.scheduleText)
    rules.set(rule.name, rule)
    this.schedule(rule)
    return { RuleArn: rule.arn }
  }

  private enable(rule: Rule, enabled: boolean): object {
    rule.enabled = enabled
    this.schedule(rule)
    return {}
  }

  private schedule(rule: Rule): void {
    this.scheduled.get(rule.arn)?.()
    this.scheduled.delete(rule.arn)
    if (!rule.scheduleText || !rule.enabled) return
    const cancel = everyOccurrence(ruleSchedule(rule.scheduleText), {
      timeline: this.props.timeline,
      what: `rule ${rule.name}`,
      fire: (at) => sendToTargets(rule, this.tick(rule, at), this.props),
    })
    this.scheduled.set(rule.arn, cancel)
  }

  private tick(rule: Rule, at: number): EventEnvelope {
    return envelope(this.props.random.uuid(), at, {
      source: 'aws.events',
      detailType: 'Scheduled Event',
      detail: {},
      resources: [rule.arn],
    })
  }

  private deleteRule(input: any): object {
    const { rules } = this.bus(input.EventBusName)
    const rule = rules.get(input.Name)
    if (!rule) return {}
    if (rule.targets.size > 0) throw validation("Rule can't be deleted since it has targets.")
    this.enable(rule, false)
    rules.delete(rule.name)
    return {}
  }

  private listRules({ EventBusName, NamePrefix = '', ...input }: any): object {
    const { name: bus, rules } = this.bus(EventBusName)
    const found = sorted([...rules.values()].filter(({ name }) => name.startsWith(NamePrefix)))
    const { page, ...rest } = pageOf(found, input, `rules of ${bus} ${NamePrefix}`)
    return { Rules: page.map(shownRule), ...rest }
  }

  private createBus(name: string, description: string | undefined): object {
    if (this.buses.has(name))
      throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`)
    this.buses.set(name, this.newBus(name, description))
    return { EventBusArn: busArn(name), ...(description !== undefined && { Description: description }) }
  }

  /** A bus that does not exist is no error. */
  private deleteBus(reference: string): object {
    const name = busName(reference)
    if (name === 'default') throw validation('Cannot delete event bus default.')
    const bus = this.buses.get(name)
    if (bus && bus.rules.size > 0) throw validation("EventBus can't be deleted since it has rules.")
    this.buses.delete(name)
    return {}
  }

  private listBuses({ NamePrefix = '', ...input }: any): object {
    const found = sorted([...this.buses.values()].filter(({ name }) => name.startsWith(NamePrefix)))
    const { page, ...rest } = pageOf(found, input, `buses ${NamePrefix}`)
    return { EventBuses: page.map(shownBus), ...rest }
  }

  private newBus(name: string, description?: string): Bus {
    return { name, description, createdAt: this.props.timeline.now(), rules: new Map() }
  }

  private bus(reference: string | undefined): Bus {
    const bus = this.buses.get(busName(reference))
    if (bus) return bus
    throw new AwsError('ResourceNotFoundException', `Event bus ${busName(reference)} does not exist.`)
  }

  private rule({ Name, EventBusName }: { Name: string; EventBusName?: string }): Rule {
    const rule = this.bus(EventBusName).rules.get(Name)
    if (rule) return rule
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${Name} does not exist on EventBus ${busName(EventBusName)}.`,
    )
  }
}

const sorted = <T extends { name: string }>(list: T[]): T[] => list.sort((a, b) => (a.name < b.name ? -1 : 1))

/** The actions and resources of the Service Authorization Reference. */
function access(operation: string, input: any): Access[] {
  const action = `events:${operation}`
  if (operation === 'PutEvents') {
    const buses = new Set((input.Entries ?? []).map((entry: Entry) => busArn(busName(entry.EventBusName))))
    return [{ action, resources: [...buses] as string[] }]
  }
  if (operation.includes('EventBus'))
    return [{ action, resources: [input.Name ? busArn(busName(input.Name)) : '*'] }]
  const name = input.Rule ?? input.Name
  return [{ action, resources: [name ? ruleArn(busName(input.EventBusName), name) : '*'] }]
}
