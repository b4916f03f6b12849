import { describe, expect, it } from 'vitest'
import { assembly, room } from './room.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:look'
const lambda = { LambdaAction: { FunctionArn: FUNCTION, InvocationType: 'Event' } }

function ofRule(Rule: object, rest: object = {}) {
  const Properties = { RuleSetName: 'set', Rule: { Name: 'look', Enabled: true, ...Rule }, ...rest }
  return assembly({ Look: { Type: 'AWS::SES::ReceiptRule', Properties } })
}

describe('a receipt rule of the template', () => {
  it('is made where it is to stand, and made anew when it changes', async () => {
    const { deployment, receiptRules } = room()
    await deployment.apply(ofRule({ Recipients: ['a@example.com'], Actions: [lambda] }, { After: 'archive' }))
    const rule = { name: 'look', enabled: true, recipients: ['a@example.com'], functionArns: [FUNCTION] }
    expect(receiptRules.create).toHaveBeenCalledWith('set', rule, 'archive')
    await deployment.apply(ofRule({ Recipients: ['b@example.com'], Actions: [lambda] }))
    expect(receiptRules.remove).toHaveBeenCalledWith('look')
    expect(receiptRules.create).toHaveBeenLastCalledWith(
      'set',
      { ...rule, recipients: ['b@example.com'] },
      undefined,
    )
    await deployment.apply(assembly({}))
    expect(receiptRules.remove).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['another action', { Actions: [{ S3Action: { BucketName: 'b' } }] }, 'S3Action'],
    [
      'a call that SES waits for',
      { Actions: [{ LambdaAction: { ...lambda.LambdaAction, InvocationType: 'RequestResponse' } }] },
      'RequestResponse',
    ],
    ['a topic', { Actions: [{ LambdaAction: { ...lambda.LambdaAction, TopicArn: 'arn' } }] }, 'TopicArn'],
    ['something unknown', { Colour: 'red' }, 'Colour'],
  ])('is refused with %s, by name', async (_, rule, name) => {
    await expect(room().deployment.apply(ofRule(rule))).rejects.toThrow(name)
  })
})
