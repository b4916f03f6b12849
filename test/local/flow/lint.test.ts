import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { ContentType } from '../../../local/flow/catalogue/spec.ts'
import { lintFlow } from '../../../local/flow/lint.ts'
import { ACCEPTED } from './builders/accepted-actions.ts'
import { type ActionText, aFlow, anAction, choose, END, flowOf, go } from './builders/flows.ts'

function messages(content: string, severity: 'error' | 'warning', type: ContentType = 'CONTACT_FLOW') {
  return lintFlow(content, type)
    .filter((problem) => problem.severity === severity)
    .map(({ message }) => message)
}

const LAMBDA = { LambdaFunctionARN: 'arn:f', InvocationTimeLimitSeconds: '8' }
const QUEUE = anAction('TransferContactToQueue', {}, go('end', 'QueueAtCapacity', 'NoMatchingError'))
const ATTRIBUTES = (Attributes: object) => anAction('UpdateContactAttributes', { Attributes })
const COMPARE = (branches: Record<string, string>) =>
  anAction('Compare', { ComparisonValue: '$.Attributes.a' }, choose(branches, 'end', 'NoMatchingCondition'))

const VALUE = 'Invalid Action property value. Path: Actions[0].'
const NAME = 'Invalid Action property name. Path: Actions[0].'
const MISSING = 'Action is missing required property. Path: Actions[0].'
const NO_ERROR = 'Action is missing required error. Error: '
const ERROR_PATH = 'Path: Actions[0].Transitions.Errors[0].ErrorType'

const STORED = { Text: 'a', StoreInput: 'True', InputTimeLimitSeconds: '5' }
const DIGITS = { CustomValidation: { MaximumLength: '4' } }
const LOCAL_NUMBER = { PhoneNumberValidation: { NumberFormat: 'Local', CountryCode: 'DE' } }
const KEY = { EncryptionKeyId: 'k', Key: 'c' }
const MENU = ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError']
const PHONE = {
  ThirdPartyPhoneNumber: '+1',
  ThirdPartyConnectionTimeLimitSeconds: '5',
  ContinueFlowExecution: 'True',
}
const VOICE_ID = { IsVoiceIdStreamingEnabled: 'true', IsFraudDetectionEnabled: 'false' }
const HEARD = { MediaStreamingState: 'Enabled', MediaStreamType: 'Audio' }

