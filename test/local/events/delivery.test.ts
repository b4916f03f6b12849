import { describe, expect, it } from 'vitest'
import { aRoom, FUNCTION, QUEUE, RULE, TO_FUNCTION, TO_QUEUE } from './room.ts'

const DAY = 86_400_000
const AS_RULE = {
  kind: 'service',
  principal: 'events.amazonaws.com',
  sourceArn: RULE,
  sourceAccount: '111122223333',
}

const filled = (InputTemplate: string) => ({
  InputTransformer: {
    InputPathsMap: {
      is: '$.detail.eventType',
      behind: '$.detail.waiting',
      agent: '$.detail.agent',
      detail: '$.detail',
    },
    InputTemplate,
  },
})

describe("an AWS service's event", () => {
  it('reaches the targets of the rules that match, each as it may be reached', async () => {
    const RoleArn = 'arn:aws:iam::111122223333:role/start-holds'
    const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:holds'
    const { rule, queued, timeline, calls } = aRoom()
    await rule([TO_FUNCTION, TO_QUEUE, { Id: 'hold', Arn: stateMachineArn, RoleArn }])
    const event = queued()
    expect(event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Amazon Connect Contact Event',
      source: 'aws.connect',
      account: '111122223333',
      time: '2026-03-01T12:00:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:connect:us-east-1:111122223333:instance/homeward/contact/c-1'],
      detail: { eventType: 'QUEUED', waiting: [7], contactId: 'c-1' },
    })
    await timeline.quiet()
    const text = JSON.stringify(event)
    expect(calls).toEqual([
      {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: FUNCTION, InvocationType: 'Event', Payload: Buffer.from(text) },
        caller: AS_RULE,
        at: 0,
      },
      {
        service: 'sqs',
        operation: 'SendMessage',
        input: {
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/dead-letters',
          MessageBody: text,
        },
        caller: AS_RULE,
        at: 0,
      },
      {
        service: 'states',
        operation: 'StartExecution',
        input: { stateMachineArn, input: text },
        caller: { kind: 'role', arn: RoleArn },
        at: 0,
      },
    ])
  })

  it('goes nowhere when no rule matches', async () => {
    const { rule, queued, timeline, calls } = aRoom()
    await rule([TO_FUNCTION], { source: ['aws.ses'] })
    queued()
    await timeline.quiet()

    expect(calls).toEqual([])
  })

  it('goes nowhere while the rule is off', async () => {
    const { rule, queued, timeline, calls, ask } = aRoom()
    await rule([TO_FUNCTION])
    await ask('DisableRule', { Name: 'contact-events' })
    queued()
    await timeline.quiet()
    expect(calls).toEqual([])
    await ask('EnableRule', { Name: 'contact-events' })
    queued()
    await timeline.quiet()

    expect(calls).toHaveLength(1)
  })

  it.each([
    ['never', []],
    ['late', [90_000]],
    ['twice', [0, 5000]],
  ])('arrives %s where its deliveries say so', async (_, delays) => {
    const { rule, queued, timeline, calls } = aRoom({ deliveries: () => delays })
    await rule([TO_FUNCTION])
    queued()
    await timeline.advance(DAY)

    expect(calls.map(({ at }) => at)).toEqual(delays)
  })
})

