import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, QUEUE, RULE, TO_FUNCTION, TO_QUEUE } from './room.ts'

const transformed = (InputTemplate: string, InputPathsMap?: object) => ({
  Arn: QUEUE,
  InputTransformer: { InputTemplate, ...(InputPathsMap && { InputPathsMap }) },
})

describe('a rule on a schedule', () => {
  it('fires each period, first after one, and plans only the next', async () => {
    const { ask, timeline, calls, bodies } = aRoom()
    await ask('PutRule', { Name: 'contact-events', ScheduleExpression: 'rate(20 minutes)' })
    await ask('PutTargets', { Rule: 'contact-events', Targets: [TO_FUNCTION] })
    await timeline.advance(3_600_000)
    expect(calls.map(({ at }) => at / 60_000)).toEqual([20, 40, 60])
    expect(JSON.parse(bodies()[0]!)).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: '2026-03-01T12:20:00Z',
      resources: [RULE],
      detail: {},
    })
    await ask('DisableRule', { Name: 'contact-events' })
    await timeline.advance(3_600_000)

    expect(calls).toHaveLength(3)
  })

  it.each([
    'rate(1 hours)',
    'rate(16 hour)',
    'at(2026-03-02T04:00:00)',
    'cron(30 8 * * * *)',
    'each morning',
  ])('is refused for %s', async (ScheduleExpression) => {
    await expect(aRoom().ask('PutRule', { Name: 'sweep', ScheduleExpression })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Parameter ScheduleExpression is not valid.',
    })
  })
})

