import {
  ConnectClient,
  CreateContactCommand,
  DescribeContactCommand,
  DisassociateFlowCommand,
  GetFlowAssociationCommand,
  InvalidParameterException,
  ListAssociatedContactsCommand,
  ResourceConflictException,
  ResourceNotFoundException,
  StartOutboundEmailContactCommand,
  ThrottlingException,
  TransferContactCommand,
  UpdateContactRoutingDataCommand,
} from '@aws-sdk/client-connect'
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import { connectAcknowledger } from '../../lambdas/adapters/connect-acknowledger.ts'
import { connectContacts } from '../../lambdas/adapters/connect-contacts.ts'
import { connectFlowAssociations } from '../../lambdas/adapters/connect-flow-associations.ts'
import { connectFlowMail } from '../../lambdas/adapters/connect-flow-mail.ts'
import { connectRelease } from '../../lambdas/adapters/connect-release.ts'
import { connectThreadHistory } from '../../lambdas/adapters/connect-thread-history.ts'
import { sfnWorkflows } from '../../lambdas/adapters/sfn-workflows.ts'
import type { QueueId } from '../../lambdas/domain/values.ts'
import { AcknowledgementRefused, ConnectThrottled } from '../../lambdas/ports/acknowledger.ts'
import { ReleaseRefused } from '../../lambdas/ports/contact-centre.ts'
import { OfAnotherInstance } from '../../lambdas/ports/flow-associations.ts'
import { ana, anInbox, firstMail, nine, reply, thread } from '../builders/email.ts'

const mock = mockClient(ConnectClient)
afterAll(() => mock.restore())
const client = new ConnectClient({ region: 'us-east-1' })
const said = { $metadata: {}, message: 'no' } as const
const Message = 'no'

beforeEach(() => mock.reset())

describe('looking a contact up', () => {
  const directory = connectContacts(client, 'i-1')

  it('says what a hold has to know', async () => {
    mock.on(DescribeContactCommand).resolves({
      Contact: {
        ContactAssociationId: thread,
        InitiationMethod: 'INBOUND',
        QueueInfo: { Id: 'q-1' },
        RoutingCriteria: { Steps: [{ Status: 'ACTIVE' }] },
        CustomerEndpoint: { Address: 'carla@example.net', DisplayName: 'Carla' },
        SystemEndpoint: { Address: 'support@example.com' },
        SegmentAttributes: { 'connect:EmailSubject': { ValueString: 'Hello' } },
      },
    })
    expect(await directory.describe(reply)).toMatchObject({
      thread,
      reserved: true,
      queue: 'q-1',
      customer: { address: 'carla@example.net', name: 'Carla', subject: 'Hello' },
    })
  })

  it('tells the subject of a mail that names no sender', async () => {
    mock.on(DescribeContactCommand).resolves({
      Contact: { SegmentAttributes: { 'connect:EmailSubject': { ValueString: 'Hello' } } },
    })
    expect((await directory.describe(reply))?.customer).toMatchObject({ address: '', subject: 'Hello' })
  })

  it.each(['EXPIRED', 'JOINED', 'INTERRUPTED'])(
    'does not call a contact reserved whose only step is %s',
    async (Status) => {
      mock.on(DescribeContactCommand).resolves({
        Contact: { QueueInfo: { Id: 'q' }, RoutingCriteria: { Steps: [{ Status: Status as 'EXPIRED' }] } },
      })
      expect((await directory.describe(reply))?.reserved).toBe(false)
    },
  )

  it('does not call an agent its handler who was only offered it', async () => {
    mock.on(DescribeContactCommand).resolves({ Contact: { AgentInfo: { Id: ana } } })
    expect((await directory.describe(reply))?.agent).toBeUndefined()
  })

  it('knows of no contact that Connect does not find, and of nothing when it may not ask', async () => {
    mock.on(DescribeContactCommand).rejectsOnce(new ResourceNotFoundException({ ...said, Message }))
    expect(await directory.describe(reply)).toBeUndefined()
    mock
      .on(DescribeContactCommand)
      .rejects(Object.assign(new Error('denied'), { name: 'AccessDeniedException' }))
    await expect(directory.describe(reply)).rejects.toThrow('denied')
  })
})

