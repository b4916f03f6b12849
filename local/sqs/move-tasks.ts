import type { Random } from '../random.ts'
import { AwsError, type Operation } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import type { Message, Queue } from './queue.ts'
import type { QueueRegister } from './queue-register.ts'
import { invalidParameter } from './refusals.ts'

/** API reference, StartMessageMoveTask: at most so many a second. Without a number the service chooses; we take the most. */
const FASTEST = 500
const SECOND = 1_000
/** API reference, ListMessageMoveTasks. */
const MOST_LISTED = 10
/** Developer guide, "Configuring a dead-letter queue redrive": what a queue that was deleted makes of a task. */
const GONE = 'AWS.SimpleQueueService.NonExistentQueue'

interface MoveTask {
  handle: string
  sourceArn: string
  destinationArn: string | undefined
  perSecond: number | undefined
  startedAt: number
  toMove: number
  moved: number
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  failureReason?: string
}

export interface MoveTasksProps {
  timeline: Timeline
  random: Random
  queues: QueueRegister
  place: (queue: Queue, message: Message) => void
}

/** Dead letters that are sent back to the queues they came from, or to another one. */
export class MoveTasks {
  readonly operations: Readonly<Record<string, Operation>> = {
    StartMessageMoveTask: (input) => this.start(input),
    ListMessageMoveTasks: (input) => this.list(input),
    CancelMessageMoveTask: (input) => this.cancel(input),
  }
  private readonly props: MoveTasksProps
  /** Newest first. */
  private readonly tasks: MoveTask[] = []

  constructor(props: MoveTasksProps) {
    this.props = props
  }

  private start({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }: any): object {
    const { timeline, random, queues } = this.props
    const source = this.queue('SourceArn', SourceArn)
    if (!queues.all().some(({ settings }) => settings.redrive?.deadLetterTargetArn === source.arn))
      throw refused('Source queue must be configured as a Dead Letter Queue.')
    if (SourceArn === DestinationArn)
      throw refused('Source queue arn and destination queue arn cannot be the same.')
    if (DestinationArn !== undefined) this.queue('DestinationArn', DestinationArn)
    if (perSecond !== undefined && !(Number.isInteger(perSecond) && perSecond >= 1 && perSecond <= FASTEST))
      throw invalidParameter(
        'MaxNumberOfMessagesPerSecond',
        perSecond,
        `Must be between 1 and ${FASTEST}, if provided.`,
      )
    if (this.of(source.arn).some(({ status }) => status === 'RUNNING'))
      throw refused(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      )
    const task: MoveTask = {
      handle: handleOf(random.uuid(), source.arn),
      ...{ sourceArn: source.arn, destinationArn: DestinationArn, perSecond },
      startedAt: timeline.now(),
      toMove: source.counts(timeline.now()).visible,
      ...{ moved: 0, status: 'RUNNING' },
    }
    this.tasks.unshift(task)
    this.goOn(task)
    return { TaskHandle: task.handle }
  }

  private goOn(task: MoveTask): void {
    const { timeline } = this.props
    timeline.at(timeline.now() + SECOND, `messages of ${task.sourceArn} are moved`, () => {
      if (task.status !== 'RUNNING') return
      const reason = this.moveSome(task)
      if (reason !== undefined) fail(task, reason)
      else if (task.status === 'RUNNING') this.goOn(task)
    })
  }

  /** What is hidden from others, or comes meanwhile, is not moved. Gives why it cannot go on. */
  private moveSome(task: MoveTask): string | undefined {
    const { timeline, random, queues, place } = this.props
    const source = queues.byArn(task.sourceArn)
    if (!source) return GONE
    const now = timeline.now()
    const most = Math.min(task.perSecond ?? FASTEST, task.toMove - task.moved)
    const some = source.visible(most, now).filter(({ sentAt }) => sentAt <= task.startedAt)
    for (const message of some) {
      const { DeadLetterQueueSourceArn: from, ...system } = message.system
      const to = task.destinationArn ?? from
      if (to === undefined) return 'CouldNotDetermineMessageSource'
      const target = queues.byArn(to)
      if (!target) return GONE
      source.drop(message)
      // A message like a new one: with its own id, age and count (developer guide, "dead-letter queue redrive").
      const fresh = {
        id: random.uuid(),
        sentAt: now,
        visibleAt: now,
        receiveCount: 0,
        firstReceivedAt: undefined,
      }
      place(target, { ...message, system, ...fresh })
      task.moved++
    }
    if (some.length === 0 || task.moved >= task.toMove) task.status = 'COMPLETED'
    return undefined
  }

  private list({ SourceArn, MaxResults = 1 }: any): object {
    const source = this.queue('SourceArn', SourceArn)
    if (!(MaxResults >= 1 && MaxResults <= MOST_LISTED))
      throw invalidParameter('MaxResults', MaxResults, `Must be between 1 and ${MOST_LISTED}, if provided.`)
    return { Results: this.of(source.arn).slice(0, MaxResults).map(described) }
  }

  private cancel({ TaskHandle }: any): object {
    const task = this.tasks.find(({ handle }) => handle === TaskHandle)
    if (!task) throw new AwsError('ResourceNotFoundException', 'Task does not exist.')
    if (task.status !== 'RUNNING') throw refused('Only active tasks can be cancelled.')
    task.status = 'CANCELLED'
    return { ApproximateNumberOfMessagesMoved: task.moved }
  }

  private of(sourceArn: string): MoveTask[] {
    return this.tasks.filter((task) => task.sourceArn === sourceArn)
  }

  private queue(parameter: string, queueArn: string): Queue {
    const queue = this.props.queues.byArn(queueArn)
    if (!queue || queue.arn !== queueArn)
      throw new AwsError(
        'ResourceNotFoundException',
        `The resource that you specified for the ${parameter} parameter doesn't exist.`,
      )
    return queue
  }
}

function described(task: MoveTask): object {
  return {
    ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
    ...(task.perSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.perSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failureReason !== undefined && { FailureReason: task.failureReason }),
    StartedTimestamp: task.startedAt,
  }
}

/** Those moved so far stay moved; the others stay where they are. */
function fail(task: MoveTask, reason: string): void {
  task.status = 'FAILED'
  task.failureReason = reason
}

const refused = (message: string) => new AwsError('InvalidParameterValue', message)

const handleOf = (taskId: string, sourceArn: string) =>
  Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64')

/** The queue that a handle is of; undefined: it is none of ours. */
export function sourceOfTask(handle: string): string | undefined {
  try {
    return JSON.parse(Buffer.from(handle, 'base64').toString('utf8')).sourceArn
  } catch {
    return undefined
  }
}