/** One broken action each, and all that the service says of it. */
const BROKEN: [string, ActionText, string[], ContentType?][] = [
  [
    'an unknown type',
    anAction('SendMessage', {}),
    ['Invalid Action type. Type: SendMessage, Path: Actions[0].Type'],
  ],
  [
    'the documented name of routing criteria',
    anAction('UpdateRoutingCriteria', {}),
    ['Invalid Action type. Type: UpdateRoutingCriteria, Path: Actions[0].Type'],
  ],
  [
    'the documented name of untagging',
    anAction('UnTagContact', { TagKeys: ['a'] }),
    ['Invalid Action type. Type: UnTagContact, Path: Actions[0].Type'],
  ],
  [
    'interrupting an agent',
    anAction('RouteContactToAgent', {}),
    ['Invalid Action type. Type: RouteContactToAgent, Path: Actions[0].Type'],
  ],
  [
    'a missing type',
    { Identifier: 'it', Type: '', Transitions: go('end') },
    ['Invalid Action type. Type: , Path: Actions[0].Type'],
  ],
  [
    'Parameters that are a list',
    {
      Identifier: 'it',
      Type: 'Compare',
      Parameters: [],
      Transitions: choose({ 'Equals 1': 'end' }, 'end', 'NoMatchingCondition'),
    },
    [`${VALUE}Parameters`],
  ],
  [
    'an unknown parameter',
    anAction('UpdateContactAttributes', { Attributes: { a: 'b' }, Foo: 'x' }),
    [`${NAME}Parameters.Foo`],
  ],
  [
    'a queue on the transfer',
    anAction('TransferContactToQueue', { QueueId: 'q' }, go('end', 'QueueAtCapacity', 'NoMatchingError')),
    [`${NAME}Parameters.QueueId`],
  ],
  [
    'the documented time limit of Wait',
    anAction(
      'Wait',
      { TimeoutSeconds: '5' },
      choose({ 'Equals WaitCompleted': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${NAME}Parameters.TimeoutSeconds`, `${MISSING}Parameters.TimeLimitSeconds`],
  ],
  [
    'references in contact data',
    anAction('UpdateContactData', { Name: 'n', References: {} }),
    [`${NAME}Parameters.References`],
  ],
  [
    'a missing function',
    anAction('InvokeLambdaFunction', { InvocationTimeLimitSeconds: '8' }),
    [`${MISSING}Parameters.LambdaFunctionARN`],
  ],
  [
    'more than 8 s for a function',
    anAction('InvokeLambdaFunction', { ...LAMBDA, InvocationTimeLimitSeconds: '9' }),
    [`${VALUE}Parameters.InvocationTimeLimitSeconds`],
  ],
  [
    'a number where a text belongs',
    anAction('InvokeLambdaFunction', { ...LAMBDA, InvocationTimeLimitSeconds: 8 }),
    [`${VALUE}Parameters.InvocationTimeLimitSeconds`],
  ],
  [
    'a dynamic value where it must be static',
    anAction('InvokeLambdaFunction', { ...LAMBDA, InvocationTimeLimitSeconds: '$.Attributes.t' }),
    [`${VALUE}Parameters.InvocationTimeLimitSeconds`],
  ],
  [
    'a response type that does not exist',
    anAction('InvokeLambdaFunction', { ...LAMBDA, ResponseValidation: { ResponseType: 'JSON_OBJECT' } }),
    [`${VALUE}Parameters.ResponseValidation.ResponseType`],
  ],
  [
    'a boolean',
    anAction(
      'GetParticipantInput',
      { Text: 'a', StoreInput: true, InputTimeLimitSeconds: '5' },
      go('end', 'InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'),
    ),
    [`${VALUE}Parameters.StoreInput`],
  ],
  ['an empty attribute', ATTRIBUTES({ a: '' }), ['Empty value in Parameters.Attributes']],
  [
    'an empty text deep inside',
    anAction(
      'ShowView',
      { ViewResource: { Id: 'arn:v:1' }, InvocationTimeLimitSeconds: '5', ViewData: { a: [{ b: '' }] } },
      go('end', 'NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'),
    ),
    [`${VALUE}Parameters.ViewData.a[0].b`],
  ],
  [
    'a path within an id',
    anAction('UpdateContactTargetQueue', { QueueId: 'queue $.Attributes.q' }),
    [`${VALUE}Parameters.QueueId`],
  ],
  [
    'queue and agent',
    anAction('UpdateContactTargetQueue', { QueueId: 'q', AgentId: 'a' }),
    ['Only one of these properties may be defined. Properties: [QueueId, AgentId]'],
  ],
  [
    'neither queue nor agent',
    anAction('UpdateContactTargetQueue', {}),
    ['At least one of [QueueId, AgentId] must be set'],
  ],
  [
    'two prompts',
    anAction('MessageParticipant', { Text: 'a', SSML: '<speak/>' }),
    ['Only one of these properties may be defined. Properties: [Text, SSML]'],
  ],
  [
    'no prompt',
    anAction('MessageParticipant', {}),
    ['At least one of [Text, SSML, PromptId, Media] must be set'],
  ],
  [
    'no bot prompt',
    anAction(
      'ConnectParticipantWithLexBot',
      { LexV2Bot: { AliasArn: 'a' } },
      go('end', 'NoMatchingCondition', 'NoMatchingError'),
    ),
    ['At least one of [Text, SSML, PromptId, Media, LexInitializationData] must be set'],
  ],
  [
    'a bot that is told two ways how to begin',
    anAction(
      'ConnectParticipantWithLexBot',
      { Text: ' ', LexInitializationData: { InitialMessage: 'Hi' }, LexV2Bot: { AliasArn: 'a' } },
      go('end', 'NoMatchingCondition', 'NoMatchingError'),
    ),
    ['Only one of these properties may be defined. Properties: [Text, LexInitializationData]'],
  ],
  [
    'a bot that waits for 10 seconds',
    anAction(
      'ConnectParticipantWithLexBot',
      { Text: ' ', LexTimeoutSeconds: { Text: '10' }, LexV2Bot: { AliasArn: 'a' } },
      go('end', 'InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError'),
    ),
    [`${VALUE}Parameters.LexTimeoutSeconds.Text`],
  ],
  [
    'a bot with branches, and none for the rest',
    anAction(
      'ConnectParticipantWithLexBot',
      { Text: ' ', LexV2Bot: { AliasArn: 'a' } },
      choose({ 'Equals Sales': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${NO_ERROR}NoMatchingCondition, Path: Actions[0]`],
  ],
  [
    'a message that is two',
    anAction('MessageParticipantIteratively', { Messages: [{ Text: 'a', SSML: 'b' }] }),
    ['Only one of these properties may be defined. Properties: [Text, SSML]'],
    'CUSTOMER_QUEUE',
  ],
  [
    'no messages',
    anAction('MessageParticipantIteratively', { Messages: [] }),
    [`${VALUE}Parameters.Messages`],
    'CUSTOMER_QUEUE',
  ],
  [
    'flat flow attributes',
    anAction('UpdateFlowAttributes', { FlowAttributes: { a: 'b' } }),
    [`${VALUE}Parameters.FlowAttributes.a`],
  ],
  [
    'a target contact of another name',
    anAction('UpdateContactAttributes', { Attributes: { a: 'b' }, TargetContact: 'current' }),
    [`${VALUE}Parameters.TargetContact`],
  ],
  [
    'a dynamic priority',
    anAction('UpdateContactRoutingBehavior', { QueuePriority: '$.Attributes.p' }, go('end')),
    [`${VALUE}Parameters.QueuePriority`],
  ],
  [
    'a priority of zero',
    anAction('UpdateContactRoutingBehavior', { QueuePriority: '0' }, go('end')),
    [`${VALUE}Parameters.QueuePriority`],
  ],
  [
    'an error branch of a priority',
    anAction('UpdateContactRoutingBehavior', { QueuePriority: '1' }),
    [`Invalid Action error. Error: NoMatchingError, ${ERROR_PATH}`],
  ],
  [
    'a dynamic expiry',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: {
        Steps: [{ Expression: { AndExpression: [] }, Expiry: { DurationInSeconds: '$.Attributes.s' } }],
      },
    }),
    [`${VALUE}Parameters.RoutingCriteria.Steps[0].Expiry.DurationInSeconds`],
  ],
  [
    'no steps',
    anAction('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: [] } }),
    [`${VALUE}Parameters.RoutingCriteria.Steps`],
  ],
  [
    'an unknown expression',
    anAction('UpdateContactRoutingCriteria', { RoutingCriteria: { Steps: [{ Expression: { Foo: {} } }] } }),
    [`${NAME}Parameters.RoutingCriteria.Steps[0].Expression.Foo`],
  ],
  [
    'eleven preferred agents',
    anAction('UpdateContactRoutingCriteria', {
      RoutingCriteria: {
        Steps: [
          {
            Expression: {
              AttributeCondition: { MatchCriteria: { AgentsCriteria: { AgentIds: Array(11).fill('a') } } },
            },
          },
        ],
      },
    }),
    [
      `${VALUE}Parameters.RoutingCriteria.Steps[0].Expression.AttributeCondition.MatchCriteria.AgentsCriteria.AgentIds`,
    ],
  ],
  [
    'a static callback number',
    anAction(
      'UpdateContactCallbackNumber',
      { CallbackNumber: '+1555' },
      go('end', 'InvalidCallbackNumber', 'CallbackNumberNotDialable'),
    ),
    [`${VALUE}Parameters.CallbackNumber`],
  ],
  [
    'seven tags',
    anAction('TagContact', { Tags: { a: '1', b: '1', c: '1', d: '1', e: '1', f: '1', g: '1' } }),
    ['More than 6 tags in Parameters.Tags'],
  ],
  [
    'a loop of 101',
    anAction(
      'Loop',
      { LoopCount: '101' },
      choose({ 'Equals ContinueLooping': 'end', 'Equals DoneLooping': 'end' }, 'end'),
    ),
    [`${VALUE}Parameters.LoopCount`],
  ],
  [
    'a wait of more than 7 days',
    anAction(
      'Wait',
      { TimeLimitSeconds: '604801' },
      choose({ 'Equals WaitCompleted': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${VALUE}Parameters.TimeLimitSeconds`],
  ],
  [
    'a view without time limit',
    anAction(
      'ShowView',
      { ViewResource: { Id: 'v' }, InvocationTimeLimitSeconds: 'undefined' },
      go('end', 'NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'),
    ),
    [`${VALUE}Parameters.InvocationTimeLimitSeconds`],
  ],
  [
    'an unknown hook',
    anAction('UpdateContactEventHooks', { EventHooks: { Foo: 'f' } }),
    [`${NAME}Parameters.EventHooks.Foo`],
  ],
  [
    'a mail without recipient',
    anAction('StartOutboundEmailContact', { FromEmailAddress: { EmailAddress: 'a@example.com' } }),
    [`${MISSING}Parameters.DestinationEmailAddress`],
  ],
  [
    'a stored input without validation',
    anAction('GetParticipantInput', { Text: 'a', StoreInput: 'True', InputTimeLimitSeconds: '5' }),
    [`${MISSING}Parameters.InputValidation`],
  ],
  [
    'a stored input with a time-out branch',
    anAction(
      'GetParticipantInput',
      {
        Text: 'a',
        StoreInput: 'True',
        InputTimeLimitSeconds: '5',
        InputValidation: { CustomValidation: { MaximumLength: '1' } },
      },
      go('end', 'InputTimeLimitExceeded', 'NoMatchingError'),
    ),
    [`Invalid Action error. Error: InputTimeLimitExceeded, ${ERROR_PATH}`],
  ],
  ['a task without flow', anAction('CreateTask', { Name: 'n' }), [`${MISSING}Parameters.ContactFlowId`]],
  [
    'an onward state that does not exist',
    anAction('UpdatePreviousContactParticipantState', { PreviousContactParticipantState: 'OnHold' }),
    [`${VALUE}Parameters.PreviousContactParticipantState`],
  ],
  [
    'no error branch',
    anAction('UpdateContactAttributes', { Attributes: { a: 'b' } }, go('end')),
    [`${NO_ERROR}NoMatchingError, Path: Actions[0]`],
  ],
  [
    'no error branch of flow attributes',
    anAction('UpdateFlowAttributes', { FlowAttributes: { a: { Value: 'b' } } }, go('end')),
    [`${NO_ERROR}NoMatchingError, Path: Actions[0]`],
  ],
  [
    'no branch for a full queue',
    anAction('TransferContactToQueue', {}),
    [`${NO_ERROR}QueueAtCapacity, Path: Actions[0]`],
  ],
  [
    'a condition branch missing on a metric',
    anAction(
      'CheckMetricData',
      { MetricType: 'NumberOfAgentsAvailable' },
      choose({ 'NumberGreaterThan 0': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${NO_ERROR}NoMatchingCondition, Path: Actions[0]`],
  ],
  [
    'a misspelt error',
    anAction(
      'CreateTask',
      { Name: 'n', ContactFlowId: 'f' },
      {
        NextAction: 'end',
        Errors: [
          { ErrorType: 'Error', NextAction: 'end' },
          { ErrorType: 'NoMatchingError', NextAction: 'end' },
        ],
      },
    ),
    [`Invalid Action error. Error: Error, ${ERROR_PATH}`],
  ],
  [
    'the wrong error of a comparison',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.a' },
      choose({ 'Equals 1': 'end' }, 'end', 'NoMatchingError'),
    ),
    [
      `${NO_ERROR}NoMatchingCondition, Path: Actions[0]`,
      `Invalid Action error. Error: NoMatchingError, ${ERROR_PATH}`,
    ],
  ],
  [
    'no next action',
    anAction(
      'UpdateContactAttributes',
      { Attributes: { a: 'b' } },
      { Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'end' }] },
    ),
    [`${MISSING}Transitions.NextAction`],
  ],
  [
    'no transitions',
    { Identifier: 'it', Type: 'UpdateFlowLoggingBehavior', Parameters: { FlowLoggingBehavior: 'Enabled' } },
    [`${MISSING}Transitions.NextAction`],
  ],
  [
    'transitions of an ending',
    { Identifier: 'it', Type: 'DisconnectParticipant', Parameters: {}, Transitions: go('end') },
    ['Action does not support transitions. Path: Actions[0]'],
  ],
  [
    'conditions where there are none',
    anAction('InvokeLambdaFunction', LAMBDA, choose({ 'Equals 1': 'end' }, 'end', 'NoMatchingError')),
    ['Action does not support conditions. Path: Actions[0]'],
  ],
  [
    'a comparison of nothing',
    anAction('Compare', { ComparisonValue: '$.Attributes.a' }, go('end', 'NoMatchingCondition')),
    [`${MISSING}Transitions.Conditions`],
  ],
  [
    'a comparison of a text',
    anAction(
      'Compare',
      { ComparisonValue: 'gold' },
      choose({ 'Equals gold': 'end' }, 'end', 'NoMatchingCondition'),
    ),
    [`${VALUE}Parameters.ComparisonValue`],
  ],
  [
    'a comparison of a namespace',
    anAction(
      'Compare',
      { ComparisonValue: '$.External' },
      choose({ 'Equals gold': 'end' }, 'end', 'NoMatchingCondition'),
    ),
    [`${VALUE}Parameters.ComparisonValue`],
  ],
  ['a comparison with an empty text', COMPARE({ Equals: 'end' }), ['Invalid branch. Path: 0.Evaluate']],
  [
    'an operator that does not exist',
    COMPARE({ 'Contains a': 'end' }),
    [`${VALUE}Transitions.Conditions[0].Condition.Operator`],
  ],
  [
    'a compound condition',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.a' },
      {
        ...go('end', 'NoMatchingCondition'),
        Conditions: [
          {
            NextAction: 'end',
            Condition: { Operator: 'And', Operands: [{ Operator: 'Equals', Operands: ['1'] }] },
          },
        ],
      },
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operator`],
  ],
  [
    'two operands',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.a' },
      {
        ...go('end', 'NoMatchingCondition'),
        Conditions: [{ NextAction: 'end', Condition: { Operator: 'Equals', Operands: ['1', '2'] } }],
      },
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operands`],
  ],
  [
    'hours without the closed branch',
    anAction('CheckHoursOfOperation', {}, choose({ 'Equals True': 'end' }, 'end', 'NoMatchingError')),
    [`${VALUE}Transitions.Conditions`],
  ],
  [
    'a third result of hours',
    anAction(
      'CheckHoursOfOperation',
      {},
      choose(
        { 'Equals True': 'end', 'Equals False': 'end', 'Equals Override': 'end' },
        'end',
        'NoMatchingError',
      ),
    ),
    [`${VALUE}Transitions.Conditions[2].Condition.Operands`],
  ],
  [
    'hours compared otherwise',
    anAction(
      'CheckHoursOfOperation',
      {},
      choose({ 'TextContains True': 'end', 'Equals False': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operator`],
  ],
  [
    'staffing compared with more than 0',
    anAction(
      'CheckMetricData',
      { MetricType: 'NumberOfAgentsAvailable' },
      choose({ 'NumberGreaterThan 1': 'end' }, 'end', 'NoMatchingError', 'NoMatchingCondition'),
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operands`],
  ],
  [
    'a wait without its result',
    anAction('Wait', { TimeLimitSeconds: '5' }, go('end', 'NoMatchingError')),
    [`${VALUE}Transitions.Conditions`],
  ],
  [
    'a key of two digits',
    anAction(
      'GetParticipantInput',
      { Text: 'a', StoreInput: 'False', InputTimeLimitSeconds: '5' },
      choose(
        { 'Equals 12': 'end' },
        'end',
        'InputTimeLimitExceeded',
        'NoMatchingCondition',
        'NoMatchingError',
      ),
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operands`],
  ],
  [
    'Disconnect in a whisper',
    { ...END, Identifier: 'it' },
    ['Invalid Action type. Type: DisconnectParticipant, Path: Actions[0].Type'],
    'AGENT_WHISPER',
  ],
  [
    'Disconnect in a hold flow',
    { ...END, Identifier: 'it' },
    ['Invalid Action type. Type: DisconnectParticipant, Path: Actions[0].Type'],
    'CUSTOMER_HOLD',
  ],
  [
    'an outgoing call in an inbound flow',
    anAction('CompleteOutboundCall', {}, go('end')),
    ['Invalid Action type. Type: CompleteOutboundCall, Path: Actions[0].Type'],
  ],
  [
    'the end of a module in a flow',
    { Identifier: 'it', Type: 'EndFlowModuleExecution', Parameters: {}, Transitions: {} },
    ['Invalid Action type. Type: EndFlowModuleExecution, Path: Actions[0].Type'],
  ],
  [
    'a failed call in a transfer to an agent',
    anAction(
      'TransferParticipantToThirdParty',
      {
        ThirdPartyPhoneNumber: '+1',
        ThirdPartyConnectionTimeLimitSeconds: '5',
        ContinueFlowExecution: 'True',
      },
      go('end', 'CallFailed', 'NoMatchingError'),
    ),
    [`Invalid Action error. Error: CallFailed, ${ERROR_PATH}`],
    'AGENT_TRANSFER',
  ],
  [
    'a call that comes back without branches for its failure',
    anAction('TransferParticipantToThirdParty', PHONE),
    [`${NO_ERROR}CallFailed, Path: Actions[0]`, `${NO_ERROR}ConnectionTimeLimitExceeded, Path: Actions[0]`],
  ],
  [
    'a call that may ring for an hour',
    anAction(
      'TransferParticipantToThirdParty',
      { ...PHONE, ThirdPartyConnectionTimeLimitSeconds: '3600' },
      go('end', 'CallFailed', 'ConnectionTimeLimitExceeded', 'NoMatchingError'),
    ),
    [`${VALUE}Parameters.ThirdPartyConnectionTimeLimitSeconds`],
  ],
  [
    'an error branch twice',
    anAction('TagContact', { Tags: { a: 'b' } }, go('end', 'NoMatchingError', 'NoMatchingError')),
    ['Invalid Action error. Error: NoMatchingError, Path: Actions[0].Transitions.Errors[1].ErrorType'],
  ],
  [
    'an error branch of logging',
    anAction('UpdateFlowLoggingBehavior', { FlowLoggingBehavior: 'Enabled' }),
    [`Invalid Action error. Error: NoMatchingError, ${ERROR_PATH}`],
  ],
  ['no tag to remove', anAction('UntagContact', { TagKeys: [] }), [`${VALUE}Parameters.TagKeys`]],
  [
    'input that is neither a menu nor stored',
    anAction('GetParticipantInput', { Text: 'a', InputTimeLimitSeconds: '5' }, go('end', ...MENU)),
    [`${MISSING}Parameters.StoreInput`],
  ],
  [
    'a menu that validates',
    anAction(
      'GetParticipantInput',
      { ...STORED, StoreInput: 'False', InputValidation: DIGITS },
      go('end', ...MENU),
    ),
    [`${VALUE}Parameters.InputValidation`],
  ],
  [
    'two validations',
    anAction(
      'GetParticipantInput',
      { ...STORED, InputValidation: { ...DIGITS, ...LOCAL_NUMBER } },
      go('end', 'NoMatchingError', 'InvalidPhoneNumber'),
    ),
    [`${VALUE}Parameters.InputValidation`],
  ],
  [
    'an encrypted phone number',
    anAction(
      'GetParticipantInput',
      { ...STORED, InputValidation: LOCAL_NUMBER, InputEncryption: KEY },
      go('end', 'NoMatchingError', 'InvalidPhoneNumber'),
    ),
    [`${VALUE}Parameters.InputEncryption`],
  ],
  [
    'a local number of no country, and no branch for a wrong one',
    anAction('GetParticipantInput', {
      ...STORED,
      InputValidation: { PhoneNumberValidation: { NumberFormat: 'Local' } },
    }),
    [
      `${MISSING}Parameters.InputValidation.PhoneNumberValidation.CountryCode`,
      `${NO_ERROR}InvalidPhoneNumber, Path: Actions[0]`,
    ],
  ],
  [
    'one switch of voice identification',
    anAction('UpdateContactData', VOICE_ID),
    [`${MISSING}Parameters.IsVoiceAuthenticationEnabled`],
  ],
  [
    'thresholds without their switches, and the other way round',
    anAction('UpdateContactData', {
      ...VOICE_ID,
      IsVoiceAuthenticationEnabled: 'true',
      VoiceAuthenticationThreshold: '50',
      FraudDetectionThreshold: '50',
    }),
    [`${MISSING}Parameters.VoiceAuthenticationResponseTime`, `${VALUE}Parameters.FraudDetectionThreshold`],
  ],
  [
    'a login without the branch of those who opt out',
    anAction(
      'AuthenticateParticipant',
      {
        CognitoConfiguration: { UserPoolArn: 'u', AppClientId: 'c' },
        CustomerProfilesConfiguration: { ObjectTypeName: 'o' },
        TimeLimitMinutes: '3',
      },
      go('end', 'NoMatchingError', 'TimeLimitExceeded'),
    ),
    [`${VALUE}Transitions.Conditions`],
  ],
  [
    'a linked case without the branch for one that is not',
    anAction('UpdateCase', { LinkContactToCase: 'true', CaseId: 'c' }),
    [`${NO_ERROR}ContactNotLinked, Path: Actions[0]`],
  ],
  [
    'that branch where nothing is linked',
    anAction(
      'UpdateCase',
      { LinkContactToCase: 'false', CaseId: 'c' },
      go('end', 'ContactNotLinked', 'NoMatchingError'),
    ),
    [`Invalid Action error. Error: ContactNotLinked, ${ERROR_PATH}`],
  ],
  [
    'a number among the fields of a case',
    anAction('UpdateCase', { LinkContactToCase: 'false', CaseId: 'c', CaseRequestFields: { a: { b: [1] } } }),
    [`${VALUE}Parameters.CaseRequestFields.a.b[0]`],
  ],
  [
    'streaming of an agent, in no direction',
    anAction('UpdateContactMediaStreamingBehavior', {
      ...HEARD,
      Participants: [{ ParticipantType: 'Agent', MediaDirections: [] }],
    }),
    [
      `${VALUE}Parameters.Participants[0].ParticipantType`,
      `${VALUE}Parameters.Participants[0].MediaDirections`,
    ],
  ],
  [
    'analytics in a mode that does not exist',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { VoiceBehavior: { VoiceAnalyticsBehavior: { Enabled: 'Yes', AnalyticsModes: ['Later'] } } },
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
    [
      `${VALUE}Parameters.VoiceBehavior.VoiceAnalyticsBehavior.Enabled`,
      `${VALUE}Parameters.VoiceBehavior.VoiceAnalyticsBehavior.AnalyticsModes[0]`,
    ],
  ],
  [
    'recording of calls and of screens in one block',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      {
        VoiceBehavior: { VoiceRecordingBehavior: { RecordedParticipants: ['Agent'] } },
        ScreenRecordingBehavior: { ScreenRecordedParticipants: ['Agent'] },
      },
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
    [`${VALUE}Parameters`],
  ],
  [
    'no behavior',
    anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      {},
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    ),
    [`${VALUE}Parameters`],
  ],
  [
    'one result of three',
    anAction(
      'CheckVoiceId',
      { CheckVoiceIdOption: 'fraudDetection' },
      choose({ 'Equals HighRisk': 'end' }, 'end', 'NoMatchingError'),
    ),
    [`${VALUE}Transitions.Conditions`],
  ],
  [
    'an empty list of what is redacted',
    anAction(
      'UpdateContactRecordingBehavior',
      {
        RecordingBehavior: { RecordedParticipants: [] },
        AnalyticsBehavior: { AnalyticsRedactionEntities: [], AnalyticsRedactionMaskMode: 'None' },
      },
      { NextAction: 'end' },
    ),
    [
      `${VALUE}Parameters.AnalyticsBehavior.AnalyticsRedactionMaskMode`,
      `${VALUE}Parameters.AnalyticsBehavior.AnalyticsRedactionEntities`,
    ],
  ],
  [
    'a count that is no whole number',
    anAction(
      'Loop',
      { LoopCount: 1.5 },
      choose({ 'Equals ContinueLooping': 'end', 'Equals DoneLooping': 'end' }, 'end'),
    ),
    [`${VALUE}Parameters.LoopCount`],
  ],
  [
    'a queue length compared with a JSON number',
    anAction(
      'CheckMetricData',
      { MetricType: 'NumberOfContactsInQueue' },
      {
        ...go('end', 'NoMatchingError', 'NoMatchingCondition'),
        Conditions: [{ NextAction: 'end', Condition: { Operator: 'NumberGreaterThan', Operands: [5] } }],
      },
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operands`],
  ],
  [
    'a share that is no number',
    anAction(
      'DistributeByPercentage',
      {},
      choose({ 'NumberLessThan half': 'end' }, 'end', 'NoMatchingCondition'),
    ),
    [`${VALUE}Transitions.Conditions[0].Condition.Operands`],
  ],
  [
    'the open branch of the hours twice',
    anAction(
      'CheckHoursOfOperation',
      {},
      {
        ...go('end', 'NoMatchingError'),
        Conditions: ['True', 'False', 'True'].map((result) => ({
          NextAction: 'end',
          Condition: { Operator: 'Equals', Operands: [result] },
        })),
      },
    ),
    [`${VALUE}Transitions.Conditions`],
  ],
  [
    'a comparison of a root that does not exist',
    anAction(
      'Compare',
      { ComparisonValue: '$.Attribute.tier' },
      choose({ 'Equals gold': 'end' }, 'end', 'NoMatchingCondition'),
    ),
    [`${VALUE}Parameters.ComparisonValue`],
  ],
  [
    'prompts in a loop that go on, without error branch',
    anAction('MessageParticipantIteratively', { Messages: [{ Text: 'a' }] }, go('end')),
    [`${NO_ERROR}NoMatchingError, Path: Actions[0]`],
    'CUSTOMER_QUEUE',
  ],
  [
    'prompts in a loop with an error branch, that do not go on',
    anAction(
      'MessageParticipantIteratively',
      { Messages: [{ Text: 'a' }] },
      { Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'end' }] },
    ),
    [`${MISSING}Transitions.NextAction`],
    'CUSTOMER_QUEUE',
  ],
  [
    'the queue of a contact that is in it',
    QUEUE,
    ['Invalid Action type. Type: TransferContactToQueue, Path: Actions[0].Type'],
    'CUSTOMER_QUEUE',
  ],
  [
    'a prompt in a hold flow',
    anAction('MessageParticipant', { Text: 'a' }),
    ['Invalid Action type. Type: MessageParticipant, Path: Actions[0].Type'],
    'AGENT_HOLD',
  ],
  [
    'a view in a whisper',
    anAction(
      'ShowView',
      { ViewResource: { Id: 'v' }, InvocationTimeLimitSeconds: '5' },
      go('end', 'NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'),
    ),
    ['Invalid Action type. Type: ShowView, Path: Actions[0].Type'],
    'AGENT_WHISPER',
  ],
]

