import type { Iam } from '../iam/iam.ts'
import { ACCOUNT, arn } from '../place.ts'
import type { Random } from '../random.ts'
import { queueUrl } from '../scheduler/retry.ts'
import { type Aws, AwsError, type Caller, type PolicyStatement } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { notificationEvent, type Publication } from './notification.ts'

/** Values of which an attribute must have one; or, as `anything-but`, none, though it must be there. */
export type AttributeFilter = readonly string[] | Readonly<{ 'anything-but': readonly string[] }>

/** AWS::SNS::Subscription, as far as it is modelled: functions, by the exact values of attributes. */
export interface Subscription {
  functionArn: string
  /** One of them has to take what is published. */
  filters: readonly Readonly<Record<string, AttributeFilter>>[]
  /** A queue that gets what could not be delivered. */
  deadLetterArn: string | undefined
}

export interface TopicsProps {
  aws: Aws
  iam: Pick<Iam, 'assertAllowed'>
  timeline: Timeline
  random: Random
  /** Milliseconds after which each copy of a message is delivered: SNS promises one at least. Absent: one, at once. */
  copies?: (() => readonly number[]) | undefined
  /** Something was published that could be delivered neither to a function nor to its dead letters. */
  onTrouble(text: string): void
}

interface Topic {
  policy: readonly PolicyStatement[]
  subscriptions: Map<string, Subscription>
}

/**
 * Standard topics. No service of the endpoint, since nothing deployed calls SNS: topics come from the template alone, and
 * Connect publishes to them. Subscribers are functions.
 */
export class Topics {
  private readonly topics = new Map<string, Topic>()
  private readonly props: TopicsProps

  constructor(props: TopicsProps) {
    this.props = props
  }

  /** Gives its ARN. Without a policy nobody may publish to it. */
  create(name: string): string {
    const topicArn = arn('sns', name)
    if (!this.topics.has(topicArn)) this.topics.set(topicArn, { policy: [], subscriptions: new Map() })
    return topicArn
  }

  remove(topicArn: string): void {
    this.topics.delete(topicArn)
  }

  /** Throws NotFoundException. */
  setPolicy(topicArn: string, policy: readonly PolicyStatement[]): void {
    this.topic(topicArn).policy = policy
  }

  /** Gives the ARN of the subscription. Throws NotFoundException. */
  subscribe(topicArn: string, subscription: Subscription): string {
    const subscriptionArn = `${topicArn}:${this.props.random.uuid()}`
    this.topic(topicArn).subscriptions.set(subscriptionArn, subscription)
    return subscriptionArn
  }

  unsubscribe(subscriptionArn: string): void {
    for (const { subscriptions } of this.topics.values()) subscriptions.delete(subscriptionArn)
  }

  /** Throws NotFoundException, and AuthorizationErrorException where the topic's policy does not let the caller in. */
  assertOpenTo(topicArn: string, caller: Caller): void {
    const { policy } = this.topic(topicArn)
    try {
      this.props.iam.assertAllowed(caller, [{ action: 'sns:Publish', resources: [topicArn] }], policy)
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      throw new AwsError('AuthorizationErrorException', error.message)
    }
  }

  /** Delivers to every subscriber whose filter takes it. Throws as `assertOpenTo`. */
  publish(topicArn: string, publication: Publication, caller: Caller): void {
    this.assertOpenTo(topicArn, caller)
    const { timeline, random } = this.props
    const messageId = random.uuid()
    for (const [subscriptionArn, subscription] of this.topic(topicArn).subscriptions) {
      if (!takes(subscription, publication)) continue
      const notice = { ...publication, messageId, topicArn, subscriptionArn, at: timeline.now() }
      const event = JSON.stringify(notificationEvent(notice))
      for (const ms of this.props.copies?.() ?? [0])
        timeline.after(ms, `delivery of ${topicArn}`, () => this.deliver(topicArn, subscription, event))
    }
  }

  /** SNS does not try again what Lambda refuses for want of a permission (SNS guide, "Message delivery retries"). */
  private async deliver(
    topicArn: string,
    { functionArn, deadLetterArn }: Subscription,
    event: string,
  ): Promise<void> {
    const { aws, onTrouble } = this.props
    const caller = asTopic(topicArn)
    try {
      const input = { FunctionName: functionArn, InvocationType: 'Event', Payload: Buffer.from(event) }
      await aws.call('lambda', 'Invoke', input, caller)
    } catch (error) {
      onTrouble(`${topicArn} could not call ${functionArn}: ${sentence(error)}`)
      if (deadLetterArn === undefined) return
      const input = { QueueUrl: queueUrl(deadLetterArn), MessageBody: event }
      await aws
        .call('sqs', 'SendMessage', input, caller)
        .catch((lost) => onTrouble(`${topicArn} could not send to ${deadLetterArn}: ${sentence(lost)}`))
    }
  }

  private topic(topicArn: string): Topic {
    const topic = this.topics.get(topicArn)
    if (!topic) throw new AwsError('NotFoundException', `Topic does not exist: ${topicArn}`)
    return topic
  }
}

const takes = ({ filters }: Subscription, { attributes }: Publication) =>
  filters.some((filter) =>
    Object.entries(filter).every(([name, wanted]) => {
      const value = attributes[name]
      if (value === undefined) return false
      return 'anything-but' in wanted ? !wanted['anything-but'].includes(value) : wanted.includes(value)
    }),
  )

const asTopic = (sourceArn: string): Caller => ({
  kind: 'service',
  principal: 'sns.amazonaws.com',
  sourceArn,
  sourceAccount: ACCOUNT,
})

const sentence = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)
