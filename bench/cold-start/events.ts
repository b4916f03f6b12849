const contact = 'c0000000-0000-4000-8000-000000000001'

const takeover = { contact, owner: 'agent-ana', agent: 'agent-ben', reason: 'deadline' }

const ADDRESS = 'arn:aws:connect:us-east-1:111122223333:instance/instance/email-address/address'

/** What each function is first called with. */
export const firstEvents: Readonly<Record<string, object>> = {
  'receive-email': {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        ContactId: contact,
        Channel: 'EMAIL',
        InitiationMethod: 'INBOUND',
        RelatedContactId: null,
        CustomerEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'carla@example.net' },
        SystemEndpoint: { Type: 'EMAIL_ADDRESS', Address: 'support@homeward.email.connect.aws' },
        Attributes: {},
        SegmentAttributes: { 'connect:EmailSubject': { ValueString: 'Hello' } },
      },
      Parameters: {},
    },
  },
  'prepare-acknowledgement': { contact },
  'send-acknowledgement': { contact },
  'review-hold': { contact },
  'release-hold': { contact, owner: 'agent-ana' },
  'observe-contacts': {
    Records: [
      {
        messageId: 'm-1',
        body: JSON.stringify({
          source: 'aws.connect',
          'detail-type': 'Amazon Connect Contact Event',
          time: '2026-03-02T09:05:00Z',
          detail: {
            eventType: 'CONTACT_DATA_UPDATED',
            contactId: contact,
            channel: 'EMAIL',
            initiationMethod: 'INBOUND',
            routingCriteria: { steps: [{ status: 'EXPIRED' }] },
          },
        }),
      },
    ],
  },
  'observe-agents': {
    Records: [
      {
        kinesis: {
          sequenceNumber: '1',
          data: Buffer.from(
            JSON.stringify({
              AgentARN: 'arn:aws:connect:us-east-1:111122223333:instance/instance/agent/agent-ana',
              InstanceARN: 'arn:aws:connect:us-east-1:111122223333:instance/instance',
              EventId: 'e-1',
              EventType: 'STATE_CHANGE',
              EventTimestamp: '2026-03-02T09:05:00.000Z',
              CurrentAgentSnapshot: {
                AgentStatus: { Name: 'Available', StartTimestamp: '2026-03-02T09:05:00.000Z' },
                Contacts: [],
              },
            }),
          ).toString('base64'),
        },
      },
    ],
  },
  'release-orphans': { Records: [{ messageId: 'm-1', body: JSON.stringify({ source: 'aws.scheduler' }) }] },
  'escalate-transfer': { contact },
  'record-disposition': {
    Details: {
      ContactData: { ContactId: 'guide', RelatedContactId: contact },
      Parameters: { picked: 'Question' },
    },
  },
  'label-contact': { contact, disposition: 'Question' },
  'review-dispositions': {},
  'tell-owner': { step: 'look-up', takeover },
  'leave-note': { takeover, owner: { is: 'there', name: 'Ana' } },
  'task-owner': { takeover, owner: { is: 'there', name: 'Ana' } },
  'return-to-owner': {
    Details: { ContactData: { ContactId: contact, Channel: 'EMAIL', PreviousContactId: 'previous' } },
  },
  'attach-quick-connect': {
    RequestType: 'Update',
    ResponseURL: 'RESPONSE_URL',
    StackId: 's',
    RequestId: 'r',
    LogicalResourceId: 'l',
    PhysicalResourceId: 'queue|quick-connect',
    ResourceProperties: { QueueId: 'queue', QuickConnectId: 'quick-connect' },
  },
  'set-chat-timers': { Details: { ContactData: { ContactId: contact, Channel: 'CHAT' } } },
  'close-chat': {
    Details: { ContactData: { ContactId: 'next', Channel: 'CHAT', PreviousContactId: contact } },
  },
  'nudge-chat': {
    Details: {
      ContactData: {
        ...{ ContactId: 'next', Channel: 'CHAT', PreviousContactId: contact },
        Attributes: { homewardNudge: '0' },
      },
    },
  },
  'note-chat-message': {
    Records: [
      {
        Sns: {
          Timestamp: '2026-03-02T09:05:00.000Z',
          MessageAttributes: {
            ContactId: { Type: 'String', Value: 'next' },
            ParticipantRole: { Type: 'String', Value: 'CUSTOMER' },
            Type: { Type: 'String', Value: 'MESSAGE' },
          },
        },
      },
    ],
  },
  'time-transfer': {
    Details: {
      ContactData: {
        ...{ ContactId: 'next', Channel: 'VOICE', PreviousContactId: contact, InitialContactId: contact },
      },
    },
  },
  'escalate-held-call': { step: 'look', call: contact, contact },
  'find-agents': { name: 'ana' },
  'review-stuck-agent': { agent: 'agent-ana', contact },
  'reroute-overdue': {},
  'follow-up': {},
  'inspect-mail': {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp: '2026-03-02T09:05:00.000Z',
            source: 'carla@example.net',
            messageId: 'm-1',
            destination: ['support@homeward.email.connect.aws'],
            headersTruncated: false,
            headers: [
              { name: 'From', value: 'Carla <carla@example.net>' },
              { name: 'To', value: 'support@homeward.email.connect.aws' },
              { name: 'Subject', value: 'Hello' },
            ],
            commonHeaders: {
              from: ['Carla <carla@example.net>'],
              to: ['support@homeward.email.connect.aws'],
              subject: 'Hello',
            },
          },
          receipt: {
            recipients: ['support@homeward.email.connect.aws'],
            spamVerdict: { status: 'PASS' },
            virusVerdict: { status: 'PASS' },
          },
        },
      },
    ],
  },
  'associate-flow': {
    RequestType: 'Update',
    ResponseURL: 'RESPONSE_URL',
    StackId: 's',
    RequestId: 'r',
    LogicalResourceId: 'l',
    PhysicalResourceId: `${ADDRESS}|none`,
    ResourceProperties: { ResourceId: ADDRESS, FlowId: 'arn:flow' },
  },
}
