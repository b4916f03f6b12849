import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../local/service.ts'
import { aRoom, TO_QUEUE } from './room.ts'

const ended = { Source: 'homeward', DetailType: 'Hold Ended', Detail: '{"hours":16}' }

describe('PutEvents', () => {
  it('sends what is good and answers each of the others with its error', async () => {
    const { rule, ask, timeline, bodies } = aRoom()
    await rule([TO_QUEUE], { source: ['homeward'], detail: { hours: [16] } })
    const answer = await ask('PutEvents', {
      Entries: [
        { ...ended, Source: 'aws.connect' },
        ended,
        { ...ended, Detail: '{"hours":' },
        { ...ended, Detail: '["c-1"]' },
        { Source: 'homeward', Detail: ended.Detail },
      ],
    })
    expect(answer).toEqual({
      FailedEntryCount: 4,
      Entries: [
        { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
        { EventId: expect.any(String) },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
        {
          ErrorCode: 'InvalidArgument',
          ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
        },
      ],
    })
    await timeline.quiet()

    expect(bodies().map((body) => JSON.parse(body))).toEqual([
      expect.objectContaining({
        id: answer.Entries[1].EventId,
        source: 'homeward',
        'detail-type': 'Hold Ended',
        detail: { hours: 16 },
      }),
    ])
  })

  it('refuses none, more than ten, and more than 1 MB together', async () => {
    const { ask } = aRoom()
    const heavy = { ...ended, Detail: JSON.stringify({ mail: 'm'.repeat(600_000) }) }
    for (const Entries of [[], Array(11).fill(ended), [heavy, heavy]])
      await expect(ask('PutEvents', { Entries })).rejects.toMatchObject({ name: 'ValidationException' })

    expect(await ask('PutEvents', { Entries: [heavy] })).toMatchObject({ FailedEntryCount: 0 })
    expect(await ask('PutEvents', { Entries: Array(10).fill(ended) })).toMatchObject({ FailedEntryCount: 0 })
  })

  it('prints the entries that are too many', async () => {
    const Entries = Array(11).fill({ ...ended, EventBusName: 'holds' })
    const shown =
      'PutEventsRequestEntry(time=null, source=homeward, resources=null, detailType=Hold Ended, detail={"hours":16}, eventBusName=holds, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)'

    await expect(aRoom().ask('PutEvents', { Entries })).rejects.toThrow(
      `1 validation error detected: Value '[${Array(11).fill(shown).join(', ')}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10`,
    )
  })
})

describe('the buses', () => {
  it('are kept apart, each with one name', async () => {
    const { ask, timeline, calls } = aRoom()
    const bus = { EventBusName: 'holds' }
    await ask('CreateEventBus', { Name: 'holds' })
    await ask('PutRule', { Name: 'ended', ...bus, EventPattern: '{"source":["homeward"]}' })
    await ask('PutTargets', { Rule: 'ended', ...bus, Targets: [TO_QUEUE] })
    await ask('PutEvents', { Entries: [{ ...ended, ...bus }, ended] })
    await timeline.quiet()

    expect(calls).toHaveLength(1)
    await expect(ask('CreateEventBus', { Name: 'holds' })).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    })
  })

  it('are deleted once they have no rules, but never the default one', async () => {
    const { ask, timeline } = aRoom()
    const created = await ask('CreateEventBus', { Name: 'holds', Description: 'what becomes of holds' })
    expect(created).toMatchObject({ Description: 'what becomes of holds' })
    const at = new Date(timeline.now())
    expect(await ask('DescribeEventBus', { Name: 'holds' })).toEqual({
      Name: 'holds',
      Arn: 'arn:aws:events:us-east-1:111122223333:event-bus/holds',
      Description: 'what becomes of holds',
      CreationTime: at,
      LastModifiedTime: at,
    })
    const rule = { Name: 'ended', EventBusName: 'holds' }
    await ask('PutRule', { ...rule, EventPattern: '{"source":["homeward"]}' })
    await expect(ask('DeleteEventBus', { Name: 'holds' })).rejects.toThrow(
      /^EventBus can't be deleted since it has rules\.$/,
    )
    await ask('DeleteRule', rule)
    await ask('DeleteEventBus', { Name: 'holds' })
    await expect(ask('DescribeEventBus', { Name: 'holds' })).rejects.toThrow(
      'Event bus holds does not exist.',
    )
    await expect(ask('DeleteEventBus', { Name: 'default' })).rejects.toThrow(
      new AwsError('ValidationException', 'Cannot delete event bus default.'),
    )
  })
})
