import {
  ANY_TEXTS,
  any,
  dynamic,
  errors,
  flag,
  HOLDS,
  INBOUND,
  listOf,
  NO_CONDITIONS,
  NO_ERRORS,
  NO_MATCHING_ERROR,
  object,
  oneOf,
  QUEUE,
  required,
  statically,
  TRANSFERS,
} from './shapes.ts'
import type { ContentType, Family, Fields, Finding, Parameters, Shape } from './spec.ts'

/** Known fields are checked; analytics grow faster than their documentation, so that others are advice. */
function settings(fields: Fields): Shape {
  return { is: 'object', fields, open: ANY_TEXTS }
}

const ENABLED = oneOf('Enabled', 'Disabled')
const SWITCH = settings({ Enabled: flag })
/** What is blotted out, and how. No list of entities stands for all of them; an empty one is refused [D]. */
const MASK_MODE = oneOf('PII', 'EntityType')
const ENTITIES: Shape = { is: 'list', least: 1, of: statically }
/** May be dynamic [D]. "None" is in exports [X]. */
const RESULTS = dynamic(oneOf('None', 'RedactedOnly', 'RedactedAndOriginal'))
const REDACTION = {
  Enabled: flag,
  RedactionResults: RESULTS,
  RedactionMaskMode: MASK_MODE,
  RedactionEntities: ENTITIES,
}
const MODES = listOf(oneOf('PostContact', 'RealTime', 'ContactLens', 'AutomatedInteraction'))
const PARTICIPANTS = listOf(oneOf('Agent', 'Customer'))
const SCREEN = listOf(oneOf('Agent'))

const ANALYTICS = settings({
  Enabled: flag,
  AnalyticsLanguage: any,
  AnalyticsModes: MODES,
  // What exports had before ChannelConfiguration [X].
  AnalyticsMode: oneOf('PostContact', 'RealTime'),
  AnalyticsRedactionBehavior: oneOf('Enabled', 'Disabled', 'Enable', 'Disable'),
  AnalyticsRedactionResults: RESULTS,
  AnalyticsRedactionMaskMode: MASK_MODE,
  AnalyticsRedactionEntities: ENTITIES,
  ChannelConfiguration: settings({
    Chat: settings({ AnalyticsModes: MODES }),
    Voice: settings({ AnalyticsModes: MODES }),
  }),
  SentimentConfiguration: SWITCH,
  SummaryConfiguration: settings({ SummaryModes: listOf(any) }),
  ConversationalAnalyticsRedactionConfiguration: settings(REDACTION),
  InFlightChatRedactionConfiguration: settings({ ...REDACTION, DeliverUnprocessedMessages: flag }),
})

const BEHAVIORS = ['VoiceBehavior', 'ChatBehavior', 'ScreenRecordingBehavior', 'EmailBehavior']

const WHERE_CALLS_ARE: readonly ContentType[] = [...INBOUND, ...TRANSFERS, ...QUEUE, 'OUTBOUND_WHISPER']

export const RECORDING_AND_STREAMING: Family = {
  UpdateContactRecordingBehavior: {
    parameters: {
      RecordingBehavior: required(
        object({
          RecordedParticipants: PARTICIPANTS,
          ScreenRecordedParticipants: SCREEN,
          IVRRecordingBehavior: ENABLED,
        }),
      ),
      AnalyticsBehavior: ANALYTICS,
    },
    // NoMatchingError is refused [L], and no export has it.
    errors: NO_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: WHERE_CALLS_ARE,
  },
  UpdateContactRecordingAndAnalyticsBehavior: {
    parameters: {
      VoiceBehavior: settings({
        VoiceRecordingBehavior: settings({
          RecordedParticipants: PARTICIPANTS,
          IVRRecordingBehavior: ENABLED,
        }),
        VoiceAnalyticsBehavior: ANALYTICS,
      }),
      ChatBehavior: settings({ ChatAnalyticsBehavior: ANALYTICS }),
      ScreenRecordingBehavior: settings({ ScreenRecordedParticipants: SCREEN }),
      EmailBehavior: settings({ EmailAnalyticsBehavior: ANALYTICS }),
    },
    errors: ({ ChatBehavior }) =>
      ChatBehavior
        ? errors('NoMatchingError', 'ChannelMismatch', 'InFlightRedactionConfigurationFailed')
        : errors('NoMatchingError', 'ChannelMismatch'),
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: WHERE_CALLS_ARE,
    check: behaviorFindings,
  },
  UpdateContactMediaStreamingBehavior: {
    // Every export has all three, whether it starts or stops [X].
    parameters: {
      MediaStreamingState: required(ENABLED),
      MediaStreamType: required(oneOf('Audio')),
      Participants: required({
        is: 'list',
        least: 1,
        of: object({
          ParticipantType: required(oneOf('Customer')),
          MediaDirections: required({ is: 'list', least: 1, of: oneOf('To', 'From') }),
        }),
      }),
    },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    refusedIn: HOLDS,
    notForEmail: true,
  },
}

/** One block sets one behavior; of none or several the service says no more than where it is [L]. */
function behaviorFindings(parameters: Parameters): Finding[] {
  const present = BEHAVIORS.filter((name) => parameters[name] !== undefined)
  return present.length === 1 ? [] : [{ at: '', hint: `exactly one of ${BEHAVIORS.join(', ')}` }]
}
