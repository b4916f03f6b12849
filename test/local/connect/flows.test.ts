import { describe, expect, it } from 'vitest'
import { aCentre, INBOX, type TestCentre } from './a-centre.ts'
import { action, disconnect, endFlow, flowContent, preferring, toQueue } from './a-flow.ts'

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:receive-email'

const lambda = (seconds = 8) =>
  action('InvokeLambdaFunction', {
    LambdaFunctionARN: FUNCTION,
    InvocationTimeLimitSeconds: String(seconds),
    ResponseValidation: { ResponseType: 'JSON' },
    LambdaInvocationAttributes: { who: '$.CustomerEndpoint.Address' },
  })

const mark = (value: string) =>
  action('UpdateContactAttributes', { Attributes: { mark: value }, TargetContact: 'Current' })

/** A mail that a flow with this function handles: the answer goes to an attribute, an error to the same next block. */
async function withFunction(centre: TestCentre, associated = true, seconds = 8): Promise<string> {
  if (associated) await centre.ask('AssociateLambdaFunction', { FunctionArn: FUNCTION })
  const [call, answer] = [lambda(seconds), mark('$.External.answer')]
  const content = flowContent([call, answer, ...toQueue(centre.queueId), disconnect])
  const address = `fn${seconds}@acme.email.connect.aws`
  await centre.associate(address, await centre.flow(`Fn ${seconds}`, content))
  const [id = ''] = centre.mail({ to: [{ name: '', address }] })
  await centre.pass(30)
  return id
}

const attributesOf = async (centre: TestCentre, InitialContactId: string) =>
  (await centre.ask('GetContactAttributes', { InitialContactId })).Attributes

describe('a function that a flow invokes', () => {
  it('gets the contact as captured live, nulls and all', async () => {
    const centre = await aCentre()
    const events: any[] = []
    centre.functions.set(FUNCTION, (event) => {
      events.push(event)
      return { answer: 'yes' }
    })
    const id = await withFunction(centre)
    expect(await attributesOf(centre, id)).toEqual({ mark: 'yes' })
    const nulls = { ValueArn: null, ValueInteger: null, ValueList: null, ValueMap: null }
    expect(events).toEqual([
      {
        Name: 'ContactFlowEvent',
        Details: {
          Parameters: { who: 'ada@customer.example' },
          ContactData: {
            ...{ Attributes: {}, AwsRegion: 'us-east-1', Channel: 'EMAIL', ContactId: id, CustomerId: null },
            ...{
              Description: null,
              InitialContactId: id,
              InitiationMethod: 'INBOUND',
              LanguageCode: 'en-US',
            },
            ...{ Name: null, PreviousContactId: id, Queue: null, References: {}, RelatedContactId: null },
            CustomerEndpoint: { Address: 'ada@customer.example', DisplayName: 'Ada', Type: 'EMAIL_ADDRESS' },
            InstanceARN: `arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`,
            MediaStreams: { Customer: { Audio: {} } },
            SystemEndpoint: {
              Address: 'fn8@acme.email.connect.aws',
              DisplayName: 'Acme',
              Type: 'EMAIL_ADDRESS',
            },
            SegmentAttributes: expect.objectContaining({
              'connect:EmailSubject': { ...nulls, ValueString: 'Broken kettle' },
              'connect:Subtype': { ...nulls, ValueString: 'connect:Email' },
            }),
            Tags: {
              'aws:connect:instanceId': centre.instanceId,
              'aws:connect:systemEndpoint': 'fn8@acme.email.connect.aws',
            },
          },
        },
      },
    ])
  })

  it('is called again up to three times while it fails', async () => {
    const centre = await aCentre()
    let calls = 0
    centre.functions.set(FUNCTION, () => {
      if (++calls < 4) throw Object.assign(new Error('busy'), { name: 'TooManyRequestsException' })
      return { answer: 'at last' }
    })
    const id = await withFunction(centre)
    expect(calls).toBe(4)
    expect(await attributesOf(centre, id)).toEqual({ mark: 'at last' })
  })

  it.each([
    [
      'fails to the end',
      () => {
        throw Object.assign(new Error('down'), { name: 'ServiceException' })
      },
      4,
    ],
    [
      'is refused',
      () => {
        throw Object.assign(new Error('no'), { name: 'AccessDeniedException' })
      },
      1,
    ],
    ['answers 32 KB', () => ({ answer: 'x'.repeat(32 * 1024) }), 1],
    ['answers no object', () => 'text', 1],
  ])('takes the error branch when it %s, and the contact is queued all the same', async (_, fn, calls) => {
    const centre = await aCentre()
    centre.functions.set(FUNCTION, fn)
    const id = await withFunction(centre)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
    expect(centre.calls.filter(({ operation }) => operation === 'Invoke')).toHaveLength(calls)
  })

  it('takes the error branch without being called where it is not associated with the instance', async () => {
    const centre = await aCentre()
    centre.functions.set(FUNCTION, () => ({ answer: 'yes' }))
    const id = await withFunction(centre, false)
    expect(centre.calls).toEqual([])
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
  })

  it('has the block’s seconds of virtual time, and an answer that comes later changes nothing', async () => {
    const centre = await aCentre()
    centre.functions.set(FUNCTION, () => {
      return new Promise((resolve) => {
        centre.timeline.after(5000, 'a slow answer', () => resolve({ answer: 'late' }))
      })
    })
    expect(await attributesOf(centre, await withFunction(centre, true, 3))).toEqual({})
    expect(await attributesOf(centre, await withFunction(centre, true, 8))).toEqual({ mark: 'late' })
  })

  it('is allowed by a statement that the association itself adds, for this instance and account', async () => {
    const centre = await aCentre()
    await centre.ask('AssociateLambdaFunction', { FunctionArn: FUNCTION })
    expect(centre.calls).toMatchObject([
      {
        operation: 'AddPermission',
        input: {
          ...{ FunctionName: FUNCTION, Principal: 'connect.amazonaws.com', SourceAccount: '111122223333' },
          SourceArn: `arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`,
        },
      },
    ])
    expect(await centre.ask('ListLambdaFunctions')).toEqual({ LambdaFunctions: [FUNCTION] })
  })
})