describe("a target's input", () => {
  it.each([
    [{ Input: '{"sweep":"holds"}' }, '{"sweep":"holds"}'],
    [{ InputPath: '$.detail.eventType' }, '"QUEUED"'],
    [{ InputPath: '$.detail.waiting[0]' }, '7'],
    [{ InputPath: '$.detail.waiting[*]' }, '[7]'],
    [{ InputPath: '$.detail.agent' }, '{}'],
    [filled('"It is <is> behind <behind>."'), '"It is QUEUED behind [7]."'],
    [filled('"It is <is>."\n"<agent>"'), '"It is QUEUED."\n""'],
    [filled('"of <detail>"'), '"of {eventType:QUEUED,waiting:[7],contactId:c-1}"'],
    [{ InputTransformer: { InputTemplate: '"It is <is>."' } }, '"It is <is>."'],
    [
      {
        InputTransformer: {
          InputPathsMap: { is: '$.detail.eventType', behind: '$.detail.waiting', agent: '$.detail.agent' },
          InputTemplate:
            '{"is":<is>,"told":"<is> behind <behind>, for <agent>.","behind":<behind>,"agent":<agent>,"by":<aws.events.rule-name>}',
        },
      },
      '{"is":"QUEUED","told":"QUEUED behind [7], for .","behind":[7],"agent":"","by":"contact-events"}',
    ],
  ])('is made as %j says', async (more, expected) => {
    const { rule, queued, timeline, bodies } = aRoom()
    await rule([{ ...TO_QUEUE, ...more }])
    queued()
    await timeline.quiet()

    expect(bodies()).toEqual([expected])
  })

  it.each([
    ['["behind",<is>]', '["behind",QUEUED]'],
    ['{"told":"<detail>"}', '{"told":"{"eventType":"QUEUED","waiting":[7],"contactId":"c-1"}"}'],
    ['{"by":<aws.events.unknown>}', '{"by":<aws.events.unknown>}'],
  ])('that %s makes no JSON goes to the dead-letter queue instead', async (template, body) => {
    const { rule, queued, timeline, calls } = aRoom()
    await rule([{ ...TO_FUNCTION, ...filled(template), DeadLetterConfig: { Arn: QUEUE } }])
    queued()
    await timeline.advance(DAY)

    expect(calls.map(({ service }) => service)).toEqual(['sqs'])
    expect(calls[0]!.input).toMatchObject({ MessageBody: body })
    expect(calls[0]!.input.MessageAttributes).toEqual({
      RULE_ARN: { DataType: 'String', StringValue: RULE },
      TARGET_ARN: { DataType: 'String', StringValue: FUNCTION },
      ERROR_CODE: { DataType: 'String', StringValue: 'INVALID_JSON' },
      ERROR_MESSAGE: { DataType: 'String', StringValue: 'Invalid input for target.' },
    })
  })

  it.each([[{ Input: '' }], [filled('<agent>')]])('that is empty goes nowhere: %j', async (more) => {
    const { rule, queued, timeline, calls } = aRoom()
    await rule([{ ...TO_QUEUE, ...more, DeadLetterConfig: { Arn: QUEUE } }])
    queued()
    await timeline.advance(DAY)

    expect(calls).toEqual([])
  })

  it('may be the event, then without its detail and with a detailType', async () => {
    const { rule, queued, timeline, bodies } = aRoom()
    await rule([{ ...TO_QUEUE, InputTransformer: { InputTemplate: '{"of":<aws.events.event>}' } }])
    queued()
    await timeline.quiet()

    const { of } = JSON.parse(bodies()[0]!)
    expect(of).toMatchObject({ detailType: 'Amazon Connect Contact Event', time: 1772366400000 })
    expect(Object.keys(of)).not.toContain('detail-type')
    expect(Object.keys(of)).not.toContain('detail')
  })
})

describe('a target that fails', () => {
  const kept = { ...TO_FUNCTION, DeadLetterConfig: { Arn: QUEUE } }

  it('is tried again with growing pauses until its attempts run out, then the dead-letter queue has the event', async () => {
    const { rule, queued, timeline, calls, refusing } = aRoom()
    await rule([{ ...kept, RetryPolicy: { MaximumRetryAttempts: 4 } }])
    refusing('TooManyRequestsException', 'Rate Exceeded.')
    const event = queued()
    await timeline.advance(3_600_000)
    const tries = calls.filter(({ service }) => service === 'lambda')
    expect(tries).toHaveLength(5)
    const pauses = tries.slice(1).map(({ at }, index) => at - tries[index]!.at)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses[0]).toBeLessThan(pauses.at(-1)!)
    expect(calls.at(-1)).toMatchObject({
      service: 'sqs',
      caller: AS_RULE,
      input: {
        MessageBody: JSON.stringify(event),
        MessageAttributes: {
          RULE_ARN: { DataType: 'String', StringValue: RULE },
          TARGET_ARN: { DataType: 'String', StringValue: FUNCTION },
          ERROR_CODE: { DataType: 'String', StringValue: 'TooManyRequestsException' },
          ERROR_MESSAGE: { DataType: 'String', StringValue: 'Rate Exceeded.' },
          RETRY_ATTEMPTS: { DataType: 'String', StringValue: '4' },
          EXHAUSTED_RETRY_CONDITION: { DataType: 'String', StringValue: 'MaximumRetryAttempts' },
        },
      },
    })
  })

  it('is not tried again when it may not be called at all', async () => {
    const { rule, queued, timeline, calls, refusing } = aRoom()
    await rule([kept])
    refusing('AccessDeniedException', 'the rule has no permission')
    queued()
    await timeline.advance(DAY)

    expect(calls.map(({ service }) => service)).toEqual(['lambda', 'sqs'])
    expect(calls[1]!.input.MessageAttributes.ERROR_CODE.StringValue).toBe('NO_PERMISSIONS')
  })

  it('is given up when the event is as old as it may be', async () => {
    const { rule, queued, timeline, calls, refusing } = aRoom()
    await rule([{ ...kept, RetryPolicy: { MaximumEventAgeInSeconds: 120 } }])
    refusing('InternalError', 'Lambda is down')
    queued()
    await timeline.advance(DAY)

    expect(calls.at(-1)!.at).toBeLessThanOrEqual(120_000)
    expect(calls.at(-1)!.input.MessageAttributes.EXHAUSTED_RETRY_CONDITION.StringValue).toBe(
      'MaximumEventAgeInSeconds',
    )
  })
})
