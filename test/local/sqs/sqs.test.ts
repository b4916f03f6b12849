import * as sqs from '@aws-sdk/client-sqs'
import { afterEach, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../local/endpoint/endpoint.ts'
import { Endpoint as TheEndpoint } from '../../../local/endpoint/endpoint.ts'
import { Faults } from '../../../local/faults.ts'
import { Iam } from '../../../local/iam/iam.ts'
import { Random } from '../../../local/random.ts'
import { type Caller, OPERATOR } from '../../../local/service.ts'
import { Sqs } from '../../../local/sqs/sqs.ts'
import { Timeline } from '../../../local/timeline.ts'
import { clientOf, START } from '../endpoint/an-endpoint.ts'

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error) => error)

const opened: Endpoint[] = []

async function open() {
  const timeline = new Timeline({ start: START, flowing: false })
  const random = new Random(1)
  let origin = 'http://localhost'
  const service = new Sqs({ timeline, random, origin: () => origin })
  const faults = new Faults(random, timeline)
  const endpoint = new TheEndpoint({
    services: [service],
    iam: new Iam(),
    timeline,
    random,
    faults,
    quotas: 'off',
  })
  opened.push(endpoint)
  origin = (await endpoint.listen(0)).url
  const client = new sqs.SQSClient(clientOf(origin))
  const call = (operation: string, input: object, caller: Caller = OPERATOR) =>
    endpoint.call('sqs', operation, input, caller)
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await call('CreateQueue', { QueueName, Attributes })).QueueUrl as string
  return { timeline, service, client, call, create, origin }
}

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:111122223333:${name}`

const redrive = (name: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount })

describe('SQS', () => {
  afterEach(async () => {
    for (const endpoint of opened.splice(0)) await endpoint.close()
  })

  it('carries a message through a real client, with checksums that the client verifies', async () => {
    const { client, create } = await open()
    const QueueUrl = await create('events')
    const MessageAttributes = { kind: { DataType: 'String', StringValue: 'contact' } }
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: 'grüß dich', MessageAttributes }))
    const { Messages = [] } = await client.send(
      new sqs.ReceiveMessageCommand({
        QueueUrl,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    )
    expect(Messages).toMatchObject([
      {
        Body: 'grüß dich',
        MessageAttributes,
        Attributes: { SentTimestamp: String(START), ApproximateReceiveCount: '1' },
      },
    ])
    await client.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }))
    const { Attributes } = await client.send(
      new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({
      QueueArn: arnOf('events'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    })
  })

  it('moves a message to the dead-letter queue when it was received too often', async () => {
    const { client, create, timeline } = await open()
    const deadUrl = await create('dead')
    const QueueUrl = await create('events', { VisibilityTimeout: '30', RedrivePolicy: redrive('dead', 2) })
    await client.send(new sqs.SendMessageCommand({ QueueUrl, MessageBody: 'poison' }))
    const bodies = []
    for (let round = 0; round < 3; round++) {
      const { Messages } = await client.send(new sqs.ReceiveMessageCommand({ QueueUrl }))
      bodies.push(Messages?.[0]?.Body)
      await timeline.advance(30_000)
    }
    expect(bodies).toEqual(['poison', 'poison', undefined])
    const dead = await client.send(
      new sqs.ReceiveMessageCommand({ QueueUrl: deadUrl, MessageSystemAttributeNames: ['All'] }),
    )
    expect(dead.Messages).toMatchObject([
      {
        Body: 'poison',
        Attributes: { DeadLetterQueueSourceArn: arnOf('events'), SentTimestamp: String(START) },
      },
    ])
  })

  it('hides a received message until its visibility timeout, to the millisecond', async () => {
    const { call, create, timeline } = await open()
    const QueueUrl = await create('events')
    await call('SendMessage', { QueueUrl, MessageBody: 'a' })
    const receive = async () =>
      (await call('ReceiveMessage', { QueueUrl, VisibilityTimeout: 10 })).Messages?.length ?? 0
    const seen = [await receive(), await receive()]
    await timeline.advance(9999)
    seen.push(await receive())
    await timeline.advance(1)
    seen.push(await receive())
    expect(seen).toEqual([1, 0, 0, 1])
  })

  it('waits for a message in virtual time, and does not hold time meanwhile', async () => {
    const { client, call, create, timeline } = await open()
    const QueueUrl = await create('events')
    const empty = client.send(new sqs.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await timeline.advance(20_000)
    expect((await empty).Messages).toBeUndefined()
    expect(timeline.now()).toBe(START + 20_000)
    const filled = call('ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 })
    timeline.after(5000, 'a message comes', () => call('SendMessage', { QueueUrl, MessageBody: 'late' }))
    await timeline.advance(5000)
    expect((await filled).Messages).toMatchObject([{ Body: 'late' }])
  })

  it('delays messages, and forgets them after the retention period', async () => {
    const { call, create, timeline } = await open()
    const QueueUrl = await create('events', {
      DelaySeconds: '5',
      MessageRetentionPeriod: '60',
      VisibilityTimeout: '0',
    })
    await call('SendMessage', { QueueUrl, MessageBody: 'a' })
    const received = async () => (await call('ReceiveMessage', { QueueUrl })).Messages?.length ?? 0
    const seen = [await received()]
    await timeline.advance(5000)
    seen.push(await received())
    await timeline.advance(55_000)
    seen.push(await received())
    expect(seen).toEqual([0, 1, 0])
  })

  it('wakes a listener when messages arrive, and again when they become visible', async () => {
    const { service, call, create, timeline } = await open()
    const QueueUrl = await create('events', { VisibilityTimeout: '30' })
    const heard: number[] = []
    const stop = service.onArrival(arnOf('events'), () => heard.push(timeline.now() - START))
    await call('SendMessage', { QueueUrl, MessageBody: 'a' })
    await call('SendMessage', { QueueUrl, MessageBody: 'b', DelaySeconds: 7 })
    await call('ReceiveMessage', { QueueUrl })
    await timeline.advance(60_000)
    stop()
    await call('SendMessage', { QueueUrl, MessageBody: 'c' })
    expect(heard).toEqual([0, 7000, 30_000])
  })

  it('answers a batch entry by entry', async () => {
    const { client, create } = await open()
    const QueueUrl = await create('events')
    const Entries = [
      { Id: 'good', MessageBody: 'a' },
      { Id: 'bad', MessageBody: 'b', DelaySeconds: 901 },
    ]
    const sent = await client.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }))
    expect(sent).toMatchObject({
      Successful: [{ Id: 'good' }],
      Failed: [{ Id: 'bad', Code: 'InvalidParameterValue' }],
    })
    const { Messages = [] } = await client.send(
      new sqs.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    )
    const gone = await client.send(
      new sqs.DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: '1', ReceiptHandle: Messages[0]?.ReceiptHandle },
          { Id: '2', ReceiptHandle: 'junk' },
        ],
      }),
    )
    expect(gone).toMatchObject({
      Successful: [{ Id: '1' }],
      Failed: [{ Id: '2', Code: 'ReceiptHandleIsInvalid' }],
    })
  })

  it('refuses under the names that the client knows', async () => {
    const { client, create, origin } = await open()
    const QueueUrl = await create('events')
    const missing = new sqs.SendMessageCommand({ QueueUrl: `${origin}/111122223333/none`, MessageBody: 'a' })
    expect(await refusal(client.send(missing))).toBeInstanceOf(sqs.QueueDoesNotExist)
    const junk = new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'junk' })
    expect(await refusal(client.send(junk))).toBeInstanceOf(sqs.ReceiptHandleIsInvalid)
    const Entries = Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'a' }))
    const many = new sqs.SendMessageBatchCommand({ QueueUrl, Entries })
    expect(await refusal(client.send(many))).toBeInstanceOf(sqs.TooManyEntriesInBatchRequest)
    const tooMany = new sqs.ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 })
    expect(await refusal(client.send(tooMany))).toMatchObject({ name: 'InvalidParameterValue' })
  })

  it.each([
    [{ QueueName: 'a.fifo' }, 'NotImplemented'],
    [{ QueueName: 'a b' }, 'InvalidParameterValue'],
    [{ QueueName: 'a', Attributes: { FifoQueue: 'true' } }, 'NotImplemented'],
    [{ QueueName: 'a', Attributes: { Visibility: '1' } }, 'InvalidAttributeName'],
    [{ QueueName: 'a', Attributes: { VisibilityTimeout: '43201' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'a', Attributes: { RedrivePolicy: redrive('nowhere', 3) } }, 'InvalidParameterValue'],
  ])('does not create %o: %s', async (input, name) => {
    const { call } = await open()
    expect(await refusal(call('CreateQueue', input))).toMatchObject({ name })
  })

  it('creates the same queue twice, but not with other attributes, nor within a minute of its deletion', async () => {
    const { call, create, timeline } = await open()
    const QueueUrl = await create('events', { DelaySeconds: '1' })
    expect(await create('events', { DelaySeconds: '1' })).toBe(QueueUrl)
    expect(await refusal(create('events', { DelaySeconds: '2' }))).toMatchObject({ name: 'QueueNameExists' })
    await call('DeleteQueue', { QueueUrl })
    expect(await refusal(create('events'))).toMatchObject({ name: 'QueueDeletedRecently' })
    await timeline.advance(60_000)
    expect(await create('events')).toBe(QueueUrl)
  })

  it('changes the visibility of messages in flight only', async () => {
    const { call, create } = await open()
    const QueueUrl = await create('events')
    await call('SendMessage', { QueueUrl, MessageBody: 'a' })
    const [{ ReceiptHandle }] = (await call('ReceiveMessage', { QueueUrl })).Messages
    await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
    const again = call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 5 })
    expect(await refusal(again)).toMatchObject({ name: 'MessageNotInflight' })
    expect((await call('ReceiveMessage', { QueueUrl })).Messages).toHaveLength(1)
  })

  it('lets a service in by the queue’s own policy', async () => {
    const { call, create } = await open()
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf('open'),
          Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:111122223333:rule/r' } },
        },
      ],
    })
    const from = (rule: string): Caller => ({
      kind: 'service',
      principal: 'events.amazonaws.com',
      sourceArn: `arn:aws:events:us-east-1:111122223333:rule/${rule}`,
      sourceAccount: '111122223333',
    })
    const message = { QueueUrl: await create('open', { Policy }), MessageBody: 'a' }
    expect(await call('SendMessage', message, from('r'))).toHaveProperty('MessageId')
    expect(await refusal(call('SendMessage', message, from('s')))).toMatchObject({
      name: 'AccessDeniedException',
    })
    const closed = { ...message, QueueUrl: await create('closed') }
    expect(await refusal(call('SendMessage', closed, from('r')))).toMatchObject({
      name: 'AccessDeniedException',
    })
  })

  describe('a task that moves dead letters', () => {
    /** Two letters that were received twice in vain. */
    async function buried() {
      const { call, create, ...rest } = await open()
      const dead = await create('dead')
      const source = await create('events', {
        ...{ RedrivePolicy: redrive('dead', 1), VisibilityTimeout: '5' },
      })
      for (const MessageBody of ['a', 'b']) await call('SendMessage', { QueueUrl: source, MessageBody })
      const receive = async (QueueUrl: string) =>
        (await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, AttributeNames: ['All'] }))
          .Messages ?? []
      await receive(source)
      await rest.timeline.advance(6_000)
      expect(await receive(source)).toEqual([])
      const start = (input: object = {}) =>
        call('StartMessageMoveTask', { SourceArn: arnOf('dead'), ...input })
      const task = async () => (await call('ListMessageMoveTasks', { SourceArn: arnOf('dead') })).Results[0]
      return { call, create, dead, source, receive, start, task, ...rest }
    }

    it('sends them back to where they came from, like new ones', async () => {
      const { client, dead, source, receive, task, timeline } = await buried()
      const asked = new sqs.StartMessageMoveTaskCommand({ SourceArn: arnOf('dead') })
      const { TaskHandle } = await client.send(asked)
      expect(await task()).toMatchObject({
        TaskHandle,
        Status: 'RUNNING',
        ApproximateNumberOfMessagesToMove: 2,
      })
      await timeline.advance(2_000)
      expect(await receive(dead)).toEqual([])
      expect(await receive(source)).toMatchObject([
        { Body: 'a', Attributes: { ApproximateReceiveCount: '1' } },
        { Body: 'b', Attributes: { ApproximateReceiveCount: '1' } },
      ])
      expect(await task()).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 })
      expect(await task()).not.toHaveProperty('TaskHandle')
    })

    it('sends them elsewhere, as slowly as asked, until it is cancelled', async () => {
      const { call, create, receive, start, timeline } = await buried()
      const other = await create('other')
      const { TaskHandle } = await start({ DestinationArn: arnOf('other'), MaxNumberOfMessagesPerSecond: 1 })
      await timeline.advance(1_500)
      expect(await refusal(start())).toMatchObject({
        message: expect.stringContaining('already a task running'),
      })
      expect(await call('CancelMessageMoveTask', { TaskHandle })).toEqual({
        ApproximateNumberOfMessagesMoved: 1,
      })
      await timeline.advance(5_000)
      expect(await receive(other)).toMatchObject([{ Body: 'a' }])
      expect(await refusal(call('CancelMessageMoveTask', { TaskHandle }))).toMatchObject({
        name: 'InvalidParameterValue',
      })
    })

    it('fails where a letter was not buried by a queue, or that is gone; the letters stay', async () => {
      const { call, dead, source, receive, start, task, timeline } = await buried()
      await call('DeleteQueue', { QueueUrl: source })
      expect(await refusal(start())).toMatchObject({
        message: 'Source queue must be configured as a Dead Letter Queue.',
      })
      await timeline.advance(60_000)
      await call('CreateQueue', { QueueName: 'events-2', Attributes: { RedrivePolicy: redrive('dead', 1) } })
      await start()
      await timeline.advance(2_000)
      expect(await task()).toMatchObject({
        ...{ Status: 'FAILED', FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' },
      })
      await call('PurgeQueue', { QueueUrl: dead })
      await call('SendMessage', { QueueUrl: dead, MessageBody: 'by hand' })
      await start()
      await timeline.advance(2_000)
      expect(await task()).toMatchObject({
        Status: 'FAILED',
        FailureReason: 'CouldNotDetermineMessageSource',
      })
      expect(await receive(dead)).toMatchObject([{ Body: 'by hand' }])
    })

    it.each([
      [{ SourceArn: arnOf('nowhere') }, 'ResourceNotFoundException'],
      [{ SourceArn: arnOf('events') }, 'InvalidParameterValue'],
      [{ DestinationArn: arnOf('nowhere') }, 'ResourceNotFoundException'],
      [{ DestinationArn: arnOf('dead') }, 'InvalidParameterValue'],
      [{ MaxNumberOfMessagesPerSecond: 501 }, 'InvalidParameterValue'],
    ])('does not start with %o', async (input, name) => {
      const { start } = await buried()
      expect(await refusal(start(input))).toMatchObject({ name })
    })
  })
})
