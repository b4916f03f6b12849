import {
  any,
  dynamic,
  INBOUND,
  integer,
  json,
  map,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  ONLY_NO_MATCHING_ERROR,
  oneOf,
  QUEUE,
  required,
  statically,
  whole,
} from './shapes.ts'
import type { Family, Finding, Parameters } from './spec.ts'

const HOOKS = [
  'AgentHold',
  'AgentWhisper',
  'CustomerHold',
  'CustomerQueue',
  'CustomerRemaining',
  'CustomerWhisper',
  'DefaultAgentUI',
  'DisconnectAgentUI',
  'PauseContact',
  'ResumeContact',
]

/** Any case: the reference has TRUE, exports have true [X]. */
const voiceIdSwitch = oneOf('TRUE', 'FALSE', 'true', 'false', 'True', 'False')

const CONTACT_DATA = {
  Name: any,
  Description: any,
  LanguageCode: any,
  CustomerId: any,
  WisdomSessionArn: whole,
  IsVoiceIdStreamingEnabled: voiceIdSwitch,
  IsVoiceAuthenticationEnabled: voiceIdSwitch,
  IsFraudDetectionEnabled: voiceIdSwitch,
  VoiceAuthenticationThreshold: dynamic(integer(0, 100)),
  VoiceAuthenticationResponseTime: dynamic(integer(5, 10)),
  FraudDetectionThreshold: dynamic(integer(0, 100)),
  WatchlistId: whole,
}

export const VIEWS_HOOKS_AND_DATA: Family = {
  ShowView: {
    parameters: {
      // Version beside Id is in AWS's published guides of 2023; today it is a qualifier of the ARN [X].
      ViewResource: required({ is: 'object', fields: { Id: required(whole), Version: statically } }),
      InvocationTimeLimitSeconds: required(dynamic(integer(1))),
      ViewData: json,
      SensitiveDataConfiguration: {
        is: 'object',
        fields: { HideResponseOn: required({ is: 'list', of: oneOf('TRANSCRIPT') }) },
      },
    },
    // All three [L].
    errors: {
      required: ['NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'],
      others: 'refused',
    },
    conditions: { kind: 'results' },
    next: 'required',
    documentedIn: [...INBOUND, ...QUEUE],
    facesParticipant: true,
  },
  UpdateContactEventHooks: {
    parameters: {
      EventHooks: required({ is: 'object', fields: Object.fromEntries(HOOKS.map((hook) => [hook, whole])) }),
      // The console writes it and AWS ships it; one live check recorded a refusal.
      EventHooksConfiguration: json,
    },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    check: hookFindings,
  },
  UpdateContactData: {
    parameters: { ...CONTACT_DATA, TargetContact: oneOf('Current', 'Related') },
    atLeastOne: Object.keys(CONTACT_DATA),
    // Documented, and refused [L].
    wrongNames: { References: 'nothing', SegmentAttribute: 'nothing' },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateTask: {
    parameters: {
      Name: required(any),
      ContactFlowId: required(whole),
      Description: any,
      Attributes: map(any),
      References: map({ is: 'object', fields: { Value: required(any), Type: required(statically) } }),
      DelaySeconds: dynamic(integer(1, 518_400)),
      ScheduledTime: any,
      TaskTemplateId: statically,
      SegmentAttributes: json,
    },
    open: true,
    atMostOne: ['DelaySeconds', 'ScheduledTime'],
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateWisdomSession: {
    parameters: { WisdomAssistantArn: required(whole) },
    open: true,
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreatePersistentContactAssociation: {
    parameters: { RehydrationType: required(statically), SourceContactId: required(any) },
    open: true,
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  ResumeContact: {
    parameters: {},
    open: true,
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
}

/** One hook an action is what the page asks; the service was seen to take two, and none, and to refuse none. */
function hookFindings({ EventHooks: hooks }: Parameters): Finding[] {
  if (typeof hooks !== 'object' || hooks === null || Object.keys(hooks).length === 1) return []
  return [{ at: '.EventHooks', message: 'An action sets exactly one event hook', severity: 'warning' }]
}
