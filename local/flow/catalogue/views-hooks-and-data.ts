import { textOf } from '../document.ts'
import {
  any,
  dynamic,
  errors,
  flag,
  HOLDS,
  INBOUND,
  integer,
  json,
  map,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  oneOf,
  QUEUE,
  required,
  statically,
  WHISPERS,
  whole,
} from './shapes.ts'
import { type Family, type Finding, missingParameter, type Parameters } from './spec.ts'

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
    errors: errors('NoMatchingCondition', 'NoMatchingError', 'TimeLimitExceeded'),
    conditions: { kind: 'results' },
    next: 'required',
    refusedIn: [...HOLDS, ...WHISPERS],
    documentedIn: [...INBOUND, ...QUEUE],
    facesParticipant: true,
  },
  UpdateContactEventHooks: {
    parameters: {
      EventHooks: required({ is: 'object', fields: Object.fromEntries(HOOKS.map((hook) => [hook, whole])) }),
      // The console writes it and AWS ships it; one live check recorded a refusal.
      EventHooksConfiguration: map({ is: 'object', fields: { DisableExecution: flag } }),
    },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    check: hookFindings,
  },
  UpdateContactData: {
    parameters: { ...CONTACT_DATA, TargetContact: oneOf('Current', 'Related') },
    atLeastOne: Object.keys(CONTACT_DATA),
    // Documented, and refused [L].
    wrongNames: { References: 'nothing', SegmentAttribute: 'nothing' },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    check: voiceIdFindings,
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
    atMostOne: ['DelaySeconds', 'ScheduledTime'],
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateWisdomSession: {
    parameters: { WisdomAssistantArn: required(whole) },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreatePersistentContactAssociation: {
    parameters: { RehydrationType: required(statically), SourceContactId: required(any) },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  ResumeContact: {
    parameters: {},
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

const VOICE_ID_SWITCHES = [
  'IsVoiceIdStreamingEnabled',
  'IsVoiceAuthenticationEnabled',
  'IsFraudDetectionEnabled',
]
/** Which settings go with which switch. */
const VOICE_ID_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  IsVoiceAuthenticationEnabled: ['VoiceAuthenticationThreshold', 'VoiceAuthenticationResponseTime'],
  IsFraudDetectionEnabled: ['FraudDetectionThreshold'],
}

/** The three switches come together, and a threshold exactly where its switch is on [L]. */
function voiceIdFindings(parameters: Parameters): Finding[] {
  if (VOICE_ID_SWITCHES.every((name) => parameters[name] === undefined)) return []
  const missing = VOICE_ID_SWITCHES.filter((name) => parameters[name] === undefined).map(missingParameter)
  const settings = Object.entries(VOICE_ID_SETTINGS).flatMap(([name, belonging]) => {
    const isOn = textOf(parameters[name]).toLowerCase() === 'true'
    return belonging
      .filter((setting) => (parameters[setting] !== undefined) !== isOn)
      .map((setting) => (isOn ? missingParameter(setting) : { at: `.${setting}` }))
  })
  return [...missing, ...settings]
}
