import { describe, expect, it } from 'vitest'

import { Iam } from '../../../local/iam/iam.ts'
import { Random } from '../../../local/random.ts'
import { AwsError, type Caller, type PolicyStatement } from '../../../local/service.ts'
import { Topics } from '../../../local/sns/topics.ts'
import { Timeline } from '../../../local/timeline.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:note'
const INSTANCE = 'arn:aws:connect:us-east-1:111122223333:instance/i-1'
const FILTER = { Type: ['MESSAGE', 'EVENT'], Role: { 'anything-but': ['AGENT'] } }
const connect = (sourceArn = INSTANCE): Caller => ({
  ...{ kind: 'service', principal: 'connect.amazonaws.com', sourceAccount: '111122223333' },
  sourceArn,
})
const openTo = (topicArn: string): PolicyStatement => ({
  ...{ Effect: 'Allow', Action: 'sns:Publish', Resource: topicArn },
  Principal: { Service: 'connect.amazonaws.com' },
  Condition: { ArnEquals: { 'aws:SourceArn': INSTANCE } },
})

function world(copies = 1, refuses: string[] = []) {
  const timeline = new Timeline({ start: 0, flowing: false })
  const calls: { operation: string; input: any; caller: Caller }[] = []
  const troubles: string[] = []
  const topics = new Topics({
    ...{ timeline, random: new Random(1), iam: new Iam(), copies: () => Array(copies).fill(0) },
    aws: {
      async call(_: string, operation: string, input: any, caller: Caller): Promise<any> {
        calls.push({ operation, input, caller })
        if (refuses.includes(operation)) throw new AwsError('AccessDeniedException', 'no')
      },
    },
    onTrouble: (text) => void troubles.push(text),
  })
  const topicArn = topics.create('chats')
  topics.setPolicy(topicArn, [openTo(topicArn)])
  const subscribe = (deadLetterArn?: string) =>
    topics.subscribe(topicArn, { functionArn: FUNCTION, filters: [FILTER], deadLetterArn })
  const publish = (
    Type: string,
    caller = connect(),
    attributes: Record<string, string> = { Role: 'CUSTOMER' },
  ) => topics.publish(topicArn, { message: 'Hello', attributes: { Type, ...attributes } }, caller)
  return { timeline, topics, topicArn, calls, troubles, subscribe, publish }
}

describe('a topic', () => {
  it('tells functions of what their filter takes, with its attributes, as SNS and for itself', async () => {
    const { timeline, topicArn, calls, subscribe, publish } = world()
    const subscriptionArn = subscribe()
    publish('MESSAGE')
    publish('OTHER')
    publish('MESSAGE', connect(), { Role: 'AGENT' })
    publish('MESSAGE', connect(), {})
    await timeline.advance(1)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toMatchObject({
      input: { FunctionName: FUNCTION, InvocationType: 'Event' },
      caller: { kind: 'service', principal: 'sns.amazonaws.com', sourceArn: topicArn },
    })
    const { Records } = JSON.parse(calls[0]?.input.Payload.toString())
    expect(Records).toMatchObject([
      {
        EventSource: 'aws:sns',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...{ Type: 'Notification', TopicArn: topicArn, Message: 'Hello' },
          Timestamp: '1970-01-01T00:00:00.000Z',
          MessageAttributes: { Type: { Type: 'String', Value: 'MESSAGE' } },
        },
      },
    ])
  })

  it('delivers once at least; to nobody who has left', async () => {
    const { timeline, topics, calls, subscribe, publish } = world(2)
    const subscription = subscribe()
    publish('MESSAGE')
    await timeline.advance(1)
    topics.unsubscribe(subscription)
    publish('MESSAGE')
    await timeline.advance(1)
    expect(calls).toHaveLength(2)
  })

  it('takes nothing of a stranger, and is not there before it is made', () => {
    const { topics, publish } = world()
    expect(() => publish('MESSAGE', connect(`${INSTANCE}2`))).toThrow(
      'not authorized to perform: sns:Publish',
    )
    expect(() =>
      topics.subscribe('arn:other', { functionArn: FUNCTION, filters: [{}], deadLetterArn: '' }),
    ).toThrow('Topic does not exist: arn:other')
  })

  it('puts among the dead letters what it may not deliver, and says so', async () => {
    const { timeline, calls, troubles, subscribe, publish } = world(1, ['Invoke'])
    subscribe('arn:aws:sqs:us-east-1:111122223333:dead')
    publish('MESSAGE')
    await timeline.advance(1)
    expect(calls.map(({ operation }) => operation)).toEqual(['Invoke', 'SendMessage'])
    expect(troubles).toEqual([expect.stringContaining('could not call')])
  })
})
