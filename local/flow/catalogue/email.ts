import {
  any,
  integer,
  json,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  ONLY_NO_MATCHING_ERROR,
  oneOf,
  required,
  statically,
  whole,
} from './shapes.ts'
import type { ErrorRule, Family, Shape } from './spec.ts'

const ADDRESS: Shape = { is: 'object', fields: { EmailAddress: required(any), DisplayName: any } }
const TEMPLATE_ERRORS: ErrorRule = {
  required: ['NoMatchingError'],
  allowed: ['TemplateRenderingError'],
  others: 'unknown',
}

/** The blocks of "Send message" (a chain of two or three actions) and what else is for messages. */
export const EMAIL: Family = {
  RenderMessageTemplate: {
    parameters: { WisdomKnowledgeBaseArn: required(whole), WisdomMessageTemplateArn: required(whole) },
    open: true,
    wrongNames: { Template: 'WisdomMessageTemplateArn', AttributeMap: 'nothing' },
    // Both [L].
    errors: { required: ['NoMatchingError', 'TemplateRenderingError'], others: 'unknown' },
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateContact: {
    // "Link to contact" is RelatedContact [I]; what the block writes when it is off, no export shows.
    parameters: { Channel: required(statically), RelatedContact: oneOf('CURRENT') },
    open: true,
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  StartOutboundEmailContact: {
    parameters: {
      // Both addresses are wanted [L].
      FromEmailAddress: required(ADDRESS),
      DestinationEmailAddress: required(ADDRESS),
      // Where subject and body go in "Use text" mode, no export shows: RawMessage is the API's name for it [I].
      EmailMessage: {
        is: 'object',
        open: true,
        fields: { MessageSourceType: oneOf('RAW', 'TEMPLATE'), RawMessage: json },
      },
    },
    open: true,
    errors: TEMPLATE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  StartOutboundChatContact: {
    parameters: {
      SourceEndpoint: required(json),
      DestinationEndpoint: required(json),
      ContactFlowArn: required(whole),
      ContactSubtype: statically,
      InitialSystemMessage: json,
      RelatedContact: statically,
    },
    open: true,
    errors: TEMPLATE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  LoadContactContent: {
    parameters: { ContentType: required(statically) },
    errors: ONLY_NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  // Undocumented; the child of a recording and analytics block with EmailBehavior [X].
  StartExistingMessageProcessing: {
    parameters: { ProcessingTimeoutSeconds: integer(1) },
    open: true,
    errors: { required: ['NoMatchingError'], allowed: ['TimeLimitExceeded'], others: 'unknown' },
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateContactMediaProcessing: {
    // ChatProcessorSettings reads as optional, the service wants it [L].
    parameters: {
      ChatProcessor: required({
        is: 'object',
        open: true,
        fields: {
          ProcessingEnabled: statically,
          LambdaProcessorARN: whole,
          ChatProcessorSettings: required(json),
        },
      }),
    },
    open: true,
    errors: { required: ['NoMatchingError', 'ChannelMismatch'], others: 'unknown' },
    conditions: NO_CONDITIONS,
    next: 'required',
  },
}
