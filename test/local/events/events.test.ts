import { beforeEach, describe, expect, it } from 'vitest'
import { createEvents, type Events, type EventsProps } from '../../../local/events/events.ts'
import { Random } from '../../../local/random.ts'
import { AwsError, OPERATOR } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'

const START = Date.UTC(2026, 2, 1, 12)
const RULE = 'arn:aws:events:us-east-1:111122223333:rule/seen'
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:observe'
const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:events'
const AS_RULE = {
  kind: 'service',
  principal: 'events.amazonaws.com',
  sourceArn: RULE,
  sourceAccount: '111122223333',
}

let timeline: Timeline
let events: Events
let calls: { service: string; operation: string; input: any; caller: unknown; at: number }[]
let refuse: (call: { service: string; operation: string }) => void

function start(more: Partial<EventsProps> = {}): void {
  timeline = new Timeline({ start: START, flowing: false })
  calls = []
  refuse = () => {}
  events = createEvents({
    timeline,
    random: new Random(3),
    aws: {
      call: async (service, operation, input, caller) => {
        calls.push({ service, operation, input, caller, at: timeline.now() })
        refuse({ service, operation })
        return {} as any
      },
    },
    ...more,
  })
}
beforeEach(() => start())

const call = async (operation: string, input: object): Promise<any> =>
  events.operations[operation]!(input, OPERATOR)

async function rule(targets: object[], pattern: object = { source: ['aws.connect'] }): Promise<void> {
  await call('PutRule', { Name: 'seen', EventPattern: JSON.stringify(pattern) })
  await call('PutTargets', { Rule: 'seen', Targets: targets })
}

const emit = () =>
  events.emit('aws.connect', 'Amazon Connect Contact Event', { eventType: 'QUEUED', n: [7] }, ['arn:x'])
const bodies = () => calls.map(({ input }) => String(input.MessageBody ?? Buffer.from(input.Payload)))

describe("an AWS service's event", () => {
  it('reaches the targets of the rules that match, each as it may be reached', async () => {
    const ROLE = 'arn:aws:iam::111122223333:role/start'
    const MACHINE = 'arn:aws:states:us-east-1:111122223333:stateMachine:hold'
    await rule([
      { Id: 'f', Arn: FUNCTION },
      { Id: 'q', Arn: QUEUE },
      { Id: 'm', Arn: MACHINE, RoleArn: ROLE },
    ])
    const event = emit()
    expect(event).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Amazon Connect Contact Event',
      source: 'aws.connect',
      account: '111122223333',
      time: '2026-03-01T12:00:00Z',
      region: 'us-east-1',
      resources: ['arn:x'],
      detail: { eventType: 'QUEUED', n: [7] },
    })
    await timeline.quiet()
    const text = JSON.stringify(event)
    expect(calls.map(({ at, ...made }) => made)).toEqual([
      {
        service: 'lambda',
        operation: 'Invoke',
        input: { FunctionName: FUNCTION, InvocationType: 'Event', Payload: Buffer.from(text) },
        caller: AS_RULE,
      },
      {
        service: 'sqs',
        operation: 'SendMessage',
        input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/events', MessageBody: text },
        caller: AS_RULE,
      },
      {
        service: 'states',
        operation: 'StartExecution',
        input: { stateMachineArn: MACHINE, input: text },
        caller: { kind: 'role', arn: ROLE },
      },
    ])
  })

  it('goes nowhere when no rule matches, the rule is off, or the event gets lost', async () => {
    await rule([{ Id: 'f', Arn: FUNCTION }], { source: ['other'] })
    emit()
    await rule([{ Id: 'f', Arn: FUNCTION }])
    await call('DisableRule', { Name: 'seen' })
    emit()
    await timeline.quiet()
    expect(calls).toEqual([])
    await call('EnableRule', { Name: 'seen' })
    emit()
    await timeline.quiet()
    expect(calls).toHaveLength(1)
    start({ deliveries: () => [] })
    await rule([{ Id: 'f', Arn: FUNCTION }])
    emit()
    await timeline.advance(60_000)
    expect(calls).toEqual([])
  })

  it('arrives as often and as late as its deliveries say', async () => {
    start({ deliveries: () => [0, 5000] })
    await rule([{ Id: 'f', Arn: FUNCTION }])
    emit()
    await timeline.advance(60_000)
    expect(calls.map(({ at }) => at - START)).toEqual([0, 5000])
  })
})