it('gives up on a contact after as long as it is given, and else waits as the SDK does', async () => {
  const options: unknown[] = []
  const send = async (_: unknown, given: unknown) => {
    options.push(given)
    return {}
  }
  for (const longest of [3000, undefined])
    await connectContacts({ send } as unknown as ConnectClient, 'i-1', longest).describe(reply)
  expect(options).toEqual([{ abortSignal: expect.any(AbortSignal) }, {}])
})

it('finds the last agent of a thread, newest contact first, past what we sent ourselves and what came later', async () => {
  const at = (minute: number) => new Date(nine + minute * 60_000)
  mock.on(ListAssociatedContactsCommand).resolves({
    ContactSummaryList: [
      { ContactId: 'old', InitiationMethod: 'INBOUND', InitiationTimestamp: at(0) },
      { ContactId: reply, InitiationMethod: 'INBOUND', InitiationTimestamp: at(9) },
      { ContactId: 'passed on', InitiationMethod: 'TRANSFER', InitiationTimestamp: at(10) },
      { ContactId: 'ack', InitiationMethod: 'FLOW', InitiationTimestamp: at(8) },
      { ContactId: 'answer', InitiationMethod: 'AGENT_REPLY', InitiationTimestamp: at(5) },
    ],
  })
  mock
    .on(DescribeContactCommand)
    .resolves({ Contact: { AgentInfo: { Id: 'someone', ConnectedToAgentTimestamp: at(0) } } })
  mock
    .on(DescribeContactCommand, { ContactId: 'answer' })
    .resolves({ Contact: { AgentInfo: { Id: ana, ConnectedToAgentTimestamp: at(4) } } })
  expect(await connectThreadHistory(client, 'i-1').lastAgent(thread, reply)).toEqual({
    agent: ana,
    since: at(4).getTime(),
  })
  expect(mock).toHaveReceivedCommandTimes(DescribeContactCommand, 1)
})

it('finds the last agent of a thread of hundreds of contacts, and reads four pages of it at most', async () => {
  const at = (minute: number) => new Date(nine + minute * 60_000)
  const ofPage = (n: number) => ({
    ContactSummaryList: [
      { ContactId: `c-${n}`, InitiationMethod: 'INBOUND' as const, InitiationTimestamp: at(n) },
    ],
    NextToken: `after ${n}`,
  })
  mock.on(ListAssociatedContactsCommand).resolves(ofPage(0))
  for (const n of [1, 2, 3, 4, 5])
    mock.on(ListAssociatedContactsCommand, { NextToken: `after ${n - 1}` }).resolves(ofPage(n))
  mock.on(DescribeContactCommand).resolves({ Contact: {} })
  mock
    .on(DescribeContactCommand, { ContactId: 'c-3' })
    .resolves({ Contact: { AgentInfo: { Id: ana, ConnectedToAgentTimestamp: at(4) } } })
  expect(await connectThreadHistory(client, 'i-1').lastAgent(thread, reply)).toMatchObject({ agent: ana })
  expect(mock).toHaveReceivedCommandTimes(ListAssociatedContactsCommand, 4)
})

describe('what a flow sent for a mail', () => {
  const flowMail = connectFlowMail(client, 'i-1', connectContacts(client, 'i-1'))
  const ofFlow = (ContactId: string) => ({
    ContactId,
    InitiationMethod: 'FLOW' as const,
    RelatedContactId: reply,
  })

  it('is found on whichever page of a long thread, and nobody asks for another', async () => {
    const others = Array.from({ length: 100 }, (_, n) => ({
      ContactId: `c-${n}`,
      InitiationMethod: 'INBOUND' as const,
    }))
    mock.on(ListAssociatedContactsCommand).resolves({ ContactSummaryList: others, NextToken: 'two' })
    mock
      .on(ListAssociatedContactsCommand, { NextToken: 'two' })
      .resolves({ ContactSummaryList: [ofFlow('never-started'), ofFlow('sent')], NextToken: 'three' })
    mock.on(DescribeContactCommand).resolves({ Contact: {} })
    mock
      .on(DescribeContactCommand, { ContactId: 'sent' })
      .resolves({ Contact: { CustomerEndpoint: { Address: 'carla@example.net' } } })
    expect(await flowMail.answerTo(reply, thread)).toBe('sent')
    expect(mock).toHaveReceivedCommandTimes(ListAssociatedContactsCommand, 2)
  })

  it('is nothing where no page has it', async () => {
    mock.on(ListAssociatedContactsCommand).resolves({ ContactSummaryList: [], NextToken: 'two' })
    mock.on(ListAssociatedContactsCommand, { NextToken: 'two' }).resolves({})
    expect(await flowMail.answerTo(reply, thread)).toBeUndefined()
  })
})

