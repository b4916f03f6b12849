import { CHECKS_AND_WAITS } from './checks-and-waits.ts'
import { EMAIL } from './email.ts'
import { ENDING_AND_TAGS } from './ending-and-tags.ts'
import { LAMBDA_AND_ATTRIBUTES } from './lambda-and-attributes.ts'
import { MODULES_CASES_AND_PROFILES } from './modules-cases-and-profiles.ts'
import { PROMPTS_AND_INPUT } from './prompts-and-input.ts'
import { QUEUES_AND_ROUTING } from './queues-and-routing.ts'
import { RECORDING_AND_STREAMING } from './recording-and-streaming.ts'
import type { ActionSpec } from './spec.ts'
import { VIEWS_HOOKS_AND_DATA } from './views-hooks-and-data.ts'

/** Every action type that the service is known to take. */
export const ACTIONS: ReadonlyMap<string, ActionSpec> = new Map(
  [
    LAMBDA_AND_ATTRIBUTES,
    QUEUES_AND_ROUTING,
    EMAIL,
    PROMPTS_AND_INPUT,
    CHECKS_AND_WAITS,
    VIEWS_HOOKS_AND_DATA,
    ENDING_AND_TAGS,
    RECORDING_AND_STREAMING,
    MODULES_CASES_AND_PROFILES,
  ].flatMap((family) => Object.entries(family)),
)

/** Types that people write and the service refuses [L], or that only old documents have, and what to write instead. */
export const WRONG_TYPES: ReadonlyMap<string, string> = new Map([
  ['UpdateRoutingCriteria', 'UpdateContactRoutingCriteria'],
  ['UpdateContactRoutingData', 'UpdateContactRoutingCriteria'],
  ['UnTagContact', 'UntagContact'],
  ['SendMessage', 'CreateContact and StartOutboundEmailContact'],
  ['TransferToAgent', 'UpdateContactTargetQueue and TransferContactToQueue'],
  ['TransferToQueue', 'TransferContactToQueue'],
  ['TransferToPhoneNumber', 'TransferParticipantToThirdParty'],
  ['TransferToThirdParty', 'TransferParticipantToThirdParty'],
  ['CheckStaffing', 'CheckMetricData'],
  ['CheckQueueStatus', 'CheckMetricData'],
  ['GetQueueMetrics', 'GetMetricData'],
  ['CheckAttribute', 'Compare'],
  ['CheckContactAttributes', 'Compare'],
  ['CheckCondition', 'Compare'],
  ['CheckSegmentMembership', 'CheckSegmentMembershipForCustomerProfile'],
  ['Distribute', 'DistributeByPercentage'],
  ['InvokeExternalResource', 'InvokeLambdaFunction'],
  ['InvokeLambda', 'InvokeLambdaFunction'],
  ['InvokeAWSLambdaFunction', 'InvokeLambdaFunction'],
  ['StartMediaStreaming', 'UpdateContactMediaStreamingBehavior'],
  ['StopMediaStreaming', 'UpdateContactMediaStreamingBehavior'],
  ['ReturnFromFlowModule', 'EndFlowModuleExecution'],
  ['SetLoggingBehavior', 'UpdateFlowLoggingBehavior'],
  ['SetAttributes', 'UpdateContactAttributes'],
  ['SetContactAttributes', 'UpdateContactAttributes'],
  ['SetContactData', 'UpdateContactData'],
  ['SetEventHook', 'UpdateContactEventHooks'],
  ['SetWorkingQueue', 'UpdateContactTargetQueue'],
  ['SetCallbackNumber', 'UpdateContactCallbackNumber'],
  ['SetRecordingBehavior', 'UpdateContactRecordingBehavior'],
  ['SetVoice', 'UpdateContactTextToSpeechVoice'],
  ['UpdateContactTextToSpeechManner', 'UpdateContactTextToSpeechVoice'],
  ['PlayPrompt', 'MessageParticipant'],
  ['LoopPrompts', 'MessageParticipantIteratively'],
  ['GetUserInput', 'GetParticipantInput'],
  ['GetCustomerInput', 'GetParticipantInput'],
  ['StoreCustomerInput', 'GetParticipantInput with StoreInput "True"'],
  ['StoreUserInput', 'GetParticipantInput with StoreInput "True"'],
  ['Disconnect', 'DisconnectParticipant'],
  ['EndFlow', 'EndFlowExecution'],
])