describe("a target's input", () => {
  it.each([
    [{ Input: '{"constant":1}' }, '{"constant":1}'],
    [{ InputPath: '$.detail.eventType' }, '"QUEUED"'],
    [{ InputPath: '$.detail.n[0]' }, '7'],
    [
      {
        InputTransformer: {
          InputPathsMap: { type: '$.detail.eventType', n: '$.detail.n', none: '$.detail.none' },
          InputTemplate:
            '{"type":<type>,"said":"a <type> of <n>, <none>","n":<n>,"none":<none>,"rule":<aws.events.rule-name>}',
        },
      },
      '{"type":"QUEUED","said":"a QUEUED of [7], ","n":[7],"none":"","rule":"seen"}',
    ],
  ])('is made as %j says', async (more, expected) => {
    await rule([{ Id: 'q', Arn: QUEUE, ...more }])
    emit()
    await timeline.quiet()
    expect(bodies()).toEqual([expected])
  })
})

describe('a target that fails', () => {
  it('is tried again with growing pauses until its attempts run out, then the dead-letter queue has the event', async () => {
    const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:111122223333:dead' }
    await rule([{ Id: 'f', Arn: FUNCTION, DeadLetterConfig, RetryPolicy: { MaximumRetryAttempts: 3 } }])
    refuse = ({ service }) => {
      if (service === 'lambda') throw new AwsError('TooManyRequestsException', 'Rate Exceeded.')
    }
    const event = emit()
    await timeline.advance(3_600_000)
    const tries = calls.filter(({ service }) => service === 'lambda')
    expect(tries).toHaveLength(4)
    const pauses = tries.slice(1).map(({ at }, index) => at - tries[index]!.at)
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
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
          RETRY_ATTEMPTS: { DataType: 'String', StringValue: '3' },
          EXHAUSTED_RETRY_CONDITION: { DataType: 'String', StringValue: 'MaximumRetryAttempts' },
        },
      },
    })
  })

  it('is not tried again when it may not be called at all', async () => {
    await rule([{ Id: 'f', Arn: FUNCTION, DeadLetterConfig: { Arn: QUEUE } }])
    refuse = ({ service }) => {
      if (service === 'lambda') throw new AwsError('AccessDeniedException', 'no permission')
    }
    emit()
    await timeline.advance(86_400_000)
    expect(calls.map(({ service }) => service)).toEqual(['lambda', 'sqs'])
    expect(calls[1]!.input.MessageAttributes.ERROR_CODE.StringValue).toBe('NO_PERMISSIONS')
  })

  it('is given up when the event is a day old', async () => {
    await rule([
      {
        Id: 'f',
        Arn: FUNCTION,
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: QUEUE },
      },
    ])
    refuse = ({ service }) => {
      if (service === 'lambda') throw new AwsError('InternalError', 'down')
    }
    emit()
    await timeline.advance(86_400_000)
    expect(calls.at(-1)!.at - START).toBeLessThanOrEqual(60_000)
    expect(calls.at(-1)!.input.MessageAttributes.EXHAUSTED_RETRY_CONDITION.StringValue).toBe(
      'MaximumEventAgeInSeconds',
    )
  })
})

describe('PutEvents', () => {
  it('sends what is good and answers each of the others with its error', async () => {
    await rule([{ Id: 'q', Arn: QUEUE }], { source: ['mine'], detail: { n: [1] } })
    const good = { Source: 'mine', DetailType: 't', Detail: '{"n":1}' }
    const answer = await call('PutEvents', {
      Entries: [
        good,
        { ...good, Source: 'aws.connect' },
        { ...good, Detail: '{' },
        { ...good, Detail: '[1]' },
        { Source: 'mine', Detail: '{}' },
      ],
    })
    expect(answer).toEqual({
      FailedEntryCount: 4,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
        },
      ],
    })
    await timeline.quiet()
    expect(bodies().map((body) => JSON.parse(body).source)).toEqual(['mine'])
  })

  it('refuses none, more than ten, and more than 1 MB together', async () => {
    const entry = { Source: 'mine', DetailType: 't', Detail: '{}' }
    const heavy = { ...entry, Detail: JSON.stringify({ text: 'x'.repeat(600_000) }) }
    for (const Entries of [[], Array(11).fill(entry), [heavy, heavy]])
      await expect(call('PutEvents', { Entries })).rejects.toMatchObject({ name: 'ValidationException' })
    expect(await call('PutEvents', { Entries: [heavy] })).toMatchObject({ FailedEntryCount: 0 })
  })

  it('keeps the buses apart', async () => {
    await call('CreateEventBus', { Name: 'own' })
    await call('PutRule', { Name: 'r', EventBusName: 'own', EventPattern: '{"source":["mine"]}' })
    await call('PutTargets', { Rule: 'r', EventBusName: 'own', Targets: [{ Id: 'q', Arn: QUEUE }] })
    const entry = { Source: 'mine', DetailType: 't', Detail: '{}' }
    await call('PutEvents', { Entries: [entry, { ...entry, EventBusName: 'own' }] })
    await timeline.quiet()
    expect(calls).toHaveLength(1)
    await expect(call('CreateEventBus', { Name: 'own' })).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
  })
})

