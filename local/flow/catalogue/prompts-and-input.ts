import {
  any,
  dynamic,
  errors,
  flag,
  HOLDS,
  INBOUND,
  integer,
  json,
  MEDIA,
  map,
  NO_CONDITIONS,
  NO_MATCHING_ERROR,
  object,
  oneOf,
  PROMPT,
  QUEUE,
  required,
  statically,
  TRANSFERS,
  WHISPERS,
  whole,
} from './shapes.ts'
import { type ErrorRule, type Family, type Finding, missingParameter, type Parameters } from './spec.ts'

const PROMPTS = ['Text', 'SSML', 'PromptId', 'Media']
const OPTIONAL_ERROR: ErrorRule = { required: [], allowed: ['NoMatchingError'] }

export const PROMPTS_AND_INPUT: Family = {
  MessageParticipant: {
    parameters: { ...PROMPT, SkipWhenDTMFBufferEnabled: flag },
    exactlyOne: PROMPTS,
    // Imports without an error branch [L]; 59 messages of the default and sample flows have none [X].
    errors: OPTIONAL_ERROR,
    conditions: NO_CONDITIONS,
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...WHISPERS, ...QUEUE],
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
    // Exports have NextAction and the error branch, or neither, as the default hold flows [X].
    errors: (_, { hasNext }) => (hasNext ? NO_MATCHING_ERROR : OPTIONAL_ERROR),
    conditions: { kind: 'results', some: ['MessagesInterrupted'] },
    next: 'withErrors',
    onlyIn: [...QUEUE, ...HOLDS],
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
          CustomValidation: {
            is: 'object',
            fields: { MaximumLength: required(dynamic(integer(1, 604_800))) },
          },
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
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE, 'OUTBOUND_WHISPER'],
    facesParticipant: true,
    notForEmail: true,
    check: inputFindings,
  },
  ConnectParticipantWithLexBot: {
    parameters: {
      ...PROMPT,
      LexV2Bot: { is: 'object', fields: { AliasArn: required(any) } },
      LexBot: {
        is: 'object',
        fields: { Name: required(any), Region: required(any), Alias: required(any) },
      },
      LexSessionAttributes: map(any),
      LexInitializationData: { is: 'object', fields: { InitialMessage: required(any) } },
      // A minute to seven days; 10 seconds are refused [L].
      LexTimeoutSeconds: { is: 'object', fields: { Text: required(dynamic(integer(60, 604_800))) } },
      SkipWhenDTMFBufferEnabled: flag,
    },
    exactlyOne: ['LexV2Bot', 'LexBot'],
    // The service's own texts count LexInitializationData among the prompts, of which there is one [L].
    atLeastOne: [...PROMPTS, 'LexInitializationData'],
    atMostOne: [...PROMPTS, 'LexInitializationData'],
    // A bot without branches was deployed without NoMatchingCondition, each with branches has it [X].
    errors: (_, { hasConditions }) =>
      hasConditions
        ? { required: ['NoMatchingError', 'NoMatchingCondition'], allowed: ['InputTimeLimitExceeded'] }
        : { required: ['NoMatchingError'], allowed: ['NoMatchingCondition', 'InputTimeLimitExceeded'] },
    conditions: { kind: 'results' },
    next: 'required',
    onlyIn: [...INBOUND, ...TRANSFERS, ...QUEUE, 'OUTBOUND_WHISPER'],
    facesParticipant: true,
  },
  // Exported in 2026-09 and imported again unchanged, with JSON booleans and numbers in it [X, L].
  ConnectParticipantWithAgenticCX: {
    parameters: {
      AgentConfiguration: required(json),
      SpeechRecognitionConfiguration: json,
      AudioFillerConfiguration: json,
    },
    open: json,
    errors: errors('NoMatchingError', 'NoMatchingCondition', 'InputTimeLimitExceeded'),
    conditions: { kind: 'results', some: ['Escalation'] },
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
    // All three, and the branch for those who opted out [L].
    parameters: {
      CognitoConfiguration: required(object({ UserPoolArn: required(whole), AppClientId: required(whole) })),
      CustomerProfilesConfiguration: required(object({ ObjectTypeName: required(any) })),
      TimeLimitMinutes: required(dynamic(integer(3, 15))),
    },
    errors: errors('NoMatchingError', 'TimeLimitExceeded'),
    conditions: { kind: 'results', all: ['OptedOut'], some: ['OptedOut'] },
    next: 'required',
    onlyIn: INBOUND,
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
  if (isMenu(parameters)) return errors('InputTimeLimitExceeded', 'NoMatchingCondition', 'NoMatchingError')
  // A stored input must not have InputTimeLimitExceeded, although the reference lists it [L].
  const validation: any = parameters.InputValidation
  return validation?.PhoneNumberValidation
    ? errors('NoMatchingError', 'InvalidPhoneNumber')
    : NO_MATCHING_ERROR
}

function inputFindings(parameters: Parameters): Finding[] {
  if (isBufferSwitch(parameters)) return []
  const missing = ['StoreInput', 'InputTimeLimitSeconds'].filter((name) => parameters[name] === undefined)
  const prompt = PROMPTS.every((name) => parameters[name] === undefined)
    ? [{ at: '', message: `At least one of [${PROMPTS.join(', ')}] must be set` }]
    : []
  const rest = isStore(parameters) ? storeFindings(parameters) : menuFindings(parameters)
  return [...missing.map(missingParameter), ...rest, ...prompt]
}

/** A menu stores nothing that could be validated or encrypted [L]. */
function menuFindings(parameters: Parameters): Finding[] {
  return ['InputValidation', 'InputEncryption']
    .filter((name) => parameters[name] !== undefined)
    .map((name) => ({ at: `.${name}` }))
}

/** One kind of validation; only what CustomValidation takes can be encrypted [L]. */
function storeFindings({ InputValidation: validation, InputEncryption: encryption }: any): Finding[] {
  if (validation === undefined) return [missingParameter('InputValidation')]
  const kinds = ['PhoneNumberValidation', 'CustomValidation'].filter(
    (name) => validation?.[name] !== undefined,
  )
  const findings: Finding[] = kinds.length === 1 ? [] : [{ at: '.InputValidation' }]
  if (encryption !== undefined && !validation?.CustomValidation) findings.push({ at: '.InputEncryption' })
  const phone = validation?.PhoneNumberValidation
  if (phone?.NumberFormat === 'Local' && phone.CountryCode === undefined)
    findings.push(missingParameter('InputValidation.PhoneNumberValidation.CountryCode'))
  return findings
}