describe('lintFlow, on actions', () => {
  it.each(BROKEN)('says what the service says of %s', (_, action, expected, type = 'CONTACT_FLOW') => {
    expect(messages(flowOf(action, type), 'error', type)).toEqual(expected)
  })

  it('names each target that is not there', () => {
    const lost = anAction(
      'Compare',
      { ComparisonValue: '$.Channel' },
      choose({ 'Equals EMAIL': 'b' }, 'a', 'NoMatchingCondition'),
    )
    expect(messages(flowOf(lost), 'error')).toEqual([
      `${VALUE}Transitions.NextAction`,
      `${VALUE}Transitions.Errors[0].NextAction`,
      `${VALUE}Transitions.Conditions[0].NextAction`,
    ])
  })

  it('says where the problem is and what to write instead', () => {
    const [problem] = lintFlow(flowOf(anAction('UnTagContact', { TagKeys: ['a'] })), 'CONTACT_FLOW')
    expect(problem).toEqual({
      message: 'Invalid Action type. Type: UnTagContact, Path: Actions[0].Type',
      path: 'Actions[0].Type',
      action: 'it',
      severity: 'error',
      hint: 'the service knows UntagContact',
    })
  })

  it('says what to write instead of several behaviors', () => {
    const both = anAction(
      'UpdateContactRecordingAndAnalyticsBehavior',
      { ScreenRecordingBehavior: {}, EmailBehavior: {} },
      go('end', 'NoMatchingError', 'ChannelMismatch'),
    )
    const [problem] = lintFlow(flowOf(both), 'CONTACT_FLOW')
    expect(problem?.hint).toBe(
      'exactly one of VoiceBehavior, ChatBehavior, ScreenRecordingBehavior, EmailBehavior',
    )
  })

  it('leaves the vocabulary of campaigns to the service', () => {
    const flow = flowOf(anAction('SendSMS', {}), 'CAMPAIGN')
    expect(messages(flow, 'error', 'CAMPAIGN')).toEqual([])
  })
})

