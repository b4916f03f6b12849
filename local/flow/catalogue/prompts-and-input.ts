import {
  any,
  dynamic,
  flag,
  HOLDS,
  INBOUND,
  integer,
  json,
  MEDIA,
  map,
  NO_CONDITIONS,
  oneOf,
  PROMPT,
  QUEUE,
  required,
  statically,
  TRANSFERS,
  WHISPERS,
  whole,
} from './shapes.ts'
import type { ErrorRule, Family, Finding, Parameters } from './spec.ts'

const PROMPTS = ['Text', 'SSML', 'PromptId', 'Media']
const OPTIONAL_ERROR: ErrorRule = { required: [], allowed: ['NoMatchingError'], others: 'refused' }
const LEX_ERRORS: ErrorRule = {
  required: ['NoMatchingError', 'NoMatchingCondition'],
  allowed: ['InputTimeLimitExceeded'],
  others: 'refused',
}

export const PROMPTS_AND_INPUT: Family = {
  MessageParticipant: {
    parameters: { ...PROMPT, SkipWhenDTMFBufferEnabled: flag },
    exactlyOne: PROMPTS,
    // Imports without an error branch [L]; 59 messages of the default and sample flows have none [X].
    errors: OPTIONAL_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...WHISPERS, ...QUEUE],
    facesParticipant: true,
    notForEmail: true,
  },
  MessageParticipantIteratively: {
    parameters: {
      Messages: required({
        is: 'list',
        least: 1,
        of: { is: 'object', fields: { PromptId: whole, Text: any, SSML: any, Media: MEDIA } },
      }),
      InterruptFrequencySeconds: dynamic(integer(1)),
      ContinueMessagingDuringInterrupt: flag,
    },
    errors: OPTIONAL_ERROR,
    conditions: { kind: 'results', some: ['MessagesInterrupted'] },
    // The default hold flows have neither NextAction nor Errors [X].
    next: 'optional',
    documentedIn: [...QUEUE, ...HOLDS],
    facesParticipant: true,
    notForEmail: true,
    check: ({ Messages }) => (Array.isArray(Messages) ? Messages.flatMap(messageFindings) : []),
  },
  GetParticipantInput: {
    parameters: {
      ...PROMPT,
      InputTimeLimitSeconds: integer(1),
      StoreInput: flag,
      InputValidation: {
        is: 'object',
        fields: {
          PhoneNumberValidation: {
            is: 'object',
            fields: { NumberFormat: required(oneOf('Local', 'E164')), CountryCode: statically },
          },
          CustomValidation: { is: 'object', fields: { MaximumLength: required(dynamic(integer(1))) } },
        },
      },
      InputEncryption: { is: 'object', fields: { EncryptionKeyId: required(any), Key: required(any) } },
      DTMFConfiguration: {
        is: 'object',
        fields: {
          InputTerminationSequence: any,
          DisableCancelKey: flag,
          InterdigitTimeLimitSeconds: dynamic(integer(1, 20)),
        },
      },
      EnableDTMFBuffer: flag,
      SkipWhenDTMFBufferEnabled: flag,
    },
    atMostOne: PROMPTS,
    errors: inputErrors,
    // A menu is decided by one key; a stored input has no result to decide on [D].
    conditions: (parameters) =>
      isMenu(parameters) ? { kind: 'results', some: [...'0123456789*#'] } : NO_CONDITIONS,
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    facesParticipant: true,
    notForEmail: true,
    check: inputFindings,
  },
  ConnectParticipantWithLexBot: {
    parameters: {
      ...PROMPT,
      LexV2Bot: { is: 'object', open: true, fields: { AliasArn: required(any) } },
      LexBot: {
        is: 'object',
        fields: { Name: required(any), Region: required(any), Alias: required(any) },
      },
      LexSessionAttributes: map(any),
      LexInitializationData: { is: 'object', fields: { InitialMessage: required(any) } },
      LexTimeoutSeconds: { is: 'object', fields: { Text: required(any) } },
    },
    open: true,
    exactlyOne: ['LexV2Bot', 'LexBot'],
    // The service's own text counts LexInitializationData among the prompts [L].
    atLeastOne: [...PROMPTS, 'LexInitializationData'],
    errors: LEX_ERRORS,
    conditions: { kind: 'results' },
    next: 'required',
    documentedIn: [...INBOUND, ...TRANSFERS, ...QUEUE],
    facesParticipant: true,
  },
  // Exported in 2026-09 and imported again unchanged, with JSON booleans and numbers in it [X, L].
  ConnectParticipantWithAgenticCX: {
    parameters: {
      AgentConfiguration: required(json),
      SpeechRecognitionConfiguration: json,
      AudioFillerConfiguration: json,
    },
    open: true,
    errors: { required: [], allowed: LEX_ERRORS.required, others: 'unknown' },
    conditions: { kind: 'unknown' },
    next: 'required',
    facesParticipant: true,
  },
  UpdateContactTextToSpeechVoice: {
    // The service checks neither engine nor style: it takes an invented engine as well [L].
    parameters: {
      TextToSpeechVoice: required(any),
      TextToSpeechEngine: any,
      TextToSpeechStyle: any,
      // Voices of other providers than Polly [X].
      ExternalCredentialSecretARN: any,
    },
    open: true,
    // No LanguageCode [L].
    wrongNames: {
      LanguageCode: 'UpdateContactData',
      VoiceId: 'TextToSpeechVoice',
      Engine: 'TextToSpeechEngine',
    },
    // "Must always be defined", yet accepted without [L].
    errors: OPTIONAL_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
  },
  AuthenticateParticipant: {
    parameters: {
      CognitoConfiguration: required(json),
      CustomerProfilesConfiguration: json,
      TimeLimitMinutes: dynamic(integer(1)),
    },
    open: true,
    errors: { required: ['NoMatchingError', 'TimeLimitExceeded'], others: 'unknown' },
    conditions: { kind: 'results', some: ['OptedOut'] },
    next: 'required',
    documentedIn: INBOUND,
    facesParticipant: true,
    notForEmail: true,
  },
}