describe('a rule on a schedule', () => {
  it('fires each period, first after one, and plans only the next', async () => {
    await call('PutRule', { Name: 'seen', ScheduleExpression: 'rate(15 minutes)' })
    await call('PutTargets', { Rule: 'seen', Targets: [{ Id: 'f', Arn: FUNCTION }] })
    await timeline.advance(3_600_000)
    expect(calls.map(({ at }) => (at - START) / 60_000)).toEqual([15, 30, 45, 60])
    expect(JSON.parse(bodies()[0]!)).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-03-01T12:15:00Z',
      resources: [RULE],
      detail: {},
    })
    await call('DisableRule', { Name: 'seen' })
    await timeline.advance(3_600_000)
    expect(calls).toHaveLength(4)
  })

  it.each(['rate(1 minutes)', 'rate(5 minute)', 'at(2026-03-01T13:00:00)', 'cron(0 9 * * * *)', 'hourly'])(
    'is refused for %s',
    async (ScheduleExpression) => {
      await expect(call('PutRule', { Name: 'r', ScheduleExpression })).rejects.toMatchObject({
        name: 'ValidationException',
        message: 'Parameter ScheduleExpression is not valid.',
      })
    },
  )
})

describe('the rules', () => {
  it('are described, listed, and deleted only without targets', async () => {
    await rule([{ Id: 'q', Arn: QUEUE }])
    const shown = await call('DescribeRule', { Name: 'seen' })
    expect(shown).toMatchObject({ Arn: RULE, State: 'ENABLED', EventPattern: '{"source":["aws.connect"]}' })
    expect((await call('ListRules', { NamePrefix: 's' })).Rules).toHaveLength(1)
    expect(await call('ListTargetsByRule', { Rule: 'seen' })).toEqual({ Targets: [{ Id: 'q', Arn: QUEUE }] })
    await expect(call('DeleteRule', { Name: 'seen' })).rejects.toThrow(/has targets/)
    await call('RemoveTargets', { Rule: 'seen', Ids: ['q'] })
    await call('DeleteRule', { Name: 'seen' })
    await expect(call('DescribeRule', { Name: 'seen' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule seen does not exist on EventBus default.',
    })
  })

  it.each([
    [{ Id: 'x', Arn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d' }, /is not modelled/],
    [{ Id: 'x', Arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:m' }, /RoleArn is required/],
    [{ Id: 'x', Arn: QUEUE, Input: '{}', InputPath: '$' }, /Only one of Input/],
    [{ Id: 'x', Arn: QUEUE, Input: '{' }, /not valid JSON/],
    [
      { Id: 'x', Arn: QUEUE, InputTransformer: { InputTemplate: '<who>' } },
      /contains invalid placeholder who\./,
    ],
  ])('refuse the target %j', async (target, message) => {
    await expect(rule([target])).rejects.toThrow(
      expect.objectContaining({ name: 'ValidationException', message: expect.stringMatching(message) }),
    )
  })
})

describe('TestEventPattern', () => {
  const whole = {
    id: '1',
    account: '111122223333',
    source: 's',
    time: '2026-03-01T12:00:00Z',
    region: 'us-east-1',
    'detail-type': 't',
  }
  const test = (EventPattern: object, event: object) =>
    call('TestEventPattern', { EventPattern: JSON.stringify(EventPattern), Event: JSON.stringify(event) })

  it('answers whether the pattern matches', async () => {
    expect(await test({ source: ['s'] }, whole)).toEqual({ Result: true })
    expect(await test({ source: ['t'] }, { ...whole, resources: [] })).toEqual({ Result: false })
  })

  it('refuses an event without its envelope, and a pattern that is none', async () => {
    for (const key of ['id', 'account', 'source', 'time', 'region', 'detail-type'])
      await expect(test({ source: ['s'] }, { ...whole, [key]: undefined })).rejects.toMatchObject({
        name: 'ValidationException',
        message: 'Parameter Event is not valid.',
      })
    await expect(test({ source: 's' }, whole)).rejects.toMatchObject({ name: 'InvalidEventPatternException' })
  })
})

describe('what recorded requests show', () => {
  const page = async (operation: string, list: string, input: object = {}) => {
    const { NextToken, ...rest } = await call(operation, { ...input, Limit: 2 })
    const more = await call(operation, { ...input, Limit: 2, NextToken })
    return [rest[list].length, more[list].length, more.NextToken]
  }

  it('lists rules, targets and buses in pages', async () => {
    for (const Name of ['c', 'a', 'b']) {
      await call('PutRule', { Name, EventPattern: '{"source":["s"]}' })
      await call('CreateEventBus', { Name })
    }
    await call('PutTargets', { Rule: 'a', Targets: ['1', '2', '3'].map((Id) => ({ Id, Arn: QUEUE })) })

    expect(await page('ListRules', 'Rules')).toEqual([2, 1, undefined])
    expect(await page('ListTargetsByRule', 'Targets', { Rule: 'a' })).toEqual([2, 1, undefined])
    expect(await page('ListEventBuses', 'EventBuses')).toEqual([2, 2, undefined])
    await expect(call('ListRules', { NextToken: 'zz' })).rejects.toThrow('Parameter NextToken is not valid.')
  })

  it('deletes a bus, but never the default one', async () => {
    await call('CreateEventBus', { Name: 'mine' })
    const at = new Date(START)
    expect(await call('DescribeEventBus', { Name: 'mine' })).toEqual({
      Name: 'mine',
      Arn: 'arn:aws:events:us-east-1:111122223333:event-bus/mine',
      CreationTime: at,
      LastModifiedTime: at,
    })
    await call('PutRule', { Name: 'r', EventBusName: 'mine', EventPattern: '{"source":["s"]}' })
    await expect(call('DeleteEventBus', { Name: 'mine' })).rejects.toThrow('since it has rules')
    await call('DeleteRule', { Name: 'r', EventBusName: 'mine' })
    await call('DeleteEventBus', { Name: 'mine' })
    await expect(call('DescribeEventBus', { Name: 'mine' })).rejects.toThrow('Event bus mine does not exist.')
    await expect(call('DeleteEventBus', { Name: 'default' })).rejects.toThrow(
      new AwsError('ValidationException', 'Cannot delete event bus default.'),
    )
  })

  it.each([
    [
      '!@#',
      "1 validation error detected: Value '!@#' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [
      'a'.repeat(65),
      `1 validation error detected: Value '${'a'.repeat(65)}' at 'targets.1.member.id' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
  ])('refuses the target id %s', async (Id, message) => {
    await expect(rule([{ Id, Arn: QUEUE }])).rejects.toThrow(new AwsError('ValidationException', message))
  })

  it('prints the entries that are too many', async () => {
    const entry = { Source: 's', DetailType: 'd', Detail: '{}', EventBusName: 'b' }
    const shown =
      'PutEventsRequestEntry(time=null, source=s, resources=null, detailType=d, detail={}, eventBusName=b, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)'
    await expect(call('PutEvents', { Entries: Array(11).fill(entry) })).rejects.toThrow(
      `1 validation error detected: Value '[${Array(11).fill(shown).join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
    )
  })

  it('gives a transformer the event without its detail and with a detailType', async () => {
    await rule([{ Id: 'q', Arn: QUEUE, InputTransformer: { InputTemplate: '{"event":<aws.events.event>}' } }])
    emit()
    await timeline.quiet()

    const { event } = JSON.parse(bodies()[0]!)
    expect(event).toMatchObject({ detailType: 'Amazon Connect Contact Event', source: 'aws.connect' })
    expect(Object.keys(event)).not.toContain('detail-type')
  })
})