describe('lintFlow, on the document', () => {
  const format = (detail: string) => [`Invalid contact flow format. ${detail}`]

  it.each<[string, string, string[]]>([
    [
      'text that is no JSON',
      '{',
      format("Content is not JSON: Expected property name or '}' in JSON at position 1 (line 1 column 2)"),
    ],
    ['JSON that is no object', '[]', format('Content is not a JSON object')],
    [
      'a document without actions',
      '{"Version":"2019-10-30","StartAction":"a"}',
      format('Actions is missing'),
    ],
    [
      'the old format',
      '{"modules":[],"version":"1"}',
      format('This is the format from before 2019-10-30 ("modules")'),
    ],
    ['another version', aFlow([END], { Version: '2025-06-21' }), format('Version must be "2019-10-30"')],
    ['no start', aFlow([END], { StartAction: '' }), format('StartAction is missing')],
    [
      'a start that is not there',
      aFlow([END], { StartAction: 'x' }),
      format('StartAction names no action: "x"'),
    ],
    ['two actions of one name', aFlow([END, END]), format('Two actions are called "end"')],
    [
      'an action without a name',
      aFlow([END, { ...END, Identifier: '' }]),
      format('An action has no Identifier'),
    ],
    [
      'a name of 51 characters',
      aFlow([{ ...END, Identifier: 'a'.repeat(51) }]),
      format('An Identifier has at most 50 characters'),
    ],
    ['a name with a slash', aFlow([{ ...END, Identifier: 'a/b' }]), format('An Identifier may not hold "/"')],
    [
      'a forbidden name',
      aFlow([{ ...END, Identifier: 'constructor' }]),
      format('An Identifier may not be "constructor"'),
    ],
    ['settings in a flow', aFlow([END], { Settings: {} }), format('Settings is for modules only')],
    [
      'an action that is a text',
      JSON.stringify({ ...JSON.parse(aFlow([END])), Actions: [JSON.parse(aFlow([END])).Actions[0], 'x'] }),
      [...format('An action has no Identifier'), 'Invalid Action. Path: Actions[1]'],
    ],
  ])('refuses %s', (_, content, expected) => {
    expect(messages(content, 'error')).toEqual(expected)
  })

  it('refuses more than 250 actions and more than 256,000 characters', () => {
    const many = Array.from({ length: 251 }, (_, at) => ({ ...END, Identifier: `end ${at}` }))
    expect(messages(aFlow(many), 'error')).toEqual(format('251 Actions are more than 250'))
    const long = aFlow([END], { Metadata: { note: 'x'.repeat(256_000) } })
    expect(messages(long, 'error')).toEqual(format('Content has more than 256000 characters'))
  })

  it('wants settings of a module', () => {
    const module = { Identifier: 'end', Type: 'EndFlowModuleExecution', Parameters: {}, Transitions: {} }
    expect(messages(aFlow([module]), 'error', 'MODULE')).toEqual([
      'JSON field is missing or null for field name: settings',
    ])
  })

  it('does not look at metadata, and takes names with spaces, asterisks and question marks', () => {
    const end = { ...END, Identifier: '***End Call*** – done?' }
    const content = aFlow([end], {
      Metadata: { EntryPointPosition: 1, ActionMetadata: { x: null } },
      _note: '',
    })
    expect(lintFlow(content, 'CONTACT_FLOW')).toEqual([])
  })
})

