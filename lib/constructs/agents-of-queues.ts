import { CfnRoutingProfile } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

export interface AgentsOfQueuesProps {
  readonly instanceArn: string
  readonly stage: string
  /** The first is also the one agents write from when they begin a conversation. */
  readonly queueArns: readonly string[]
  /** Where tasks about waiting customers go that are nobody's. */
  readonly taskQueueArns: readonly string[]
  /** Where chats go, and how many an agent has at once. Undefined: nowhere. */
  readonly chats: { readonly queueArn: string; readonly atOnce: number } | undefined
  /** Where calls go. */
  readonly callQueueArns: readonly string[]
}

/** How many emails an agent works on at once; Connect allows 1 to 10. */
const EMAILS_AT_ONCE = 5

/** Tasks beside them: one that is paused takes a place. */
const TASKS_AT_ONCE = 5

/** AWS: "Channels and concurrency". */
const ANY_CHANNEL = { behaviorType: 'ROUTE_ANY_CHANNEL' }

/** A routing profile for the agents of a new instance. Without the queue in it no agent is ever offered a contact. */
export class AgentsOfQueues extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { instanceArn, stage, queueArns, taskQueueArns, chats, callQueueArns }: AgentsOfQueuesProps,
  ) {
    super(scope, id)
    new CfnRoutingProfile(this, 'RoutingProfile', {
      instanceArn,
      name: `homeward-${stage}-email`,
      description: 'Agents who answer the emails that Homeward brings home',
      defaultOutboundQueueArn: queueArns[0]!,
      // Who has an email in hand is offered the task about another customer as well: without this, perhaps not.
      mediaConcurrencies: [
        { channel: 'EMAIL', concurrency: EMAILS_AT_ONCE, crossChannelBehavior: ANY_CHANNEL },
        { channel: 'TASK', concurrency: TASKS_AT_ONCE, crossChannelBehavior: ANY_CHANNEL },
        ...(chats ? [{ channel: 'CHAT', concurrency: chats.atOnce, crossChannelBehavior: ANY_CHANNEL }] : []),
        // Connect allows one call, and by default offers nothing else to whoever is on it.
        ...(callQueueArns.length > 0 ? [{ channel: 'VOICE', concurrency: 1 }] : []),
      ],
      queueConfigs: [
        ...queueArns.map((queueArn) => ({ channel: 'EMAIL', queueArn })),
        ...taskQueueArns.map((queueArn) => ({ channel: 'TASK', queueArn })),
        ...(chats ? [{ channel: 'CHAT', queueArn: chats.queueArn }] : []),
        ...callQueueArns.map((queueArn) => ({ channel: 'VOICE', queueArn })),
      ].map((queueReference) => ({ queueReference, priority: 1, delay: 0 })),
    })
  }
}