function messageFindings(message: any, index: number): Finding[] {
  const present = PROMPTS.filter((name) => message?.[name] !== undefined)
  if (present.length === 1) return []
  const message_ =
    present.length === 0
      ? `At least one of [${PROMPTS.join(', ')}] must be set`
      : `Only one of these properties may be defined. Properties: [${present.join(', ')}]`
  return [{ at: `.Messages[${index}]`, message: message_ }]
}

/** Three forms, told apart by StoreInput and EnableDTMFBuffer: a menu, a stored input, a buffer switch. */
function isStore({ StoreInput }: Parameters): boolean {
  return typeof StoreInput === 'string' && StoreInput.toLowerCase() === 'true'
}

function isBufferSwitch({ EnableDTMFBuffer }: Parameters): boolean {
  return EnableDTMFBuffer !== undefined
}

function isMenu(parameters: Parameters): boolean {
  return !isStore(parameters) && !isBufferSwitch(parameters)
}

function inputErrors(parameters: Parameters): ErrorRule {
  if (isMenu(parameters)) {
    const required = ['InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError']
    return { required, others: 'refused' }
  }
  // A stored input must not have InputTimeLimitExceeded, although the reference lists it [L].
  const validation: any = parameters.InputValidation
  const allowed = validation?.PhoneNumberValidation ? ['InvalidPhoneNumber'] : []
  return { required: ['NoMatchingError'], allowed, others: 'refused' }
}

function inputFindings(parameters: Parameters): Finding[] {
  if (isBufferSwitch(parameters)) return []
  const missing: Finding[] = []
  const lacks = (name: string) =>
    missing.push({
      at: `.${name}`,
      message: `Action is missing required property. Path: @.${name}`,
    })
  if (parameters.InputTimeLimitSeconds === undefined) lacks('InputTimeLimitSeconds')
  if (isStore(parameters) && parameters.InputValidation === undefined) lacks('InputValidation')
  if (PROMPTS.every((name) => parameters[name] === undefined)) {
    missing.push({ at: '', message: `At least one of [${PROMPTS.join(', ')}] must be set` })
  }
  return missing
}