describe('releasing', () => {
  const release = connectRelease(client, 'i-1', 'flow-1')

  it('replaces the criteria by a step that expires at once', async () => {
    mock.on(UpdateContactRoutingDataCommand).resolves({})
    await release.openToQueue(reply, ana)
    expect(mock).toHaveReceivedCommandWith(UpdateContactRoutingDataCommand, {
      ContactId: reply,
      RoutingCriteria: {
        Steps: [
          {
            Expiry: { DurationInSeconds: 1 },
            Expression: {
              AttributeCondition: {
                ComparisonOperator: 'Match',
                MatchCriteria: { AgentsCriteria: { AgentIds: [ana] } },
              },
            },
          },
        ],
      },
    })
  })

  it.each([
    new ResourceConflictException(said),
    new ResourceNotFoundException({ ...said, Message }),
    new InvalidParameterException({ ...said, Message }),
  ])('tells a refusal from trouble: %s', async (refusal) => {
    mock.on(UpdateContactRoutingDataCommand).rejects(refusal)
    await expect(release.openToQueue(reply, ana)).rejects.toThrow(ReleaseRefused)
  })

  it('passes trouble on', async () => {
    mock.on(UpdateContactRoutingDataCommand).rejects(new ThrottlingException({ ...said, Message }))
    await expect(release.openToQueue(reply, ana)).rejects.toThrow(ThrottlingException)
  })

  it('transfers under a name that makes twice harmless', async () => {
    mock.on(TransferContactCommand).resolves({ ContactId: 'next' })
    expect(await release.transferToQueue(reply, 'q-1' as QueueId)).toBe('next')
    expect(mock).toHaveReceivedCommandWith(TransferContactCommand, {
      ClientToken: `release-${reply}`,
      ContactFlowId: 'flow-1',
      QueueId: 'q-1',
    })
  })
})

describe('acknowledging', () => {
  const acknowledger = connectAcknowledger(client, 'i-1')

  it('makes an outbound contact of the inbound one, under its name', async () => {
    mock.on(CreateContactCommand).resolves({ ContactId: 'out' })
    expect(await acknowledger.createContact(firstMail)).toBe('out')
    expect(mock).toHaveReceivedCommandWith(CreateContactCommand, {
      Channel: 'EMAIL',
      InitiationMethod: 'FLOW',
      RelatedContactId: firstMail,
      ClientToken: `acknowledge-${firstMail}`,
    })
  })

  const acknowledgement = {
    contact: 'out' as typeof firstMail,
    inbound: firstMail,
    inbox: anInbox(),
    customer: { address: 'carla@example.net' },
    message: { subject: 'Re: Hello', body: 'We have it.', contentType: 'text/plain', attributes: {} },
  } as const

  it('sends it raw, from the address the customer wrote to', async () => {
    mock.on(StartOutboundEmailContactCommand).resolves({})
    await acknowledger.send(acknowledgement)
    expect(mock).toHaveReceivedCommandWith(StartOutboundEmailContactCommand, {
      ContactId: 'out',
      FromEmailAddress: { EmailAddress: 'support@example.com', DisplayName: 'Support' },
      DestinationEmailAddress: { EmailAddress: 'carla@example.net' },
      EmailMessage: {
        MessageSourceType: 'RAW',
        RawMessage: { Subject: 'Re: Hello', Body: 'We have it.', ContentType: 'text/plain' },
      },
      ClientToken: `send-acknowledgement-${firstMail}`,
    })
  })

  it('sends it with a message template, where there are some, and refuses an inbox that has none', async () => {
    mock.on(StartOutboundEmailContactCommand).resolves({})
    const sender = connectAcknowledger(client, 'i-1', {
      knowledgeBaseId: 'base',
      ids: ['first:1', 'second:3'],
    })
    const message = { ...acknowledgement.message, attributes: { homewardName: 'Carla' } }
    await sender.send({ ...acknowledgement, message, inbox: anInbox({ template: 1 }) })
    expect(mock).toHaveReceivedCommandWith(StartOutboundEmailContactCommand, {
      EmailMessage: {
        MessageSourceType: 'TEMPLATE',
        TemplatedMessageConfig: {
          KnowledgeBaseId: 'base',
          MessageTemplateId: 'second:3',
          TemplateAttributes: { CustomAttributes: { homewardName: 'Carla' } },
        },
      },
    })
    await expect(sender.send(acknowledgement)).rejects.toThrow(AcknowledgementRefused)
  })

  it('names errors as the state machine goes by them', async () => {
    mock.on(StartOutboundEmailContactCommand).rejects(new ThrottlingException({ ...said, Message }))
    await expect(acknowledger.send(acknowledgement)).rejects.toThrow(ConnectThrottled)
    mock.on(StartOutboundEmailContactCommand).rejects(new InvalidParameterException({ ...said, Message }))
    await expect(acknowledger.send(acknowledgement)).rejects.toThrow(AcknowledgementRefused)
    mock
      .on(StartOutboundEmailContactCommand)
      .rejects(Object.assign(new Error('boom'), { name: 'InternalServiceException' }))
    await expect(acknowledger.send(acknowledgement)).rejects.toThrow('boom')
  })
})