describe('lintFlow, in advice', () => {
  const lambda = (Identifier: string, next: string): ActionText => ({
    ...anAction('InvokeLambdaFunction', LAMBDA, go(next, 'NoMatchingError')),
    Identifier,
  })
  const email = { ...anAction('LoadContactContent', { ContentType: 'EmailMessage' }), Identifier: 'load' }
  const prompt = { ...anAction('MessageParticipant', { Text: 'Hi' }), Identifier: 'prompt' }

  it('finds an action that no branch leads to', () => {
    expect(messages(aFlow([END, prompt]), 'warning')).toEqual(['No branch leads to this action'])
  })

  it('adds up Lambdas in a row, but not across a block that the customer notices', () => {
    const row = aFlow([lambda('a', 'b'), lambda('b', 'c'), lambda('c', 'end'), END])
    expect(messages(row, 'warning')).toEqual(['Lambdas in a row up to here may take more than 20 s in all'])
    const pause = { ...prompt, Transitions: go('c', 'NoMatchingError') }
    expect(
      messages(aFlow([lambda('a', 'b'), lambda('b', 'prompt'), pause, lambda('c', 'end'), END]), 'warning'),
    ).toEqual([])
  })

  it('finds an error branch that drops a contact which else is queued', () => {
    const set = {
      ...anAction('UpdateContactTargetQueue', { QueueId: 'q' }),
      Transitions: { NextAction: 'it', Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'end' }] },
      Identifier: 'set',
    }
    expect(messages(aFlow([set, QUEUE, END]), 'warning')).toEqual([
      'Error branch NoMatchingError leads nowhere: the contact is dropped',
    ])
    const told = {
      ...set,
      Transitions: { NextAction: 'it', Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'prompt' }] },
    }
    expect(messages(aFlow([told, QUEUE, prompt, END]), 'warning')).toEqual([])
  })

  it('finds an error branch that goes round', () => {
    const again = {
      ...lambda('a', 'end'),
      Transitions: { NextAction: 'end', Errors: [{ ErrorType: 'NoMatchingError', NextAction: 'a' }] },
    }
    expect(messages(aFlow([again, END]), 'warning')).toContain(
      'Error branch NoMatchingError leads back to its own action',
    )
  })

  it('warns of prompts where email comes by, not where it is turned away', () => {
    const said = 'MessageParticipant does not support email: such a contact takes the error branch'
    const straight = { ...email, Transitions: go('prompt', 'NoMatchingError') }
    expect(messages(aFlow([straight, prompt, END]), 'warning')).toEqual([said])
    const channel = {
      ...anAction(
        'Compare',
        { ComparisonValue: '$.Channel' },
        choose({ 'Equals EMAIL': 'load' }, 'prompt', 'NoMatchingCondition'),
      ),
      Identifier: 'which',
    }
    expect(messages(aFlow([channel, email, prompt, END]), 'warning')).toEqual([])
  })

  it('warns of mail from an outbound flow that does not ask for the channel', () => {
    const send = {
      ...anAction('StartOutboundEmailContact', {
        FromEmailAddress: { EmailAddress: 'a@example.com' },
        DestinationEmailAddress: { EmailAddress: '$.CustomerEndpoint.Address' },
      }),
      Identifier: 'send',
    }
    const end = { ...END, Type: 'EndFlowExecution' }
    const said = 'An outbound flow that sends mail runs itself again: compare $.Channel with EMAIL first'
    expect(messages(aFlow([send, end]), 'warning', 'OUTBOUND_WHISPER')).toEqual([said])
    const channel = {
      ...anAction(
        'Compare',
        { ComparisonValue: '$.Channel' },
        choose({ 'Equals EMAIL': 'end' }, 'send', 'NoMatchingCondition'),
      ),
      Identifier: 'which',
    }
    expect(messages(aFlow([channel, send, end]), 'warning', 'OUTBOUND_WHISPER')).toEqual([])
  })

  it('warns of system tags, unknown roots, seconds for milliseconds, and flow types that no page names', () => {
    expect(messages(flowOf(anAction('TagContact', { Tags: { 'aws:a': 'b' } })), 'warning')).toEqual([
      "The tag aws:a is the system's: it cannot be set",
    ])
    expect(messages(flowOf(ATTRIBUTES({ a: 'Dear $.Attribute.name' })), 'warning')).toEqual([
      'Unknown root of JSONPath $.Attribute.name',
    ])
    const oldest = anAction(
      'CheckMetricData',
      { MetricType: 'OldestContactInQueueAgeSeconds' },
      choose({ 'NumberGreaterThan 300': 'end' }, 'end', 'NoMatchingError', 'NoMatchingCondition'),
    )
    expect(messages(flowOf(oldest), 'warning')).toEqual([
      'OldestContactInQueueAgeSeconds is compared in milliseconds',
    ])
    const module = anAction('InvokeFlowModule', { FlowModuleId: 'm' })
    expect(messages(flowOf(module, 'QUEUE_TRANSFER'), 'warning', 'QUEUE_TRANSFER')).toEqual([
      'InvokeFlowModule is documented for CONTACT_FLOW, not for QUEUE_TRANSFER',
    ])
  })

  it('warns of percentages that do not climb and of interrupts without a branch', () => {
    const shares = anAction(
      'DistributeByPercentage',
      {},
      choose({ 'NumberLessThan 50': 'end', 'NumberLessThan 20': 'end' }, 'end', 'NoMatchingCondition'),
    )
    expect(messages(flowOf(shares), 'warning')).toEqual([
      'Percentages must be cumulative, in ascending order, at most 100',
    ])
    const loop = anAction('MessageParticipantIteratively', {
      Messages: [{ Text: 'a' }],
      InterruptFrequencySeconds: '30',
    })
    expect(messages(flowOf(loop, 'CUSTOMER_QUEUE'), 'warning', 'CUSTOMER_QUEUE')).toEqual([
      'An interrupt without a branch for MessagesInterrupted',
    ])
  })
})

