import type { ContentType } from '../../../../local/flow/catalogue/spec.ts'
import { type ActionText, anAction, choose, go } from './flows.ts'

const ARN = 'arn:aws:connect:us-east-1:111122223333:instance/11111111-2222-3333-4444-555555555555'
const QUEUE_ERRORS = go('end', 'QueueAtCapacity', 'NoMatchingError')
const LEX = choose({ 'Equals Sales': 'end' }, 'end', 'NoMatchingCondition', 'NoMatchingError')
const VIEW = choose(
  { 'Equals Next': 'end' },
  'end',
  'NoMatchingCondition',
  'NoMatchingError',
  'TimeLimitExceeded',
)
const NO_ERRORS = { NextAction: 'end' }
const PREFERRED = {
  AttributeCondition: {
    ComparisonOperator: 'Match',
    MatchCriteria: { AgentsCriteria: { AgentIds: ['$.Attributes.agent'] } },
  },
}

/** Each form in which an action is found in exports of consoles and instances. */
export const ACCEPTED: [string, ActionText, ContentType?][] = [
  [
    'a function by path, with a JSON answer',
    anAction('InvokeLambdaFunction', {
      LambdaFunctionARN: '$.FlowAttributes.fn',
      InvocationTimeLimitSeconds: '8',
      ResponseValidation: { ResponseType: 'JSON' },
    }),
  ],
  [
    'a function as the console writes it',
    anAction('InvokeLambdaFunction', {
      LambdaFunctionARN: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      InvocationTimeLimitSeconds: '3',
      InvocationType: 'SYNCHRONOUS',
      LambdaInvocationAttributes: { all: '$.Views', who: 'I am $.CustomerEndpoint.Address.' },
      ResponseValidation: { ResponseType: 'STRING_MAP' },
    }),
  ],
  [
    'a function behind a placeholder',
    anAction('InvokeLambdaFunction', {
      LambdaFunctionARN: '${ReceiveEmail}',
      InvocationTimeLimitSeconds: '8',
    }),
  ],
  [
    'an asynchronous function',
    anAction('InvokeLambdaFunction', {
      LambdaFunctionARN: 'f',
      InvocationTimeLimitSeconds: '60',
      InvocationType: 'ASYNCHRONOUS',
    }),
  ],
  [
    'a loop counted by a JSON number',
    anAction(
      'Loop',
      { LoopCount: 3 },
      choose({ 'Equals ContinueLooping': 'end', 'Equals DoneLooping': 'end' }, 'end'),
    ),
  ],
  [
    'shares as JSON numbers',
    anAction(
      'DistributeByPercentage',
      {},
      {
        ...go('end', 'NoMatchingCondition'),
        Conditions: [31, 71].map((share) => ({
          NextAction: 'end',
          Condition: { Operator: 'NumberLessThan', Operands: [share] },
        })),
      },
    ),
  ],
  [
    'attributes without TargetContact',
    anAction('UpdateContactAttributes', { Attributes: { Extension: '$.StoredCustomerInput' } }),
  ],
  [
    'attributes of the related contact',
    anAction('UpdateContactAttributes', { Attributes: { a: ' ' }, TargetContact: 'Related' }),
  ],
  [
    'flow attributes',
    anAction('UpdateFlowAttributes', {
      FlowAttributes: { arn: { Value: '${Arn}' }, other: { Type: 'String', Value: '$.Attributes.x' } },
    }),
  ],
  ['a queue by path', anAction('UpdateContactTargetQueue', { QueueId: '$.Attributes.queue_arn' })],
  ['an agent queue', anAction('UpdateContactTargetQueue', { AgentId: '$.Attributes.ConnectUser' })],
  [
    'a transfer to the queue without Parameters',
    { Identifier: 'it', Type: 'TransferContactToQueue', Transitions: { ...QUEUE_ERRORS, Conditions: [] } },
  ],
  [
    'a transfer out of the queue',
    anAction('DequeueContactAndTransferToQueue', { QueueId: `${ARN}/queue/q` }, QUEUE_ERRORS),
    'CUSTOMER_QUEUE',
  ],
  [
    'a priority',
    anAction(
      'UpdateContactRoutingBehavior',
      { QueuePriority: '1' },
      { NextAction: 'end', Errors: [], Conditions: [] },
    ),
  ],
  [
    'a head start',
    anAction('UpdateContactRoutingBehavior', { QueueTimeAdjustmentSeconds: '-600' }, NO_ERRORS),
  ],
  [
    'a preferred agent',
    anAction('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: [{ Expression: PREFERRED }] } }),
  ],
  [
    'a preferred agent until an expiry',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: { Steps: [{ Expression: PREFERRED, Expiry: { DurationInSeconds: '57600' } }] },
    }),
  ],
  [
    'an expiry as a number',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: { Steps: [{ Expression: PREFERRED, Expiry: { DurationInSeconds: 4 } }] },
    }),
  ],
  [
    'an expiry behind a placeholder',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: { Steps: [{ Expression: PREFERRED, Expiry: { DurationInSeconds: '${Hold}' } }] },
    }),
  ],
  [
    'dynamic criteria',
    anAction('UpdateContactRoutingCriteria', { RoutingCriteria: '$.External.RoutingCriteria' }),
  ],
  [
    'dynamic steps',
    anAction('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: '$.External.Steps' } }),
  ],
  [
    'a proficiency',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AndExpression: [
                {
                  AttributeCondition: {
                    Name: 'Language',
                    Value: 'Spanish',
                    ProficiencyLevel: '4.0',
                    ComparisonOperator: 'NumberGreaterOrEqualTo',
                  },
                },
              ],
            },
            Expiry: { DurationInSeconds: '30' },
          },
        ],
      },
    }),
  ],
  [
    'a callback number',
    anAction(
      'UpdateContactCallbackNumber',
      { CallbackNumber: '$.StoredCustomerInput' },
      go('end', 'InvalidCallbackNumber', 'CallbackNumberNotDialable'),
    ),
  ],
  [
    'a callback',
    anAction('CreateCallbackContact', {
      RetryDelaySeconds: '600',
      InitialCallDelaySeconds: '5',
      MaximumConnectionAttempts: '1',
      QueueId: `${ARN}/queue/q`,
      CallerId: '+15555550123',
      CallbackMode: 'AgentFirst',
    }),
  ],
  ['another flow', anAction('TransferToFlow', { ContactFlowId: `${ARN}/contact-flow/f` })],
  [
    'a third party',
    anAction(
      'TransferParticipantToThirdParty',
      {
        ThirdPartyPhoneNumber: '+15555550123',
        ThirdPartyConnectionTimeLimitSeconds: '30',
        ContinueFlowExecution: 'True',
      },
      go('end', 'CallFailed', 'ConnectionTimeLimitExceeded', 'NoMatchingError'),
    ),
  ],
  [
    'a held previous participant',
    anAction('UpdatePreviousContactParticipantState', { PreviousContactParticipantState: 'CustomerOnHold' }),
  ],
  [
    'a message template',
    anAction(
      'RenderMessageTemplate',
      { WisdomKnowledgeBaseArn: 'arn:k', WisdomMessageTemplateArn: 'arn:t:$ACTIVE_VERSION' },
      go('end', 'NoMatchingError', 'TemplateRenderingError'),
    ),
  ],
  ['an email contact', anAction('CreateContact', { Channel: 'EMAIL', RelatedContact: 'CURRENT' })],
  [
    'an email',
    anAction(
      'StartOutboundEmailContact',
      {
        FromEmailAddress: { EmailAddress: 'info@example.com', DisplayName: 'Info' },
        DestinationEmailAddress: { EmailAddress: '$.CustomerEndpoint.Address' },
        EmailMessage: { MessageSourceType: 'RAW' },
      },
      go('end', 'NoMatchingError', 'TemplateRenderingError'),
    ),
  ],
  [
    'a text message',
    anAction('StartOutboundChatContact', {
      SourceEndpoint: { Address: 'arn:p', Type: 'CONNECT_PHONENUMBER_ARN' },
      DestinationEndpoint: { Address: '$.CustomerEndpoint.Address', Type: 'TELEPHONE_NUMBER' },
      ContactFlowArn: 'arn:f',
      ContactSubtype: 'connect:SMS',
      InitialSystemMessage: { Content: 'Hi' },
    }),
  ],
  ['stored content', anAction('LoadContactContent', { ContentType: 'EmailMessage' })],
  ['stored content of the only type there is', anAction('LoadContactContent', {})],
  ['an email contact’s queue', anAction('GetMetricData', { QueueId: '$.Queue.ARN', QueueChannel: 'Email' })],
  [
    'message processing',
    anAction(
      'StartExistingMessageProcessing',
      { ProcessingTimeoutSeconds: '3600' },
      go('end', 'NoMatchingError', 'TimeLimitExceeded'),
    ),
  ],
  [
    'chat processing',
    anAction(
      'UpdateContactMediaProcessing',
      {
        ChatProcessor: {
          ProcessingEnabled: 'True',
          LambdaProcessorARN: 'arn:f',
          ChatProcessorSettings: { DeliverUnprocessedMessages: 'False' },
        },
      },
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
  ],
  [
    'a prompt without error branch',
    anAction(
      'MessageParticipant',
      { Text: 'Hello, $.External.name. Please hold.' },
      { NextAction: 'end', Errors: [], Conditions: [] },
    ),
  ],
  [
    'a prompt of the console',
    anAction('MessageParticipant', {
      SSML: '<speak>$.Attributes.a</speak>',
      SkipWhenDTMFBufferEnabled: 'false',
    }),
  ],
  [
    'a prompt from S3',
    anAction('MessageParticipant', {
      Media: { Uri: 's3://b/$.Attributes.k.wav', SourceType: 'S3', MediaType: 'Audio' },
    }),
  ],
  [
    'prompts in a loop, old form',
    anAction(
      'MessageParticipantIteratively',
      { InterruptFrequencySeconds: '40', Messages: [{ PromptId: 'arn:p' }] },
      {
        Errors: [],
        Conditions: [
          { NextAction: 'end', Condition: { Operator: 'Equals', Operands: ['MessagesInterrupted'] } },
        ],
      },
    ),
    'CUSTOMER_QUEUE',
  ],
  [
    'prompts in a loop, new form',
    anAction(
      'MessageParticipantIteratively',
      {
        Messages: [{ Text: 'Thank you' }, { SSML: '<speak/>' }],
        InterruptFrequencySeconds: '30',
        ContinueMessagingDuringInterrupt: 'true',
      },
      choose({ 'Equals MessagesInterrupted': 'end' }, 'end', 'NoMatchingError'),
    ),
    'CUSTOMER_QUEUE',
  ],
  [
    'a menu',
    anAction(
      'GetParticipantInput',
      { StoreInput: 'False', InputTimeLimitSeconds: '5', Text: 'Press 1' },
      choose(
        { 'Equals 1': 'end', 'Equals #': 'end' },
        'end',
        'InputTimeLimitExceeded',
        'NoMatchingCondition',
        'NoMatchingError',
      ),
    ),
  ],
  [
    'a menu of no keys',
    anAction(
      'GetParticipantInput',
      { PromptId: 'arn:p', StoreInput: 'False', InputTimeLimitSeconds: '300' },
      go('end', 'NoMatchingError', 'NoMatchingCondition', 'InputTimeLimitExceeded'),
    ),
  ],
  [
    'a stored input',
    anAction('GetParticipantInput', {
      SSML: '<speak/>',
      StoreInput: 'True',
      InputTimeLimitSeconds: '10',
      InputValidation: { CustomValidation: { MaximumLength: '12' } },
      DTMFConfiguration: { DisableCancelKey: 'False', InterdigitTimeLimitSeconds: '5' },
    }),
  ],
  [
    'a stored phone number',
    anAction(
      'GetParticipantInput',
      {
        Text: 'Number?',
        StoreInput: 'True',
        InputTimeLimitSeconds: '5',
        InputValidation: { PhoneNumberValidation: { NumberFormat: 'Local', CountryCode: 'US' } },
      },
      go('end', 'NoMatchingError', 'InvalidPhoneNumber'),
    ),
  ],
  ['a buffer switch', anAction('GetParticipantInput', { EnableDTMFBuffer: 'True' })],
  [
    'a bot',
    anAction(
      'ConnectParticipantWithLexBot',
      {
        Text: ' ',
        LexV2Bot: { AliasArn: 'arn:b' },
        LexSessionAttributes: { 'x-amz-lex:locale-id': 'es_US', id: '$.ContactId' },
      },
      LEX,
    ),
  ],
  [
    'a bot without branches',
    anAction('ConnectParticipantWithLexBot', { Text: ' ', LexV2Bot: { AliasArn: '${BotAlias}' } }),
  ],
  [
    'an old bot',
    anAction(
      'ConnectParticipantWithLexBot',
      { Text: 'Hi', LexBot: { Name: 'Main', Region: 'us-east-1', Alias: '$LATEST' } },
      LEX,
    ),
  ],
  [
    'a bot with time limit',
    anAction(
      'ConnectParticipantWithLexBot',
      {
        LexInitializationData: { InitialMessage: '$.Media.InitialMessage' },
        LexV2Bot: { AliasArn: '$.Attributes.bot' },
        LexTimeoutSeconds: { Text: '300' },
      },
      go('end', 'InputTimeLimitExceeded', 'NoMatchingError', 'NoMatchingCondition'),
    ),
  ],
  [
    'an agentic block with JSON types',
    anAction(
      'ConnectParticipantWithAgenticCX',
      {
        AgentConfiguration: { WorkspaceId: 'w' },
        AudioFillerConfiguration: { Enabled: true, StartDelayInMilliseconds: 2500 },
      },
      choose(
        { 'Equals Escalation': 'end' },
        'end',
        'NoMatchingError',
        'NoMatchingCondition',
        'InputTimeLimitExceeded',
      ),
    ),
  ],
  [
    'a voice',
    anAction('UpdateContactTextToSpeechVoice', {
      TextToSpeechEngine: 'Neural',
      TextToSpeechStyle: 'None',
      TextToSpeechVoice: 'Joanna',
    }),
  ],
  [
    'a voice without error branch',
    anAction(
      'UpdateContactTextToSpeechVoice',
      { TextToSpeechVoice: 'Amy' },
      { NextAction: 'end', Errors: [], Conditions: [] },
    ),
  ],
  [
    'a login',
    anAction(
      'AuthenticateParticipant',
      {
        CognitoConfiguration: { UserPoolArn: 'arn:u', AppClientId: 'c' },
        CustomerProfilesConfiguration: { ObjectTypeName: 'Cognito-attributes' },
        TimeLimitMinutes: '3',
      },
      choose({ 'Equals OptedOut': 'end' }, 'end', 'TimeLimitExceeded', 'NoMatchingError'),
    ),
  ],
  [
    'a comparison',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.flag' },
      choose(
        { 'NumberGreaterThan 0': 'end', 'TextContains Voicemail': 'end', 'KeyExists x': 'end' },
        'end',
        'NoMatchingCondition',
      ),
    ),
  ],
  [
    'a comparison of a path within a path',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.$.Attributes.tier' },
      choose({ 'Equals gold': 'end' }, 'end', 'NoMatchingCondition'),
    ),
  ],
  [
    'a comparison of a segment attribute',
    anAction(
      'Compare',
      { ComparisonValue: "$.SegmentAttributes['connect:X-SES-SPAM-VERDICT']" },
      choose({ 'Equals FAIL': 'end', 'Equals FAILED': 'end' }, 'end', 'NoMatchingCondition'),
    ),
  ],
  [
    'opening hours of the queue',
    anAction(
      'CheckHoursOfOperation',
      {},
      choose({ 'Equals True': 'end', 'Equals False': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'staffing',
    anAction(
      'CheckMetricData',
      { MetricType: 'NumberOfAgentsStaffed' },
      choose({ 'NumberGreaterThan 0': 'end' }, 'end', 'NoMatchingError', 'NoMatchingCondition'),
    ),
  ],
  [
    'the oldest contact',
    anAction(
      'CheckMetricData',
      { MetricType: 'OldestContactInQueueAgeSeconds', QueueId: '$.Queue.ARN' },
      choose({ 'NumberGreaterThan 300000': 'end' }, 'end', 'NoMatchingCondition', 'NoMatchingError'),
    ),
  ],
  ['metrics', anAction('GetMetricData', { QueueId: 'q', QueueChannel: 'Voice' })],
  [
    'a wait',
    anAction(
      'Wait',
      { TimeLimitSeconds: '900', Events: ['CustomerReturned'] },
      choose({ 'Equals WaitCompleted': 'end', 'Equals CustomerReturned': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'a wait for as long as an attribute says',
    anAction(
      'Wait',
      { TimeLimitSeconds: '$.Attributes.seconds' },
      choose({ 'Equals WaitCompleted': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'a wait that goes on',
    anAction(
      'Wait',
      { TimeLimitSeconds: '60', ContinueExecution: 'True', MinimumWaitTimeSeconds: '10' },
      choose({ 'Equals Continue': 'end', 'Equals WaitCompleted': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'a loop without error branch',
    anAction(
      'Loop',
      { LoopCount: '2' },
      choose({ 'Equals DoneLooping': 'end', 'Equals ContinueLooping': 'end' }, 'end'),
    ),
  ],
  [
    'a loop with error branch',
    anAction(
      'Loop',
      { LoopCount: '$.Attributes.n' },
      choose({ 'Equals ContinueLooping': 'end', 'Equals DoneLooping': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'percentages',
    {
      Identifier: 'it',
      Type: 'DistributeByPercentage',
      Transitions: choose(
        { 'NumberLessThan 4': 'end', 'NumberLessThan 10': 'end' },
        'end',
        'NoMatchingCondition',
      ),
    },
  ],
  [
    'an outbound call',
    anAction(
      'CheckOutboundCallStatus',
      {},
      choose(
        {
          'Equals CallAnswered': 'end',
          'Equals VoicemailBeep': 'end',
          'Equals VoicemailNoBeep': 'end',
          'Equals NotDetected': 'end',
        },
        'end',
        'NoMatchingError',
      ),
    ),
  ],
  [
    'a voice check',
    anAction(
      'CheckVoiceId',
      { CheckVoiceIdOption: 'enrollmentStatus' },
      choose(
        { 'Equals Enrolled': 'end', 'Equals NotEnrolled': 'end', 'Equals OptedOut': 'end' },
        'end',
        'NoMatchingError',
      ),
    ),
  ],
  [
    'a segment',
    anAction(
      'CheckSegmentMembershipForCustomerProfile',
      { ProfileRequestData: { ProfileId: '1', SegmentName: 's' } },
      choose({ 'Equals True': 'end', 'Equals False': 'end' }, 'end', 'NoMatchingError'),
    ),
  ],
  [
    'a view with structured data',
    anAction(
      'ShowView',
      {
        ViewResource: { Id: 'arn:aws:connect:us-east-1:aws:view/form:1' },
        InvocationTimeLimitSeconds: '600',
        ViewData: { Heading: 'For $.CustomerId', Items: [{ Required: true, Columns: 4 }] },
        SensitiveDataConfiguration: { HideResponseOn: ['TRANSCRIPT'] },
      },
      VIEW,
    ),
  ],
  [
    'an old view',
    anAction(
      'ShowView',
      { ViewResource: { Id: 'detail', Version: 'Latest' }, InvocationTimeLimitSeconds: '300', ViewData: {} },
      VIEW,
    ),
  ],
  [
    'a hook by path',
    anAction('UpdateContactEventHooks', { EventHooks: { DefaultAgentUI: '$.FlowAttributes.guide' } }),
  ],
  [
    'a whisper hook with its configuration',
    anAction('UpdateContactEventHooks', {
      EventHooks: { AgentWhisper: 'arn:f' },
      EventHooksConfiguration: { AgentWhisper: { DisableExecution: 'false' } },
    }),
  ],
  ['contact data', anAction('UpdateContactData', { LanguageCode: 'en-US' })],
  [
    'an assistant session on the contact',
    anAction('UpdateContactData', { WisdomSessionArn: '$.Wisdom.SessionArn', TargetContact: 'Current' }),
  ],
  [
    'voice identification',
    anAction('UpdateContactData', {
      IsVoiceIdStreamingEnabled: 'false',
      IsFraudDetectionEnabled: 'true',
      IsVoiceAuthenticationEnabled: 'true',
      VoiceAuthenticationThreshold: '90',
      VoiceAuthenticationResponseTime: '10',
      FraudDetectionThreshold: '50',
    }),
  ],
  [
    'a task',
    anAction('CreateTask', {
      Name: 'task',
      ContactFlowId: 'arn:f',
      References: { key: { Value: 'john@example.com', Type: 'EMAIL' } },
      DelaySeconds: '60',
    }),
  ],
  [
    'a task that expires',
    anAction('CreateTask', {
      Name: 'Call $.CustomerEndpoint.Address',
      ContactFlowId: '$.Attributes.flow',
      SegmentAttributes: { 'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 60 } } } },
    }),
  ],
  ['an assistant', anAction('CreateWisdomSession', { WisdomAssistantArn: 'arn:a' })],
  [
    'a persistent chat',
    anAction('CreatePersistentContactAssociation', {
      SourceContactId: '$.FlowAttributes.chat-id',
      RehydrationType: 'From Segment',
    }),
  ],
  ['a resumed contact', anAction('ResumeContact', {})],
  ['tags', anAction('TagContact', { Tags: { team: 'a', tier: '$.Attributes.tier' } })],
  ['removed tags', anAction('UntagContact', { TagKeys: ['team'] })],
  [
    'logging',
    anAction(
      'UpdateFlowLoggingBehavior',
      { FlowLoggingBehavior: 'Enabled' },
      { NextAction: 'end', Errors: [], Conditions: [] },
    ),
  ],
  [
    'recording, old form',
    anAction(
      'UpdateContactRecordingBehavior',
      {
        RecordingBehavior: {
          RecordedParticipants: ['Agent', 'Customer'],
          ScreenRecordedParticipants: ['Agent'],
          IVRRecordingBehavior: 'Enabled',
        },
        AnalyticsBehavior: {
          Enabled: 'True',
          AnalyticsLanguage: 'en-US',
          ChannelConfiguration: { Voice: { AnalyticsModes: ['RealTime'] } },
        },
      },
      NO_ERRORS,
    ),
  ],
  [
    'recording whose redaction is decided by an attribute',
    anAction(
      'UpdateContactRecordingBehavior',
      {
        RecordingBehavior: { RecordedParticipants: ['Agent', 'Customer'] },
        AnalyticsBehavior: {
          Enabled: 'True',
          AnalyticsMode: 'RealTime',
          AnalyticsRedactionResults: '$.Attributes.redaction',
          AnalyticsRedactionMaskMode: 'EntityType',
          AnalyticsRedactionEntities: ['SSN', 'NAME'],
        },
      },
      NO_ERRORS,
    ),
  ],
  [
    'chat analytics with redaction on the way',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      {
        ChatBehavior: {
          ChatAnalyticsBehavior: {
            Enabled: 'True',
            ConversationalAnalyticsRedactionConfiguration: {
              Enabled: 'True',
              RedactionResults: 'RedactedOnly',
              RedactionMaskMode: 'PII',
            },
            InFlightChatRedactionConfiguration: {
              Enabled: 'True',
              RedactionEntities: ['SSN'],
              DeliverUnprocessedMessages: 'False',
            },
          },
        },
      },
      go('end', 'NoMatchingError', 'ChannelMismatch', 'InFlightRedactionConfigurationFailed'),
    ),
  ],
  [
    'no recording',
    anAction(
      'UpdateContactRecordingBehavior',
      { RecordingBehavior: { RecordedParticipants: [] } },
      { NextAction: 'end', Errors: [], Conditions: [] },
    ),
  ],
  [
    'email analytics',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { EmailBehavior: { EmailAnalyticsBehavior: { Enabled: 'True', AnalyticsModes: ['ContactLens'] } } },
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
  ],
  [
    'chat analytics',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { ChatBehavior: { ChatAnalyticsBehavior: { Enabled: 'False' } } },
      go('end', 'NoMatchingError', 'ChannelMismatch', 'InFlightRedactionConfigurationFailed'),
    ),
  ],
  [
    'media streaming',
    anAction('UpdateContactMediaStreamingBehavior', {
      MediaStreamingState: 'Enabled',
      MediaStreamType: 'Audio',
      Participants: [{ ParticipantType: 'Customer', MediaDirections: ['To', 'From'] }],
    }),
  ],
  ['voice identification started', anAction('StartVoiceIdStream', {})],
  [
    'the call that goes out',
    anAction('CompleteOutboundCall', { CallerId: { Number: '+442046232392' } }, NO_ERRORS),
    'OUTBOUND_WHISPER',
  ],
  ['a module', anAction('InvokeFlowModule', { FlowModuleId: '$.Attributes.module' })],
  [
    'a module with branches',
    anAction(
      'InvokeFlowModule',
      { FlowModuleId: 'cdf9:$LATEST', Input: { n: 7 } },
      choose({ 'Equals branch_1': 'end' }, 'end', 'NoMatchingCondition', 'NoMatchingError'),
    ),
  ],
  [
    'a case that is not linked',
    anAction('CreateCase', {
      LinkContactToCase: 'false',
      CaseTemplateId: 't',
      CaseRequestFields: { customer_id: '$.Customer.ProfileARN', status: 'open' },
    }),
  ],
  [
    'a case that is linked',
    anAction(
      'CreateCase',
      { LinkContactToCase: 'true', CaseTemplateId: 't', ContactToLink: 'Current' },
      go('end', 'ContactNotLinked', 'NoMatchingError'),
    ),
  ],
  [
    'an updated case',
    anAction(
      'UpdateCase',
      { LinkContactToCase: 'true', CaseId: '$.Case.case_id' },
      go('end', 'ContactNotLinked', 'NoMatchingError'),
    ),
  ],
  [
    'a found case',
    anAction(
      'GetCase',
      {
        LinkContactToCase: 'true',
        GetLastUpdatedCase: 'true',
        CaseResponseFields: ['case_id'],
        CaseRequestFields: { title: '$.External.t' },
      },
      go('end', 'ContactNotLinked', 'MultipleFound', 'NoneFound', 'NoMatchingError'),
    ),
  ],
  [
    'a found profile',
    anAction(
      'GetCustomerProfile',
      {
        ProfileRequestData: { IdentifierName: '_email', IdentifierValue: '$.CustomerEndpoint.Address' },
        ProfileResponseData: [],
      },
      go('end', 'NoMatchingError', 'MultipleFoundError', 'NoneFoundError'),
    ),
  ],
  [
    'a profile object',
    anAction(
      'GetCustomerProfileObject',
      { ProfileRequestData: { ObjectType: 'Salesforce-Account' }, ProfileResponseData: [] },
      go('end', 'NoMatchingError', 'NoneFoundError'),
    ),
  ],
  [
    'calculated attributes',
    anAction(
      'GetCalculatedAttributesForCustomerProfile',
      {
        ProfileRequestData: { ProfileId: 'p' },
        ProfileResponseData: ['CalculatedAttributes._last_agent_id'],
      },
      go('end', 'NoMatchingError', 'NoneFoundError'),
    ),
  ],
  [
    'a contact on a profile',
    anAction('AssociateContactToCustomerProfile', {
      ProfileRequestData: { ProfileId: '$.Customer.ProfileId', ContactId: '$.ContactId' },
    }),
  ],
  [
    'a created profile',
    anAction('CreateCustomerProfile', {
      ProfileRequestData: { FirstName: 'A' },
      ProfileResponseData: ['FirstName'],
    }),
  ],
  [
    'an updated profile',
    anAction('UpdateCustomerProfile', {
      ProfileRequestData: { Attributes: { a: 'b' } },
      ProfileResponseData: [],
    }),
  ],
  [
    'a table',
    anAction('EvaluateDataTableValues', {
      DataTableId: 't',
      Queries: [{ QueryName: 'q', Attributes: ['a'], PrimaryValues: [{ AttributeName: 'k', Value: '1' }] }],
    }),
  ],
  [
    'the rows of a table',
    anAction('ListDataTableValues', {
      DataTableId: 't',
      PrimaryKeyGroups: [{ PrimaryKeyGroupName: 'g', PrimaryValues: [{ Name: 'k', Value: '1' }] }],
    }),
  ],
  [
    'a written row',
    anAction('UpsertDataTableValues', { DataTableId: 't', LockVersion: 'l', DataTableUpsertAttributes: [] }),
  ],
  [
    'a direct transfer to the agent',
    { Identifier: 'it', Type: 'TransferContactToAgent', Parameters: {}, Transitions: {} },
    'AGENT_TRANSFER',
  ],
  [
    'the end of a queue flow',
    { Identifier: 'it', Type: 'EndFlowExecution', Parameters: {}, Transitions: {} },
    'CUSTOMER_QUEUE',
  ],
  ['the end of an inbound flow', { Identifier: 'it', Type: 'EndFlowExecution', Parameters: {} }],
  [
    'the end of a module',
    {
      Identifier: 'it',
      Type: 'EndFlowModuleExecution',
      Parameters: { Result: 'branch_1', ResultData: { n: 7 } },
      Transitions: {},
    },
    'MODULE',
  ],
  [
    'the end of a contact',
    { Identifier: 'it', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} },
  ],
]