describe('the flow of an address', () => {
  const associations = connectFlowAssociations(client, 'i-1')
  const addressOf = (instance: string) =>
    `arn:aws:connect:us-east-1:111122223333:instance/${instance}/email-address/a-1`
  const address = addressOf('i-1')

  it('is none where Connect finds none', async () => {
    mock.on(GetFlowAssociationCommand).rejects(new ResourceNotFoundException({ ...said, Message }))
    expect(await associations.find(address)).toBeUndefined()
  })

  it('is taken away for inbound email', async () => {
    mock.on(DisassociateFlowCommand).resolves({})
    await associations.disassociate(address)
    expect(mock).toHaveReceivedCommandWith(DisassociateFlowCommand, {
      ResourceId: address,
      ResourceType: 'INBOUND_EMAIL',
    })
  })

  it('is not asked for in an instance that Homeward is not deployed for any more, and says where to read on', async () => {
    for (const other of [addressOf('i-2'), addressOf('i-11')])
      await expect(associations.find(other)).rejects.toThrow(
        new OfAnotherInstance(`${other} keeps its flow: docs/runbooks/associate-flow.md`),
      )
    expect(mock).not.toHaveReceivedAnyCommand()
  })
})

describe('starting workflows', () => {
  const sfn = mockClient(SFNClient)
  afterAll(() => sfn.restore())
  const workflows = sfnWorkflows(new SFNClient({ region: 'us-east-1' }), {
    acknowledgeEmail: 'arn:a',
    holdForOriginalAgent: 'arn:h',
  })
  beforeEach(() => sfn.reset())

  it("names an execution after its contact, and the sweep's after its attempt", async () => {
    sfn.on(StartExecutionCommand).resolves({})
    await workflows.acknowledge(firstMail, 0)
    await workflows.acknowledge(firstMail, 2)
    await workflows.hold(reply, nine)
    expect(sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)).toEqual([
      { stateMachineArn: 'arn:a', name: firstMail, input: JSON.stringify({ contact: firstMail }) },
      { stateMachineArn: 'arn:a', name: `${firstMail}-2`, input: JSON.stringify({ contact: firstMail }) },
      {
        stateMachineArn: 'arn:h',
        name: reply,
        input: JSON.stringify({ contact: reply, until: '2026-03-02T09:00:00.000Z' }),
      },
    ])
  })

  it('is content when the execution already exists, and only then', async () => {
    sfn.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(said))
    await expect(workflows.hold(reply, nine)).resolves.toBeUndefined()
    sfn.on(StartExecutionCommand).rejects(new Error('unavailable'))
    await expect(workflows.hold(reply, nine)).rejects.toThrow('unavailable')
  })
})