describe('lintFlow, on anything', () => {
  test.prop([fc.json()])('never throws on arbitrary JSON', (content) => {
    expect(Array.isArray(lintFlow(content, 'CONTACT_FLOW'))).toBe(true)
  })

  const value = fc.jsonValue({ maxDepth: 3 })
  const names = fc.constantFrom(...ACCEPTED.map(([, { Type }]) => Type))

  /** Known types with known parameter names, and any value in each. */
  const nearly = fc.constantFrom(...ACCEPTED).chain(([, action]) =>
    fc.record({
      Identifier: fc.oneof(fc.constant('it'), value),
      Type: fc.oneof({ weight: 4, arbitrary: fc.constant(action.Type) }, { weight: 1, arbitrary: names }),
      Parameters: fc.oneof(
        value,
        fc.record(Object.fromEntries(Object.keys(action.Parameters ?? {}).map((name) => [name, value]))),
      ),
      Transitions: fc.oneof(
        value,
        fc.record({
          NextAction: value,
          Errors: fc.oneof(
            value,
            fc.array(fc.oneof(value, fc.record({ ErrorType: value, NextAction: value }))),
          ),
          Conditions: fc.oneof(
            value,
            fc.array(
              fc.oneof(
                value,
                fc.record({
                  NextAction: value,
                  Condition: fc.oneof(value, fc.record({ Operator: value, Operands: value })),
                }),
              ),
            ),
          ),
        }),
      ),
    }),
  )

  test.prop([
    fc.array(nearly, { maxLength: 4 }),
    fc.constantFrom<ContentType>('CONTACT_FLOW', 'MODULE', 'AGENT_TRANSFER', 'OUTBOUND_WHISPER'),
  ])('never throws on what is nearly a flow', (actions, type) => {
    const content = JSON.stringify({ Version: '2019-10-30', StartAction: 'it', Actions: actions })
    expect(Array.isArray(lintFlow(content, type))).toBe(true)
  })
})
