import { describe, expect, it } from 'vitest'
import { assembly, room } from './room.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:note'
const subscribed = (rest: object = {}) =>
  assembly({
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't', KmsMasterKeyId: 'key' } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'lambda', Endpoint: FUNCTION, ...rest },
    },
  })

describe('a topic of the template', () => {
  it('is made with its policy and the functions that it tells, and goes with them', async () => {
    const { deployment, topics } = room()
    const dead = 'arn:aws:sqs:us-east-1:111122223333:dead'
    const Statement = [{ Effect: 'Allow', Action: 'sns:Publish' }]
    const stack = subscribed({
      FilterPolicy: {
        Role: ['CUSTOMER'],
        $or: [{ Type: [{ 'anything-but': ['EVENT'] }] }, { Kind: ['idle'] }],
      },
      RedrivePolicy: { deadLetterTargetArn: dead },
    })
    stack.stacks[0]!.template.Resources.Policy = {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement } },
    }
    await deployment.apply(stack)
    const topicArn = 'arn:aws:sns:us-east-1:111122223333:t'
    expect(topics.setPolicy).toHaveBeenCalledWith(topicArn, Statement)
    expect(topics.subscribe).toHaveBeenCalledWith(topicArn, {
      ...{
        functionArn: FUNCTION,
        filters: [
          { Role: ['CUSTOMER'], Type: { 'anything-but': ['EVENT'] } },
          { Role: ['CUSTOMER'], Kind: ['idle'] },
        ],
        deadLetterArn: dead,
      },
    })
    await deployment.apply(assembly({}))
    expect(topics.unsubscribe).toHaveBeenCalledTimes(1)
    expect(topics.remove).toHaveBeenCalledWith(topicArn)
  })

  it.each([
    ['another protocol', { Protocol: 'sqs' }, 'Protocol sqs'],
    [
      'a filter that is no exact value',
      { FilterPolicy: { Type: [{ prefix: 'M' }] } },
      'FilterPolicy for Type',
    ],
    ['one alternative', { FilterPolicy: { $or: [{ Type: ['M'] }] } }, 'FilterPolicy for $or'],
    ['raw delivery', { RawMessageDelivery: true }, 'RawMessageDelivery'],
  ])('is refused with %s', async (_, rest, named) => {
    await expect(room().deployment.apply(subscribed(rest))).rejects.toThrow(named)
  })
})
