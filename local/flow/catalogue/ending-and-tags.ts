import {
  any,
  CALLER_ID,
  dynamic,
  HOLDS,
  integer,
  json,
  map,
  NO_CONDITIONS,
  NO_ERRORS,
  NO_MATCHING_ERROR,
  oneOf,
  required,
  statically,
  texts,
  WHISPERS,
} from './shapes.ts'
import type { ActionSpec, Family, Finding, Parameters } from './spec.ts'
import { FLOW_TYPES } from './spec.ts'

const MOST_TAGS = 6

const TERMINAL: Pick<ActionSpec, 'errors' | 'conditions' | 'next'> = {
  errors: NO_ERRORS,
  conditions: NO_CONDITIONS,
  next: 'none',
}

export const ENDING_AND_TAGS: Family = {
  DisconnectParticipant: { parameters: {}, ...TERMINAL, refusedIn: [...WHISPERS, ...HOLDS] },
  // Developer guide: whisper and queue flows only. Today's administrator guide: all flows, and in an inbound flow the
  // same as Disconnect; a published inbound flow has it [X].
  EndFlowExecution: { parameters: {}, ...TERMINAL },
  EndFlowModuleExecution: {
    parameters: { Result: any, ResultData: json },
    ...TERMINAL,
    refusedIn: FLOW_TYPES,
  },
  TagContact: {
    parameters: { Tags: required(map(any)) },
    // The reference says "None"; the service wants it [L].
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    check: tagFindings,
  },
  // "UnTagContact" in the reference is refused [L].
  UntagContact: {
    parameters: { TagKeys: required({ is: 'list', least: 1, of: statically }) },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateFlowLoggingBehavior: {
    parameters: { FlowLoggingBehavior: required(oneOf('Enabled', 'Disabled')) },
    wrongNames: { LoggingBehavior: 'FlowLoggingBehavior' },
    errors: NO_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  StartVoiceIdStream: {
    parameters: {},
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    refusedIn: HOLDS,
    notForEmail: true,
  },
  CompleteOutboundCall: {
    parameters: {
      CallerId: CALLER_ID,
      VoiceConnector: texts,
      ConnectionTimeLimitSeconds: dynamic(integer(1, 600)),
    },
    errors: NO_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: ['OUTBOUND_WHISPER'],
    notForEmail: true,
  },
}

function tagFindings({ Tags }: Parameters): Finding[] {
  if (typeof Tags !== 'object' || Tags === null) return []
  const keys = Object.keys(Tags)
  const many =
    keys.length > MOST_TAGS
      ? [{ at: '.Tags', message: `More than ${MOST_TAGS} tags in Parameters.Tags` }]
      : []
  const system = keys.filter((key) => key.startsWith('aws:'))
  return [...many, ...system.map(systemTag)]
}

/** A system tag cannot be changed [D]; the flow that tries is published all the same [L]. */
function systemTag(key: string): Finding {
  return {
    at: `.Tags.${key}`,
    message: `The tag ${key} is the system's: it cannot be set`,
    severity: 'warning',
  }
}
