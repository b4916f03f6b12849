import { arn } from '../place.ts'
import type { Random } from '../random.ts'
import { type Aws, AwsError, type Operation } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import type { LambdaFunction } from './function.ts'
import type { Host, LogLine } from './host.ts'
import { pollKinesis } from './kinesis-source.ts'
import { checkMapping, type Mapping, shownMapping } from './mapping.ts'
import { pollSqs } from './sqs-source.ts'

/** Registers `listener` for the moments at which something new may be read from the source. Returns how to end that. */
export type WakeOn = (sourceArn: string, listener: () => void) => (() => void) | undefined

export interface SourceProps {
  host: Host
  timeline: Timeline
  random: Random
  aws: Aws
  onLog: (line: LogLine) => void
  wakeOn: WakeOn
  find: (reference: string) => LambdaFunction
}

/** Reads a source for one mapping. */
export interface Poller {
  /** Something may be there: look, now. */
  wake(): void
  stop(): void
}

const notFound = () =>
  new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', { Type: 'User' })

/** The event source mappings of the account, and their API. */
export class EventSources {
  private readonly props: SourceProps
  private readonly mappings = new Map<string, { mapping: Mapping; stop: () => void }>()

  constructor(props: SourceProps) {
    this.props = props
  }

  readonly operations: Record<string, Operation> = {
    CreateEventSourceMapping: (input) => this.create(input),
    GetEventSourceMapping: (input) => shownMapping(this.get(input.UUID).mapping),
    ListEventSourceMappings: (input) => ({ EventSourceMappings: this.list(input) }),
    DeleteEventSourceMapping: (input) => {
      const { mapping, stop } = this.get(input.UUID)
      stop()
      this.mappings.delete(mapping.uuid)
      return { ...shownMapping(mapping), State: 'Deleting' }
    },
  }

  arnOf(uuid: string): string {
    return arn('lambda', `event-source-mapping:${uuid}`)
  }

  stop(): void {
    for (const { stop } of this.mappings.values()) stop()
    this.mappings.clear()
  }

  private get(uuid: string): { mapping: Mapping; stop: () => void } {
    const known = this.mappings.get(uuid)
    if (!known) throw notFound()
    return known
  }

  private async create(input: any): Promise<object> {
    const { find, random, timeline, wakeOn } = this.props
    const fn = find(input.FunctionName)
    const mapping = checkMapping(input, fn, random.uuid(), timeline.now())
    if (this.list({ FunctionName: fn.name, EventSourceArn: mapping.sourceArn }).length > 0)
      throw new AwsError(
        'ResourceConflictException',
        `An event source mapping with ${mapping.sourceArn} and function ${fn.name} already exists.`,
        { Type: 'User' },
      )
    const poll = mapping.source === 'sqs' ? pollSqs : pollKinesis
    const poller = await poll(mapping, fn, this.props)
    const unsubscribe = wakeOn(mapping.sourceArn, () => poller.wake())
    const stop = () => {
      unsubscribe?.()
      poller.stop()
    }
    this.mappings.set(mapping.uuid, { mapping, stop })
    poller.wake()
    return shownMapping(mapping)
  }

  private list({ FunctionName, EventSourceArn }: { FunctionName?: string; EventSourceArn?: string }) {
    const functionArn = FunctionName && this.props.find(FunctionName).arn
    return [...this.mappings.values()]
      .map(({ mapping }) => mapping)
      .filter((mapping) => !functionArn || mapping.functionArn === functionArn)
      .filter((mapping) => !EventSourceArn || mapping.sourceArn === EventSourceArn)
      .map(shownMapping)
  }
}
