import {
  ANY_TEXTS,
  any,
  errors,
  flag,
  integer,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  oneOf,
  required,
  statically,
  texts,
  whole,
} from './shapes.ts'
import type { ErrorRule, Family, Shape } from './spec.ts'

const ADDRESS: Shape = { is: 'object', fields: { EmailAddress: required(any), DisplayName: any } }
const ENDPOINT: Shape = { is: 'object', fields: { Address: required(any), Type: required(statically) } }
const TEMPLATE_ERRORS: ErrorRule = { required: ['NoMatchingError'], allowed: ['TemplateRenderingError'] }

/** The blocks of "Send message" (a chain of two or three actions) and what else is for messages. */
export const EMAIL: Family = {
  RenderMessageTemplate: {
    parameters: { WisdomKnowledgeBaseArn: required(whole), WisdomMessageTemplateArn: required(whole) },
    wrongNames: { Template: 'WisdomMessageTemplateArn', AttributeMap: 'nothing' },
    // Both [L].
    errors: errors('NoMatchingError', 'TemplateRenderingError'),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  CreateContact: {
    // "Link to contact" is RelatedContact [I]; what the block writes when it is off, no export shows.
    parameters: { Channel: required(statically), RelatedContact: oneOf('CURRENT') },
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
        open: ANY_TEXTS,
        fields: { MessageSourceType: required(oneOf('RAW', 'TEMPLATE')), RawMessage: texts },
      },
      AdditionalRecipients: texts,
    },
    errors: TEMPLATE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  StartOutboundChatContact: {
    parameters: {
      SourceEndpoint: required(ENDPOINT),
      DestinationEndpoint: required(ENDPOINT),
      ContactFlowArn: required(whole),
      ContactSubtype: statically,
      InitialSystemMessage: { is: 'object', fields: { Content: required(any) } },
      RelatedContact: oneOf('CURRENT'),
    },
    errors: TEMPLATE_ERRORS,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  LoadContactContent: {
    // Documented as required; the service takes the action without [L].
    parameters: { ContentType: oneOf('EmailMessage') },
    errors: NO_MATCHING_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  // Undocumented; the child of a recording and analytics block with EmailBehavior [X].
  StartExistingMessageProcessing: {
    parameters: { ProcessingTimeoutSeconds: integer(1) },
    errors: errors('NoMatchingError', 'TimeLimitExceeded'),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  UpdateContactMediaProcessing: {
    // ChatProcessorSettings reads as optional, the service wants it [L].
    parameters: {
      ChatProcessor: required({
        is: 'object',
        fields: {
          ProcessingEnabled: flag,
          LambdaProcessorARN: whole,
          ChatProcessorSettings: required({ is: 'object', fields: { DeliverUnprocessedMessages: flag } }),
        },
      }),
    },
    errors: errors('NoMatchingError', 'ChannelMismatch'),
    conditions: NO_CONDITIONS,
    next: 'required',
  },
}