describe('a flow', () => {
  it('that ends without placing the contact ends it', async () => {
    const centre = await aCentre()
    await centre.associate('bin@acme.email.connect.aws', await centre.flow('Bin', flowContent([disconnect])))
    const [id = ''] = centre.mail({ to: [{ name: '', address: 'bin@acme.email.connect.aws' }] })
    await centre.pass(10)
    expect(centre.connect.contact(id)).toMatchObject({
      State: 'ENDED',
      DisconnectReason: 'CONTACT_FLOW_DISCONNECT',
    })
  })

  it('takes the branch of a full queue', async () => {
    const centre = await aCentre()
    const { HoursOfOperationSummaryList: hours } = await centre.ask('ListHoursOfOperations')
    const { QueueId } = await centre.ask('CreateQueue', {
      Name: 'Tiny',
      HoursOfOperationId: hours[0].Id,
      MaxContacts: 1,
    })
    await centre.associate(
      'tiny@acme.email.connect.aws',
      await centre.flow('Tiny', flowContent([...toQueue(QueueId), disconnect])),
    )
    const to = [{ name: '', address: 'tiny@acme.email.connect.aws' }]
    const ids = [centre.mail({ to })[0]!, centre.mail({ to })[0]!]
    await centre.pass(10)
    const states = ids.map((id) => (centre.connect.contact(id) as { State: string }).State)
    expect(new Set(states)).toEqual(new Set(['ENDED', 'QUEUED']))
  })

  it('waits in virtual time while other things go on, and is stopped when its contact is', async () => {
    const centre = await aCentre()
    const wait = action('Wait', { TimeLimitSeconds: '3600' })
    const content = JSON.parse(flowContent([wait, mark('waited'), ...toQueue(centre.queueId), disconnect]))
    content.Actions[0].Transitions.Conditions = [
      {
        NextAction: content.Actions[1].Identifier,
        Condition: { Operator: 'Equals', Operands: ['WaitCompleted'] },
      },
    ]
    await centre.associate('slow@acme.email.connect.aws', await centre.flow('Slow', JSON.stringify(content)))
    const to = [{ name: '', address: 'slow@acme.email.connect.aws' }]
    const [id = ''] = centre.mail({ to })
    const [stopped = ''] = centre.mail({ to })
    await centre.pass(3599)
    expect(await attributesOf(centre, id)).toEqual({})
    await centre.ask('StopContact', { ContactId: stopped })
    await centre.pass(10)
    expect(await attributesOf(centre, id)).toEqual({ mark: 'waited' })
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
    expect(await attributesOf(centre, stopped)).toEqual({})
    expect(centre.connect.contact(stopped)).toMatchObject({ State: 'ENDED', DisconnectReason: 'API' })
  })

  it('for waiting contacts runs while they wait, may change their criteria, and stops when an agent takes them', async () => {
    const centre = await aCentre()
    await centre.agent('ana')
    const ben = await centre.agent('ben')
    centre.connect.people.setStatus('ben', 'Available')
    const wait = action('Wait', { TimeLimitSeconds: '60' })
    const content = JSON.parse(flowContent([wait, preferring(ben, 600), mark('changed'), endFlow]))
    content.Actions[0].Transitions.Conditions = [
      {
        NextAction: content.Actions[1].Identifier,
        Condition: { Operator: 'Equals', Operands: ['WaitCompleted'] },
      },
    ]
    const queueFlow = await centre.flow('Waiting', JSON.stringify(content), 'CUSTOMER_QUEUE')
    const hook = action('UpdateContactEventHooks', { EventHooks: { CustomerQueue: queueFlow } })
    const inbound = flowContent([hook, preferring('nobody', 57_600), ...toQueue(centre.queueId), disconnect])
    await centre.associate('hook@acme.email.connect.aws', await centre.flow('Hook', inbound))
    const [id = ''] = centre.mail({ to: [{ name: '', address: 'hook@acme.email.connect.aws' }] })
    await centre.pass(30)
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
    await centre.pass(40)
    expect(await attributesOf(centre, id)).toEqual({ mark: 'changed' })
    expect(centre.connect.contact(id)).toMatchObject({ State: 'CONNECTING' })
  })

  it('sends mail in the thread with the Send message block', async () => {
    const centre = await aCentre()
    const content = flowContent([...sendMessage('Thank you'), ...toQueue(centre.queueId), disconnect])
    await centre.associate('ack@acme.email.connect.aws', await centre.flow('Ack', content))
    const to = [{ name: '', address: 'ack@acme.email.connect.aws' }]
    const [id = ''] = centre.mail({ to, messageId: 'm@customer.example' })
    await centre.pass(10)
    expect(centre.sent).toMatchObject([{ subject: 'Thank you', inReplyTo: 'm@customer.example' }])
    const { ContactSummaryList } = await centre.ask('ListAssociatedContacts', { ContactId: id })
    expect(ContactSummaryList[0]).toMatchObject({ InitiationMethod: 'FLOW', RelatedContactId: id })
    expect(centre.connect.contact(id)).toMatchObject({ State: 'QUEUED' })
  })

  it('that sends mail from the default outbound flow itself is stopped, and said so', async () => {
    const centre = await aCentre()
    const { ContactFlowSummaryList } = await centre.ask('ListContactFlows', {
      ContactFlowTypes: ['OUTBOUND_WHISPER'],
    })
    await centre.ask('UpdateContactFlowContent', {
      ContactFlowId: ContactFlowSummaryList[0].Id,
      Content: flowContent([...sendMessage('Loop'), endFlow]),
    })
    await centre.agent('ana')
    centre.connect.people.setStatus('ana', 'Available')
    const [id = ''] = centre.mail()
    await centre.pass(10)
    centre.connect.people.accept('ana', id)
    centre.connect.people.reply('ana', id, { body: 'x' })
    await centre.pass(100)
    expect(centre.sent.length).toBeLessThan(10)
    expect(centre.connect.timeline(id).map(({ what }) => what)).toContain('outbound flow loops')
  })
})

const sendMessage = (Subject: string) => [
  action('CreateContact', { Channel: 'EMAIL', RelatedContact: 'CURRENT' }),
  action('StartOutboundEmailContact', {
    FromEmailAddress: { EmailAddress: INBOX },
    DestinationEmailAddress: { EmailAddress: 'ada@customer.example' },
    EmailMessage: {
      MessageSourceType: 'RAW',
      RawMessage: { Subject, Body: 'Hello', ContentType: 'text/plain' },
    },
  }),
]
