import { textOf } from '../document.ts'
import {
  ANY_TEXTS,
  any,
  dynamic,
  errors,
  flag,
  HOLDS,
  INBOUND,
  integer,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  NUMBER_OPERATORS,
  oneOf,
  path,
  QUEUE,
  required,
  statically,
  TRANSFERS,
  WHISPERS,
  whole,
} from './shapes.ts'
import type { ConditionRule, Family, Parameters, Shape } from './spec.ts'

/** What Compare can do: the eight of the reference, and KeyExists, which the service takes all the same [L]. */
const COMPARISONS = [
  'Equals',
  'TextStartsWith',
  'TextEndsWith',
  'TextContains',
  ...NUMBER_OPERATORS,
  'KeyExists',
]

const AGENT_METRICS = ['NumberOfAgentsAvailable', 'NumberOfAgentsStaffed', 'NumberOfAgentsOnline']
const QUEUE_METRICS = ['OldestContactInQueueAgeSeconds', 'NumberOfContactsInQueue']
const MEMBER: Shape = {
  is: 'object',
  fields: { ProfileId: required(any), SegmentName: required(any) },
  open: ANY_TEXTS,
}
const WAIT_EVENTS = ['CustomerReturned', 'BotParticipantDisconnected']

const VOICE_ID_RESULTS: Readonly<Record<string, readonly string[]>> = {
  enrollmentStatus: ['Enrolled', 'NotEnrolled', 'OptedOut'],
  voiceAuthentication: ['Authenticated', 'NotAuthenticated', 'Inconclusive', 'NotEnrolled', 'OptedOut'],
  fraudDetection: ['HighRisk', 'LowRisk', 'Inconclusive'],
}

export const CHECKS_AND_WAITS: Family = {
  Compare: {
    parameters: { ComparisonValue: required(path) },
    // NoMatchingError is refused [L].
    errors: errors('NoMatchingCondition'),
    conditions: { kind: 'comparisons', operators: COMPARISONS, atLeast: 1 },
    next: 'required',
  },
  CheckHoursOfOperation: {
    parameters: { HoursOfOperationId: whole },
    // Override branches are in the console's documentation only; the wire refuses them [L].
    wrongNames: { CheckOverride: 'nothing' },
    errors: NO_MATCHING_ERROR,
    conditions: { kind: 'results', all: ['True', 'False'], some: ['True', 'False'] },
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  CheckMetricData: {
    parameters: {
      MetricType: required(oneOf(...AGENT_METRICS, ...QUEUE_METRICS)),
      QueueId: whole,
      AgentId: whole,
    },
    atMostOne: ['QueueId', 'AgentId'],
    wrongNames: { Queue: 'QueueId' },
    // Both for every metric, whatever the reference says of NoMatchingCondition [L].
    errors: errors('NoMatchingError', 'NoMatchingCondition'),
    conditions: metricConditions,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  GetMetricData: {
    // The reference knows Voice and Chat only; an export asks for Email [X].
    parameters: {
      QueueId: whole,
      AgentId: whole,
      QueueChannel: dynamic(oneOf('Voice', 'Chat', 'Task', 'Email')),
    },
    atMostOne: ['QueueId', 'AgentId'],
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  Wait: {
    parameters: {
      // The reference's TimeoutSeconds is refused [L].
      TimeLimitSeconds: required(dynamic(integer(1, 604_800))),
      Events: { is: 'list', of: oneOf(...WAIT_EVENTS) },
      // Undocumented, with MinimumWaitTimeSeconds [L].
      ContinueExecution: flag,
      MinimumWaitTimeSeconds: dynamic(integer(0)),
    },
    wrongNames: { TimeoutSeconds: 'TimeLimitSeconds' },
    errors: ({ Events }) => ({
      required: ['NoMatchingError'],
      allowed:
        Array.isArray(Events) && Events.includes('BotParticipantDisconnected') ? ['ParticipantNotFound'] : [],
    }),
    conditions: waitConditions,
    next: 'required',
    refusedIn: [...HOLDS, ...WHISPERS],
    documentedIn: [...INBOUND, ...QUEUE],
    facesParticipant: true,
  },
  Loop: {
    // A JSON number is taken as well [L].
    parameters: {
      LoopCount: required({ ...dynamic(integer(0, 100)), numberToo: true }),
      LoopName: statically,
    },
    // "None" in the reference; some console exports have it, some not [X].
    errors: { required: [], allowed: ['NoMatchingError'] },
    conditions: {
      kind: 'results',
      all: ['ContinueLooping', 'DoneLooping'],
      some: ['ContinueLooping', 'DoneLooping'],
    },
    next: 'required',
  },
  DistributeByPercentage: {
    parameters: {},
    errors: errors('NoMatchingCondition'),
    // JSON numbers are taken as well [L].
    conditions: {
      kind: 'comparisons',
      operators: ['NumberLessThan'],
      atLeast: 1,
      numeric: true,
      numberToo: true,
    },
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE, 'OUTBOUND_WHISPER'],
  },
  CheckOutboundCallStatus: {
    parameters: {},
    errors: NO_MATCHING_ERROR,
    conditions: {
      kind: 'results',
      some: ['CallAnswered', 'VoicemailBeep', 'VoicemailNoBeep', 'NotDetected'],
    },
    next: 'required',
    notForEmail: true,
  },
  // Voice ID ended on 2026-05-20; flows that still have it are imported all the same.
  CheckVoiceId: {
    parameters: { CheckVoiceIdOption: required(oneOf(...Object.keys(VOICE_ID_RESULTS))) },
    errors: NO_MATCHING_ERROR,
    conditions: voiceIdConditions,
    next: 'required',
    refusedIn: HOLDS,
    notForEmail: true,
  },
  // CheckSegmentMembership, the documented name, is refused [L]; this one is from a console export [X].
  CheckSegmentMembershipForCustomerProfile: {
    parameters: { ProfileRequestData: required(MEMBER) },
    errors: NO_MATCHING_ERROR,
    conditions: { kind: 'results', some: ['True', 'False'] },
    next: 'required',
  },
}

function metricConditions({ MetricType }: Parameters): ConditionRule {
  if (AGENT_METRICS.includes(textOf(MetricType))) {
    return { kind: 'comparisons', operators: ['NumberGreaterThan'], atLeast: 1, operand: '0' }
  }
  return { kind: 'comparisons', operators: ['Equals', ...NUMBER_OPERATORS], atLeast: 1, numeric: true }
}

/** The reference has display names with spaces; the wire has none, and wants a branch for each [L for one option, X]. */
function voiceIdConditions({ CheckVoiceIdOption }: Parameters): ConditionRule {
  const results = VOICE_ID_RESULTS[textOf(CheckVoiceIdOption)] ?? []
  return { kind: 'results', all: results, some: results }
}

function waitConditions({ ContinueExecution, Events }: Parameters): ConditionRule {
  if (textOf(ContinueExecution).toLowerCase() === 'true') {
    const both = ['Continue', 'WaitCompleted']
    return { kind: 'results', all: both, some: both }
  }
  const events = Array.isArray(Events) ? Events.map(textOf) : []
  const results = ['WaitCompleted', ...events]
  return { kind: 'results', all: results, some: results }
}
