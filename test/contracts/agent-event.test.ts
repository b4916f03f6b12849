import { describe, expect, it } from 'vitest'

import { MalformedAgentEvent, parseAgentEvent } from '../../lambdas/contracts/agent-event.ts'

const INSTANCE = 'arn:aws:connect:us-west-2:111122223333:instance/i-1'

/** An agent with an email in conversation and one in after-contact work, as the data model has them. */
function whole(): Record<string, any> {
  return {
    AWSAccountId: '111122223333',
    AgentARN: `${INSTANCE}/agent/a-1`,
    CurrentAgentSnapshot: {
      AgentStatus: {
        ARN: `${INSTANCE}/agent-state/s-1`,
        Name: 'Available',
        StartTimestamp: '2026-03-02T09:00:00.000Z',
        Type: 'ROUTABLE',
      },
      NextAgentStatus: {
        ARN: `${INSTANCE}/agent-state/s-2`,
        Name: 'Lunch',
        EnqueuedTimestamp: '2026-03-02T09:05:00.000Z',
      },
      Configuration: {
        AgentHierarchyGroups: null,
        FirstName: 'Ana',
        LastName: 'Silva',
        Username: 'ana',
        Proficiencies: [{ Level: 3, Name: 'Technology', Value: 'Mail' }],
        RoutingProfile: {
          ARN: `${INSTANCE}/routing-profile/p-1`,
          Name: 'Mail',
          Concurrency: [
            { Channel: 'EMAIL', AvailableSlots: 1, MaximumSlots: 3 },
            { Channel: 'TASKS', AvailableSlots: 2, MaximumSlots: 2 },
          ],
          DefaultOutboundQueue: { ARN: `${INSTANCE}/queue/q-9`, Channels: ['VOICE'], Name: 'Out' },
          InboundQueues: [
            { ARN: `${INSTANCE}/queue/agent/a-1`, Channels: ['VOICE', 'EMAIL'], Name: null },
            { ARN: `${INSTANCE}/queue/q-2`, Channels: ['EMAIL'], Name: 'Billing' },
            { ARN: `${INSTANCE}/queue/q-1`, Channels: ['EMAIL', 'TASKS'], Name: 'Support' },
          ],
        },
      },
      Contacts: [
        {
          ContactId: 'c-2',
          InitialContactId: null,
          Channel: 'EMAIL',
          InitiationMethod: 'INBOUND',
          State: 'CONNECTED',
          StateStartTimestamp: '2026-03-02T09:01:00.000Z',
          ConnectedToAgentTimestamp: '2026-03-02T09:01:00.000Z',
          QueueTimestamp: '2026-03-02T09:00:30.000Z',
          Queue: { ARN: `${INSTANCE}/queue/q-1`, Name: 'Support' },
        },
        {
          ContactId: 'c-1',
          Channel: 'EMAIL',
          State: 'INCOMING',
          StateStartTimestamp: '2026-03-02T09:02:00.000Z',
          ConnectedToAgentTimestamp: '1970-01-01T00:00:00.001Z',
          Queue: null,
        },
      ],
    },
    PreviousAgentSnapshot: null,
    EventId: 'e-1',
    EventTimestamp: '2026-03-02T09:05:00.031Z',
    EventType: 'STATE_CHANGE',
    InstanceARN: INSTANCE,
    Version: '2017-10-01',
  }
}

const at = (time: string) => Date.parse(`2026-03-02T${time}Z`)
const read = (event: unknown) => parseAgentEvent(JSON.stringify(event))

describe('an agent event', () => {
  it('is read into ids, instants and types', () => {
    expect(read(whole())).toEqual({
      id: 'e-1',
      kind: 'STATE_CHANGE',
      at: at('09:05:00.031'),
      agent: 'a-1',
      arn: `${INSTANCE}/agent/a-1`,
      instance: 'i-1',
      current: {
        status: {
          name: 'Available',
          arn: `${INSTANCE}/agent-state/s-1`,
          type: 'routable',
          since: at('09:00:00'),
        },
        next: { name: 'Lunch', chosenAt: at('09:05:00') },
        contacts: [
          {
            contact: 'c-1',
            channel: 'EMAIL',
            state: 'INCOMING',
            since: at('09:02:00'),
            connectedAt: undefined,
            queue: undefined,
          },
          {
            contact: 'c-2',
            channel: 'EMAIL',
            state: 'CONNECTED',
            since: at('09:01:00'),
            connectedAt: at('09:01:00'),
            queue: 'q-1',
          },
        ],
        setup: {
          username: 'ana',
          firstName: 'Ana',
          lastName: 'Silva',
          profile: 'p-1',
          slots: { EMAIL: { free: 1, most: 3 }, TASK: { free: 2, most: 2 } },
          queues: { EMAIL: ['q-1', 'q-2'], TASK: ['q-1'] },
        },
      },
      previous: undefined,
    })
  })

  it('may have configuration and contacts beside its snapshot, where the published sample has them', () => {
    const event = whole()
    const { Configuration, Contacts, ...rest } = event.CurrentAgentSnapshot
    expect(read({ ...event, CurrentAgentSnapshot: rest, Configuration, Contacts })).toEqual(read(event))
  })

  it('may lack all that the samples lack: type, next status, contacts, configuration, an earlier snapshot', () => {
    const { AgentARN, EventTimestamp, CurrentAgentSnapshot } = whole()
    const { Name, StartTimestamp } = CurrentAgentSnapshot.AgentStatus
    const event = {
      AgentARN,
      EventTimestamp,
      CurrentAgentSnapshot: { AgentStatus: { Name, StartTimestamp } },
    }
    expect(read(event)).toEqual({
      ...{ id: '', kind: '', at: at('09:05:00.031'), agent: 'a-1', arn: AgentARN, instance: 'i-1' },
      current: {
        status: { name: 'Available', arn: undefined, type: undefined, since: at('09:00:00') },
        next: undefined,
        contacts: [],
        setup: undefined,
      },
      previous: undefined,
    })
  })

  it('has null where there is nothing', () => {
    const event = whole()
    event.CurrentAgentSnapshot.Contacts = null
    event.CurrentAgentSnapshot.NextAgentStatus = null
    event.CurrentAgentSnapshot.Configuration.RoutingProfile.InboundQueues = null
    const { current } = read(event)
    expect(current).toMatchObject({ contacts: [], next: undefined, setup: { queues: {} } })
  })

  it.each([
    ['comments', `{"AgentARN": "x" // a comment\n}`, 'the record'],
    ['a comma too many', '{"AgentARN": "x",}', 'the record'],
    ['a brace too many', `${JSON.stringify(whole())}}`, 'the record'],
    ['nothing', '', 'the record'],
    ['a list', '[]', 'AgentARN'],
    ['no agent', JSON.stringify({ ...whole(), AgentARN: null }), 'AgentARN'],
    ['no time', JSON.stringify({ ...whole(), EventTimestamp: 'Ana, yesterday' }), 'EventTimestamp'],
    ['no snapshot', JSON.stringify({ ...whole(), CurrentAgentSnapshot: null }), 'CurrentAgentSnapshot'],
  ])('is refused by the name of what is wrong, never with its value: %s', (_, text, field) => {
    expect(() => parseAgentEvent(text)).toThrow(MalformedAgentEvent)
    expect(() => parseAgentEvent(text)).toThrow(`${field}`)
    expect(() => parseAgentEvent(text)).not.toThrow(/Ana/)
  })
})