describe('the rules', () => {
  it.each([
    [2048, undefined],
    [2049, 'LimitExceededException'],
    [4097, 'ValidationException'],
  ])('have a pattern of %i characters: %s', async (length, name) => {
    const empty = JSON.stringify({ source: [''] }).length
    const EventPattern = JSON.stringify({ source: ['s'.repeat(length - empty)] })
    const put = aRoom().ask('PutRule', { Name: 'contact-events', EventPattern })
    if (name === undefined) await expect(put).resolves.toBeDefined()
    else await expect(put).rejects.toMatchObject({ name })
  })

  it('are described, listed, and deleted only without targets', async () => {
    const { rule, ask } = aRoom()
    const Name = 'contact-events'
    await rule([TO_QUEUE])
    expect(await ask('DescribeRule', { Name })).toMatchObject({
      Arn: RULE,
      State: 'ENABLED',
      EventPattern: '{"source":["aws.connect"]}',
    })
    expect((await ask('ListRules', { NamePrefix: 'contact-' })).Rules).toHaveLength(1)
    expect((await ask('ListRules', { NamePrefix: 'events' })).Rules).toEqual([])
    expect(await ask('ListTargetsByRule', { Rule: Name })).toEqual({ Targets: [TO_QUEUE] })
    await expect(ask('DeleteRule', { Name })).rejects.toThrow(/has targets/)
    await ask('RemoveTargets', { Rule: Name, Ids: [TO_QUEUE.Id] })
    await ask('DeleteRule', { Name })

    await expect(ask('DescribeRule', { Name })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Rule contact-events does not exist on EventBus default.',
    })
  })

  it('are listed page by page, as are targets and buses', async () => {
    const { ask } = aRoom()
    for (const Name of ['sweeps', 'contacts', 'holds']) {
      await ask('PutRule', { Name, EventPattern: '{"source":["homeward"]}' })
      await ask('CreateEventBus', { Name })
    }
    const Targets = ['observe', 'keep', 'count'].map((Id) => ({ Id, Arn: QUEUE }))
    await ask('PutTargets', { Rule: 'holds', Targets })
    const pages = async (operation: string, list: string, input: object = {}) => {
      const { NextToken, ...first } = await ask(operation, { ...input, Limit: 2 })
      const second = await ask(operation, { ...input, Limit: 2, NextToken })
      return [first[list].length, second[list].length, second.NextToken]
    }

    expect(await pages('ListRules', 'Rules')).toEqual([2, 1, undefined])
    expect(await pages('ListTargetsByRule', 'Targets', { Rule: 'holds' })).toEqual([2, 1, undefined])
    expect(await pages('ListEventBuses', 'EventBuses')).toEqual([2, 2, undefined])
    await expect(ask('ListRules', { NextToken: 'made up' })).rejects.toThrow(
      'Parameter NextToken is not valid.',
    )
  })

  it.each([
    [{ Arn: 'arn:aws:firehose:us-east-1:111122223333:deliverystream/contacts' }, /is not modelled/],
    [{ Arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:holds' }, /RoleArn is required/],
    [{ Arn: QUEUE, Input: '{}', InputPath: '$' }, /Only one of Input/],
    [
      { Arn: QUEUE, Input: 'holds' },
      /^JSON syntax error in input for target keep: \[Source: \(String\)"holds"; line: 1, column: 1\]$/,
    ],
    [{ Arn: QUEUE, InputPath: "$.detail['owner']" }, /^InputPath for target keep is invalid\.$/],
    [{ Arn: QUEUE, InputPath: '$.detail.*' }, /^InputPath for target keep is invalid\.$/],
    [transformed('<is>', { is: '$..eventType' }), /^InputPath for target keep is invalid\.$/],
    [transformed('<owner>', { is: '$.source' }), /contains invalid placeholder owner\.$/],
    [transformed('"of <aws.events.event.json>"'), /aws\.events\.event\.json valid only for JSON template\.$/],
    [transformed('{"<is>":1}', { is: '$.source' }), /present as a JSON object key for target keep\.$/],
    [
      transformed('is <is>', { is: '$.source' }),
      /^Invalid InputTemplate for target keep : \[Source: \(String\)"is null"; line: 1, column: 1\]\.$/,
    ],
    [
      transformed('<is.it>', { 'is.it': '$.source' }),
      /^1 validation error detected: Value '\{is\.it=\$\.source\}' at 'targets\.1\.member\.inputTransformer\.inputPathsMap'/,
    ],
  ])('refuse the target %j', async (target, message) => {
    await expect(aRoom().rule([{ Id: 'keep', ...target }])).rejects.toThrow(
      expect.objectContaining({ name: 'ValidationException', message: expect.stringMatching(message) }),
    )
  })

  it.each([
    ['keep it', 'satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+'],
    ['k'.repeat(65), 'have length less than or equal to 64'],
  ])('refuse the target id %s', async (Id, must) => {
    const told = `1 validation error detected: Value '${Id}' at 'targets.1.member.id' failed to satisfy constraint: Member must ${must}`

    await expect(aRoom().rule([{ Id, Arn: QUEUE }])).rejects.toThrow(
      new AwsError('ValidationException', told),
    )
  })
})

describe('TestEventPattern', () => {
  const contactEvent = {
    id: '0a1b2c3d-0000-4000-8000-000000000001',
    account: '111122223333',
    source: 'aws.connect',
    time: '2026-03-01T12:00:00Z',
    region: 'us-east-1',
    'detail-type': 'Amazon Connect Contact Event',
  }
  const test = (EventPattern: object, event: object) =>
    aRoom().ask('TestEventPattern', {
      EventPattern: JSON.stringify(EventPattern),
      Event: JSON.stringify(event),
    })

  it('answers whether the pattern matches', async () => {
    expect(await test({ source: ['aws.connect'] }, contactEvent)).toEqual({ Result: true })
    expect(await test({ source: ['aws.ses'] }, { ...contactEvent, resources: [] })).toEqual({
      Result: false,
    })
  })

  it.each(['id', 'account', 'source', 'time', 'region', 'detail-type'])(
    'refuses an event without its %s',
    async (key) => {
      await expect(
        test({ region: ['us-east-1'] }, { ...contactEvent, [key]: undefined }),
      ).rejects.toMatchObject({ name: 'ValidationException', message: 'Parameter Event is not valid.' })
    },
  )

  it.each([1772366400, 'noon', null])('refuses an event whose time is %j', async (time) => {
    await expect(test({ region: ['us-east-1'] }, { ...contactEvent, time })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Parameter Event is not valid. Reason: Invalid time.',
    })
  })

  it('refuses a pattern of more than 4096 characters, as PutRule does', async () => {
    await expect(test({ source: ['x'.repeat(4_096)] }, contactEvent)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'EventPattern must have length less than or equal to 4096',
    })
  })

  it('refuses a pattern that is none', async () => {
    await expect(test({ source: 'aws.connect' }, contactEvent)).rejects.toMatchObject({
      name: 'InvalidEventPatternException',
    })
  })
})
