import { criteriaFindings, ROUTING_CRITERIA } from './routing-criteria.ts'
import {
  ANY_TEXTS,
  any,
  CALLER_ID,
  dynamic,
  errors,
  INBOUND,
  integer,
  json,
  NO_CONDITIONS,
  NO_ERRORS,
  NO_MATCHING_ERROR,
  oneOf,
  path,
  QUEUE,
  required,
  TRANSFERS,
  texts,
  whole,
} from './shapes.ts'
import type { ErrorRule, Family } from './spec.ts'

const QUEUE_OR_AGENT = { QueueId: whole, AgentId: whole }
/** CreateContactFlow wants both [L]. */
const QUEUE_ERRORS: ErrorRule = errors('QueueAtCapacity', 'NoMatchingError')

export const QUEUES_AND_ROUTING: Family = {
  UpdateContactTargetQueue: {
    parameters: QUEUE_OR_AGENT,
    exactlyOne: ['QueueId', 'AgentId'],
    wrongNames: { Queue: 'QueueId' },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS],
  },
  TransferContactToQueue: {
    // The queue comes from UpdateContactTargetQueue; QueueId here is refused [L].
    parameters: {},
    wrongNames: { QueueId: 'UpdateContactTargetQueue', Queue: 'UpdateContactTargetQueue' },
    errors: QUEUE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS],
  },
  TransferContactToAgent: {
    parameters: {},
    errors: NO_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'none',
    onlyIn: TRANSFERS,
    notForEmail: true,
  },
  DequeueContactAndTransferToQueue: {
    parameters: QUEUE_OR_AGENT,
    // Neither: the page allows it without saying where the contact goes [D].
    atMostOne: ['QueueId', 'AgentId'],
    errors: QUEUE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: QUEUE,
  },
  UpdateContactRoutingBehavior: {
    parameters: {
      QueuePriority: integer(1),
      QueueTimeAdjustmentSeconds: integer(-Number.MAX_SAFE_INTEGER),
      RoutingProficiencies: json,
    },
    exactlyOne: ['QueuePriority', 'QueueTimeAdjustmentSeconds', 'RoutingProficiencies'],
    // No error branch but in the legacy form with proficiencies, which needs one [L].
    errors: ({ RoutingProficiencies }) => (RoutingProficiencies ? NO_MATCHING_ERROR : NO_ERRORS),
    conditions: NO_CONDITIONS,
    next: 'required',
    // The developer guide says inbound only, the console palette has it in these as well.
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  // The developer guide's page is called UpdateRoutingCriteria; that type is refused [L].
  UpdateContactRoutingCriteria: {
    parameters: { RoutingCriteria: required(ROUTING_CRITERIA) },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    check: ({ RoutingCriteria }) => criteriaFindings(RoutingCriteria),
  },
  UpdateContactCallbackNumber: {
    parameters: { CallbackNumber: required(path) },
    // These two and no other, not even NoMatchingError [L].
    errors: errors('InvalidCallbackNumber', 'CallbackNumberNotDialable'),
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  CreateCallbackContact: {
    parameters: {
      ...QUEUE_OR_AGENT,
      InitialCallDelaySeconds: required(dynamic(integer(1, 259_200))),
      RetryDelaySeconds: required(dynamic(integer(1, 259_200))),
      MaximumConnectionAttempts: required(dynamic(integer(1))),
      ContactFlowId: whole,
      // A number, as text or one JSONPath [D]; a structure in the other actions that have it, so neither is refused.
      CallerId: ANY_TEXTS,
      // Undocumented [X].
      CallbackMode: oneOf('AgentFirst', 'CustomerFirst'),
    },
    atMostOne: ['QueueId', 'AgentId'],
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  TransferToFlow: {
    parameters: { ContactFlowId: required(whole) },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS],
  },
  TransferParticipantToThirdParty: {
    parameters: {
      ThirdPartyPhoneNumber: required(any),
      // The reference calls it ThirdPartyConnectionTimeoutSeconds, and optional: neither is true [L].
      ThirdPartyConnectionTimeLimitSeconds: required(dynamic(integer(0, 600))),
      ContinueFlowExecution: required(oneOf('True', 'False')),
      ThirdPartyDTMFDigits: any,
      CallerId: CALLER_ID,
      VoiceConnector: texts,
    },
    wrongNames: {
      ThirdPartyConnectionTimeoutSeconds: 'ThirdPartyConnectionTimeLimitSeconds',
      ThirdPartyCallerId: 'CallerId',
    },
    // A handed-over call has no branch left to take: the two are refused with ContinueFlowExecution "False", and in a
    // transfer to an agent [L].
    errors: ({ ContinueFlowExecution }, { type }) =>
      ContinueFlowExecution === 'False' || type === 'AGENT_TRANSFER'
        ? NO_MATCHING_ERROR
        : errors('NoMatchingError', 'CallFailed', 'ConnectionTimeLimitExceeded'),
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    notForEmail: true,
  },
  UpdatePreviousContactParticipantState: {
    // There is no plain OnHold [L].
    parameters: {
      PreviousContactParticipantState: required(oneOf('AgentOnHold', 'CustomerOnHold', 'OffHold')),
    },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, 'OUTBOUND_WHISPER'],
    notForEmail: true,
  },
}
