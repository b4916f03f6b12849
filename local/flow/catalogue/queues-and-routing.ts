import { criteriaFindings, ROUTING_CRITERIA } from './routing-criteria.ts'
import {
  any,
  dynamic,
  INBOUND,
  integer,
  json,
  NO_CONDITIONS,
  NO_ERRORS,
  ONLY_NO_MATCHING_ERROR,
  oneOf,
  path,
  QUEUE,
  required,
  TRANSFERS,
  whole,
} from './shapes.ts'
import type { ErrorRule, Family } from './spec.ts'

const QUEUE_OR_AGENT = { QueueId: whole, AgentId: whole }
/** CreateContactFlow wants both [L]. */
const QUEUE_ERRORS: ErrorRule = { required: ['QueueAtCapacity', 'NoMatchingError'], others: 'refused' }

export const QUEUES_AND_ROUTING: Family = {
  UpdateContactTargetQueue: {
    parameters: QUEUE_OR_AGENT,
    exactlyOne: ['QueueId', 'AgentId'],
    wrongNames: { Queue: 'QueueId' },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS],
  },
  TransferContactToQueue: {
    // The queue comes from UpdateContactTargetQueue; QueueId here is refused [L].
    parameters: {},
    wrongNames: { QueueId: 'UpdateContactTargetQueue', Queue: 'UpdateContactTargetQueue' },
    errors: QUEUE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS],
  },
  TransferContactToAgent: {
    parameters: {},
    errors: NO_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'none',
    documentedIn: TRANSFERS,
    notForEmail: true,
  },
  DequeueContactAndTransferToQueue: {
    parameters: QUEUE_OR_AGENT,
    // Neither: the page allows it without saying where the contact goes [D].
    atMostOne: ['QueueId', 'AgentId'],
    errors: QUEUE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: QUEUE,
  },
  UpdateContactRoutingBehavior: {
    parameters: {
      QueuePriority: integer(1),
      QueueTimeAdjustmentSeconds: integer(-Number.MAX_SAFE_INTEGER),
      RoutingProficiencies: json,
    },
    exactlyOne: ['QueuePriority', 'QueueTimeAdjustmentSeconds', 'RoutingProficiencies'],
    // No error branch but in the legacy form with proficiencies, which needs one [L].
    errors: ({ RoutingProficiencies }) => (RoutingProficiencies ? ONLY_NO_MATCHING_ERROR : NO_ERRORS),
    conditions: NO_CONDITIONS,
    next: 'required',
    // The developer guide says inbound only, the console palette has it in these as well.
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  // The developer guide's page is called UpdateRoutingCriteria; that type is refused [L].
  UpdateContactRoutingCriteria: {
    parameters: { RoutingCriteria: required(ROUTING_CRITERIA) },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    check: ({ RoutingCriteria }) => criteriaFindings(RoutingCriteria),
  },
  UpdateContactCallbackNumber: {
    parameters: { CallbackNumber: required(path) },
    // These two and no other, not even NoMatchingError [L].
    errors: { required: ['InvalidCallbackNumber', 'CallbackNumberNotDialable'], others: 'refused' },
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  CreateCallbackContact: {
    parameters: {
      ...QUEUE_OR_AGENT,
      InitialCallDelaySeconds: required(dynamic(integer(1, 259_200))),
      RetryDelaySeconds: required(dynamic(integer(1, 259_200))),
      MaximumConnectionAttempts: required(dynamic(integer(1))),
      ContactFlowId: whole,
      CallerId: json,
    },
    open: true,
    atMostOne: ['QueueId', 'AgentId'],
    errors: { required: ['NoMatchingError'], others: 'unknown' },
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
  },
  TransferToFlow: {
    parameters: { ContactFlowId: required(whole) },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS],
  },
  TransferParticipantToThirdParty: {
    parameters: {
      ThirdPartyPhoneNumber: required(any),
      // The reference calls it ThirdPartyConnectionTimeoutSeconds, and optional: neither is true [L].
      ThirdPartyConnectionTimeLimitSeconds: required(dynamic(integer(1))),
      ContinueFlowExecution: required(oneOf('True', 'False')),
      ThirdPartyDTMFDigits: any,
      CallerId: json,
    },
    open: true,
    wrongNames: {
      ThirdPartyConnectionTimeoutSeconds: 'ThirdPartyConnectionTimeLimitSeconds',
      ThirdPartyCallerId: 'CallerId',
    },
    // A handed-over call has no branch left to take: the two are refused with ContinueFlowExecution "False" [L].
    errors: ({ ContinueFlowExecution }) => ({
      required: ['NoMatchingError'],
      allowed: ContinueFlowExecution === 'False' ? [] : ['CallFailed', 'ConnectionTimeLimitExceeded'],
      others: 'refused',
    }),
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    notForEmail: true,
  },
  UpdatePreviousContactParticipantState: {
    // There is no plain OnHold [L].
    parameters: {
      PreviousContactParticipantState: required(oneOf('AgentOnHold', 'CustomerOnHold', 'OffHold')),
    },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS],
    notForEmail: true,
  },
}
