import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import * as z from 'zod'

import { DEFAULT_DISPOSITIONS, NO_RESPONSE } from '../lambdas/domain/disposition.ts'
import { firstOverlap, minuteOfDay, WEEKDAYS } from './opening-hours.ts'

/**
 * What an operator may set, with every default. Each message says what is allowed, in words that complete
 * "<field>: got <value>; …"; rules that concern several fields at once are in configuration-rules.ts.
 */

const INSTANCE_ARN =
  /^arn:(aws[a-z-]*):connect:([a-z]{2}[a-z-]*-\d):(\d{12}):instance\/([0-9a-zA-Z-]{1,100})$/
const QUEUE_ARN =
  /^(arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-zA-Z-]{1,100})\/queue\/[0-9a-zA-Z-]+$/
const HOURS_ARN =
  /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-zA-Z-]+\/operating-hours\/[0-9a-zA-Z-]+$/
const EMAIL_ADDRESS_ARN =
  /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-zA-Z-]+\/email-address\/[0-9a-zA-Z-]+$/
const KNOWLEDGE_BASE_ARN = /^arn:aws[a-z-]*:wisdom:[a-z0-9-]+:\d{12}:knowledge-base\/[0-9a-f-]{36}$/
const AGENT_ARN = /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-zA-Z-]+\/agent\/[0-9a-zA-Z-]+$/
const PROMPT_ARN = /^arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance\/[0-9a-zA-Z-]+\/prompt\/[0-9a-zA-Z-]+$/
const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/
const STREAM_ARN = /^arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\d{12}:stream\/[a-zA-Z0-9_.-]{1,128}$/
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[a-zA-Z0-9-]+$/
const RETENTIONS = Object.values(RetentionDays).filter((days) => typeof days === 'number' && days < 9999)

/** An object that has these fields and no others. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `remove it or correct its name, known here: ${known}`
        : `write an object with ${known}`,
  })
}

function text(pattern: RegExp, error: string) {
  return z.string({ error }).regex(pattern, { error })
}

function numberFrom(least: number, most: number, error: string) {
  return z.number({ error }).min(least, { error }).max(most, { error })
}

/** White space and what has no width at all (Unicode, "Format") cannot be seen. */
const VISIBLE = /[^\s\p{Cf}]/u

const oneLine = (most: number) => {
  const error = `write 1 to ${most} characters without a line break`
  return z
    .string({ error })
    .regex(new RegExp(`^[^\\p{Cc}\\u2028\\u2029]{1,${most}}$`, 'u'), { error, abort: true })
    .regex(VISIBLE, { error: 'write something that can be seen' })
}

const time = text(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time as HH:MM, from 00:00 to 24:00')

const interval = z
  .tuple([time, time], { error: 'write a pair of times, such as ["09:00", "17:00"]' })
  .refine(isForward, {
    error: 'the first time must be before the second; hours over midnight belong to two days',
  })

const day = z
  .array(interval, { error: 'write a list of pairs of times, such as [["09:00", "17:00"]]' })
  .superRefine((intervals, context) => {
    const overlap = firstOverlap(intervals.filter(isForward))
    if (!overlap) return
    const [one, other] = overlap.map((pair) => pair.join('–'))
    context.addIssue({ code: 'custom', message: `${one} and ${other} overlap; join or shorten them` })
  })

const week = fields(
  Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, day.optional()])) as WeekShape,
).refine((days) => Object.values(days).some((intervals) => intervals !== undefined && intervals.length > 0), {
  error: 'at least one day needs opening hours',
})
type WeekShape = Record<(typeof WEEKDAYS)[number], z.ZodOptional<typeof day>>

const timeZone = z.string({ error: 'write an IANA time zone, such as "Europe/Berlin"' }).refine(isTimeZone, {
  error: 'write an IANA time zone in its own spelling, such as "Europe/Berlin" or "UTC"',
})

/** One word, or an object whose own fields say what is wrong with it. `fix`: for what is neither. */
function either<Word extends z.ZodType, Whole extends z.ZodType>(word: Word, whole: Whole, fix: string) {
  return z.union([word, whole], {
    error: ({ input }) => (typeof input === 'object' && input !== null ? undefined : fix),
  })
}

const openingTimes = fields({ timeZone, openingHours: week })

const clock = either(
  z.literal('wall'),
  openingTimes,
  'write "wall" or an object with timeZone and openingHours',
)

const hours = z
  .number({ error: 'write hours as a number, such as 16' })
  .refine((given) => Math.round(given * 3600) >= 60, {
    error: 'a hold lasts at least 1 minute, which is 0.0167',
  })
  .max(335, { error: 'a hold lasts at most 335 hours, since Connect ends an email contact after 14 days' })

const wording = fields({
  subject: oneLine(998).optional(),
  text: z
    .string({ error: 'write the text of the acknowledgement' })
    .refine((given) => given.trim() !== '', { error: 'write the text of the acknowledgement' })
    .max(5000, { error: 'a text has at most 5,000 characters' }),
  html: z
    .string({ error: 'write HTML or leave it out' })
    .refine((given) => given.trim() !== '', { error: 'write HTML or leave it out' })
    .max(100_000, { error: 'HTML has at most 100,000 characters' })
    .optional(),
  fallback: fields({ name: oneLine(60).optional(), subject: oneLine(250).optional() }).optional(),
})

const LANGUAGE = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/
const language = text(LANGUAGE, 'write a language tag, such as "en" or "pt-BR"')

const queue = fields({
  arn: text(
    QUEUE_ARN,
    'write the ARN of a queue, arn:aws:connect:<region>:<account>:instance/<id>/queue/<id>',
  ).optional(),
  create: fields({
    name: oneLine(127),
    hoursOfOperationArn: text(
      HOURS_ARN,
      'write the ARN of hours of operation, arn:aws:connect:<region>:<account>:instance/<id>/operating-hours/<id>',
    ).optional(),
  }).optional(),
}).refine(({ arn, create }) => (arn === undefined) !== (create === undefined), {
  error: 'give either the arn of a queue that exists or create with its name',
})

const automaticMail = either(
  z.enum(['queue', 'end']),
  fields({ queue }),
  'write "queue", "end" or an object with the queue that it goes to',
)

const SES_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?$/

const inspectMail = either(
  z.literal(false),
  fields({
    receiptRuleSet: text(
      SES_NAME,
      'write the name of the active receipt rule set, such as "AmazonConnectEnabledRuleSet-DO-NOT-DELETE"',
    ),
    after: text(
      SES_NAME,
      'write the name of a receipt rule before that of Connect, or leave it out',
    ).optional(),
  }),
  'write false or an object with receiptRuleSet, the name of the active receipt rule set, such as "AmazonConnectEnabledRuleSet-DO-NOT-DELETE"',
)

const waitingHours = z
  .number({ error: 'write hours as a number, such as 24' })
  .min(1, { error: 'a customer may wait at least 1 hour' })
  .max(335, {
    error: 'a customer may wait at most 335 hours, since Connect ends an email contact after 14 days',
  })

const address = z
  .email({ error: 'write an email address, such as support@example.com' })
  .max(255, { error: 'an address has at most 255 characters' })

const inbox = fields({
  address,
  displayName: oneLine(256),
  emailAddressArn: text(
    EMAIL_ADDRESS_ARN,
    'write the ARN of an email address, arn:aws:connect:<region>:<account>:instance/<id>/email-address/<id>',
  ).optional(),
  queue,
  automaticMail: automaticMail.default('queue'),
  hold: fields({ hours: hours.default(16), clock: clock.default('wall') }).prefault({}),
  followUp: fields({ afterHours: waitingHours.optional(), supervisorQueue: queue.optional() }).prefault({}),
  language: language.default('en'),
  wording: z.record(language, wording, { error: 'write an object with an entry for each language' }),
})

const wholeMinutes = (least: number, most: number) =>
  numberFrom(least, most, `write whole minutes from ${least} to ${most}`).int({
    error: 'write whole minutes',
  })

const agentStream = z.union(
  [
    z.literal('on-demand'),
    fields({
      shards: numberFrom(1, 100, 'write whole shards from 1 to 100').int({ error: 'write whole shards' }),
    }),
    fields({
      arn: text(STREAM_ARN, 'write the ARN of a stream, arn:aws:kinesis:<region>:<account>:stream/<name>'),
      keyArn: text(
        KEY_ARN,
        'write the ARN of the key that the stream is encrypted with, arn:aws:kms:<region>:<account>:key/<id>',
      ).optional(),
    }),
  ],
  { error: 'write "on-demand", an object with shards, or an object with the arn of a stream that is there' },
)

const presence = fields({
  stream: agentStream.default({ shards: 1 }),
  staleMinutes: wholeMinutes(1, 1440).default(15),
  statuses: z
    .record(
      oneLine(127),
      z.enum(['routable', 'custom', 'offline'], { error: 'write "routable", "custom" or "offline"' }),
      { error: 'write an object with a type for each name of a status' },
    )
    .default({}),
  stuckUnavailable: z
    .enum(['notify', 'set-back', 'off'], { error: 'write "notify", "set-back" or "off"' })
    .default('notify'),
  stuckMinutes: wholeMinutes(1, 60).default(5),
})

const instance = fields({
  arn: text(
    INSTANCE_ARN,
    'write the ARN of an instance, arn:aws:connect:<region>:<account>:instance/<id>',
  ).optional(),
  create: fields({
    alias: text(
      /^(?!d-)(?=.{1,45}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
      'write 1 to 45 lower-case letters, digits and single hyphens, not beginning with d-',
    ),
  }).optional(),
}).refine(({ arn, create }) => (arn === undefined) !== (create === undefined), {
  error: 'give either the arn of an instance that exists or create with its alias',
})

const LONGEST_DISPOSITION = 100

/** Values of a predefined attribute (admin guide, "Create predefined attributes"): Connect keeps the prefixes for itself. */
const disposition = z
  .string({ error: 'write the name of a disposition' })
  .refine((name) => !/[\p{Cc}\u2028\u2029]/u.test(name) && name.trim() === name && name !== '', {
    error: 'write a name without line breaks, and without space around it',
  })
  .max(LONGEST_DISPOSITION, { error: `a name has at most ${LONGEST_DISPOSITION} characters` })
  .refine((name) => !/^(?:aws|connect):/i.test(name), {
    error: 'a name cannot begin with aws: or connect:, which are kept for Connect',
  })
  .refine((name) => !name.startsWith('$'), {
    error: 'a name cannot begin with $, which a view would look up',
  })

const dispositions = fields({
  reopenDays: numberFrom(0, 90, 'write days from 0 to 90; Connect keeps no thread for longer').default(90),
  guide: z.boolean({ error: 'write true or false' }).default(true),
  values: z
    .array(disposition, { error: 'write a list of names' })
    .min(1, { error: 'at least one disposition is needed' })
    .max(500, { error: 'a predefined attribute has at most 500 values' })
    .default([...DEFAULT_DISPOSITIONS])
    .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, {
      error: 'two names differ in case at most; remove one',
    }),
  remindAgent: z.boolean({ error: 'write true or false' }).default(true),
  graceMinutes: numberFrom(1, 1440, 'write whole minutes from 1 to 1440')
    .int({ error: 'write whole minutes' })
    .default(10),
})

const followUp = either(
  z.literal(false),
  fields({ afterHours: waitingHours.default(24), everyMinutes: wholeMinutes(15, 480).default(60) }),
  'write false or an object with afterHours and everyMinutes',
)

/** API_SendMessage of the Participant API. */
const LONGEST_MESSAGE = 1024

/** What a flow says, as it stands. `missing`: the fix where there is none. */
function saidByFlow(longest: number, missing: string, what: string) {
  return z
    .string({ error: missing })
    .refine((given) => given.trim() !== '', { error: missing })
    .max(longest, { error: `a ${what} has at most ${longest.toLocaleString('en')} characters` })
    .refine((given) => !given.includes('$.'), {
      error: `a ${what.split(' ').at(-1)} cannot hold "$.", which a flow would look up`,
    })
}

const chatMessage = saidByFlow(LONGEST_MESSAGE, 'write a message', 'chat message')

/** What customers read in another language than that of `messages`. */
const chatWording = fields({
  messages: z
    .array(chatMessage, { error: 'write a list of three messages' })
    .length(3, { error: 'write three messages' }),
  closingMessage: chatMessage,
})

const nudges = either(
  z.literal(false),
  fields({
    languages: z
      .record(
        text(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/, 'write a language tag in lower case, such as "de"'),
        chatWording,
      )
      .default({}),
    agentFirstSeconds: numberFrom(10, 600, 'write whole seconds from 10 to 600')
      .int({ error: 'write whole seconds' })
      .default(30),
  }),
  'write false or an object, {} for the messages of the chat',
)

/** An origin as browsers write it (RFC 6454, section 6.2), without a path. */
const origin = text(/^https:\/\/[a-z0-9.*-]+(?::\d+)?$/, 'write an origin, such as "https://www.example.com"')

const attachments = either(
  z.literal(false),
  fields({
    origins: z
      .array(origin, { error: 'write a list of the origins that show the chat' })
      .min(1, { error: 'name at least one origin that shows the chat' }),
    keepDays: numberFrom(1, 3650, 'write a number of days from 1 to 3650')
      .int({ error: 'write whole days' })
      .default(365),
  }),
  'write false or an object with the origins that show the chat',
)

const chat = either(
  z.literal(false),
  fields({
    inbox: z.email({ error: 'write the address of the inbox whose queue takes chats as well' }).optional(),
    atOnce: numberFrom(1, 10, 'write a whole number of chats from 1 to 10')
      .int({ error: 'write a whole number of chats' })
      .default(3),
    greeting: chatMessage.default('Welcome. Somebody will be with you soon.'),
    idleMinutes: wholeMinutes(2, 480).default(2),
    messages: z
      .array(chatMessage, { error: 'write a list of three messages' })
      .length(3, { error: 'write three messages' })
      .default([
        'Hello, are you there?',
        'We have not heard from you. Do you still need help?',
        'We will close this chat soon unless you write to us.',
      ]),
    spacingMinutes: wholeMinutes(1, 60).default(2),
    closingMessage: chatMessage.default(
      'We close this chat because we have not heard from you. If you are still there, please write to us now.',
    ),
    returnSeconds: numberFrom(10, 600, 'write whole seconds from 10 to 600')
      .int({ error: 'write whole seconds' })
      .default(60),
    disposition: disposition.default(NO_RESPONSE),
    nudges: nudges.default(false),
    attachments: attachments.default(false),
  }),
  'write false or an object, {} for the default messages and times',
)

/** What Polly is given (admin guide, "Add text-to-speech"): 3,000 characters that are billed. */
const LONGEST_PROMPT = 1000

const spoken = saidByFlow(LONGEST_PROMPT, 'write what is said', 'prompt')

/** Under which agents see it when they transfer a call. */
const quickConnectName = oneLine(127)

const callQueue = fields({
  name: quickConnectName,
  arn: text(
    QUEUE_ARN,
    'write the ARN of a queue, arn:aws:connect:<region>:<account>:instance/<id>/queue/<id>',
  ).optional(),
  hours: either(
    z.literal('always'),
    openingTimes,
    'write "always" or an object with timeZone and openingHours',
  ).optional(),
  guarded: z.boolean({ error: 'write true or false' }).optional(),
})
  .refine(({ arn, hours }) => arn === undefined || hours === undefined, {
    error: 'a queue that exists has its own hours; leave them out',
  })
  .transform(({ guarded, ...queue }) => ({ ...queue, guarded: guarded ?? queue.name === GUARDED_BY_DEFAULT }))

/** Agent guide: "Do not cold transfer calls to Credit & Title". */
const GUARDED_BY_DEFAULT = 'Credit & Title'

const callAgent = fields({
  name: quickConnectName,
  arn: text(
    AGENT_ARN,
    'write the ARN of an agent, arn:aws:connect:<region>:<account>:instance/<id>/agent/<id>',
  ),
})

/** What a caller hears on hold, instead of the music that Connect plays by itself. */
const onHold = either(
  z.literal(false),
  fields({
    message: spoken.optional(),
    promptArn: text(
      PROMPT_ARN,
      'write the ARN of a prompt, arn:aws:connect:<region>:<account>:instance/<id>/prompt/<id>',
    ).optional(),
  }).refine(({ message, promptArn }) => message !== undefined || promptArn !== undefined, {
    error: 'write a message, the ARN of a prompt, or both; or false, for the music of Connect',
  }),
  'write false or an object with a message, a promptArn, or both',
)

const voice = either(
  z.literal(false),
  fields({
    queues: z.array(callQueue, { error: 'write a list of queues' }).default([]),
    agents: z.array(callAgent, { error: 'write a list of agents' }).default([]),
    holdSeconds: numberFrom(10, 600, 'write whole seconds from 10 to 600')
      .int({ error: 'write whole seconds' })
      .default(60),
    heldAgain: z.enum(['anew', 'add-up'], { error: 'write "anew" or "add-up"' }).default('anew'),
    note: oneLine(250).default('Cold Transfer - Hold greater than 1 minute'),
    leftEarly: z.enum(['return', 'record'], { error: 'write "return" or "record"' }).default('return'),
    earlyNote: oneLine(250).default('Cold Transfer - Hold less than 1 minute'),
    guardAnnouncement: spoken.default(
      'Please stay on this call. It may be transferred without announcement only after one minute on hold.',
    ),
    voicemailWarning: z
      .union([z.literal(false), spoken])
      .default('Nobody may be there to answer now. You may reach voicemail.'),
    waitingMessage: spoken.default('Please hold while we connect you.'),
    onHold: onHold.default(false),
    coldTransferPrompt: spoken.default(
      'Nobody has answered yet. This call may now be transferred without announcement.',
    ),
  }),
  'write false or an object, {} for the default minute and prompts',
)

export const configurationSchema = fields({
  stage: text(
    /^[a-z][a-z0-9-]{0,19}$/,
    'write 1 to 20 lower-case letters, digits and hyphens, a letter first',
  ).default('prod'),
  account: text(/^\d{12}$/, 'write the 12 digits of an AWS account in quotes').optional(),
  region: text(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'write an AWS Region, such as "us-east-1"').optional(),
  instance,
  inboxes: z
    .array(inbox, { error: 'write a list of inboxes' })
    .min(1, { error: 'at least one inbox is needed' })
    .max(80, { error: 'at most 80: more would not fit into one CloudFormation template' }),
  otherAddresses: z
    .array(address, { error: 'write a list of email addresses' })
    .max(1_000, { error: 'at most 1,000' })
    .default([]),
  inspectMail: inspectMail.default(false),
  hold: fields({
    expiryInFlow: z.boolean({ error: 'write true or false' }).default(true),
    graceSeconds: numberFrom(0, 900, 'write whole seconds from 0 to 900')
      .int({ error: 'write whole seconds' })
      .default(60),
  }).prefault({}),
  acknowledgements: fields({
    by: z.enum(['api', 'flow'], { error: 'write "api" or "flow"' }).default('api'),
    template: z.boolean({ error: 'write true or false' }).default(false),
    knowledgeBaseArn: text(
      KNOWLEDGE_BASE_ARN,
      'write the ARN of a knowledge base, arn:aws:wisdom:<region>:<account>:knowledge-base/<id>',
    ).optional(),
  })
    .refine(({ by, template, knowledgeBaseArn }) => template || by === 'flow' || !knowledgeBaseArn, {
      error: 'a knowledge base is for message templates; set template to true',
    })
    .prefault({}),
  dispositions: dispositions.prefault({}),
  takeover: fields({
    taskExpiresDays: numberFrom(1, 90, 'write whole days from 1 to 90')
      .int({ error: 'write whole days' })
      .default(7),
  }).prefault({}),
  transfers: fields({
    acceptWithinMinutes: numberFrom(1, 20_160, 'write whole minutes from 1 to 20160, which is 14 days')
      .int({ error: 'write whole minutes' })
      .default(30),
    clock: z
      .enum(['wall', 'hold'], {
        error: 'write "wall", or "hold" for the clock that the holds of the inbox count on',
      })
      .default('wall'),
    supervisorQueueArn: text(
      QUEUE_ARN,
      'write the ARN of a queue, arn:aws:connect:<region>:<account>:instance/<id>/queue/<id>',
    ).optional(),
  }).prefault({}),
  acknowledgementsPerSecond: numberFrom(0.1, 100, 'write a number of at least 0.1').default(1.9),
  connectQuotaRaised: z.boolean({ error: 'write true or false' }).default(false),
  sweep: fields({
    everyMinutes: numberFrom(1, 60, 'write whole minutes from 1 to 60')
      .int({ error: 'write whole minutes' })
      .default(15),
  }).prefault({}),
  presence: presence.prefault({}),
  followUp: followUp.prefault({}),
  chat: chat.default(false),
  voice: voice.default(false),
  logRetentionDays: z
    .number({ error: 'write a number of days' })
    .refine((days) => RETENTIONS.includes(days), {
      error: `CloudWatch keeps logs for ${RETENTIONS.join(', ')} days only`,
    })
    .default(90),
  logLevel: z
    .enum(['DEBUG', 'INFO', 'WARN', 'ERROR'], { error: 'write "DEBUG", "INFO", "WARN" or "ERROR"' })
    .default('INFO'),
  alarms: fields({
    topicArn: text(
      TOPIC_ARN,
      'write the ARN of an SNS topic, arn:aws:sns:<region>:<account>:<name>',
    ).optional(),
  }).prefault({}),
})

/** A configuration in which every field has its value and every rule holds. */
export type Configuration = z.output<typeof configurationSchema>
export type InboxConfiguration = Configuration['inboxes'][number]
export type VoiceConfiguration = Exclude<Configuration['voice'], false>
export type CallQueueConfiguration = VoiceConfiguration['queues'][number]
export type ChatConfiguration = Exclude<Configuration['chat'], false>

/** The parts of an instance's ARN, or undefined when the configuration asks for a new instance. */
export function existingInstance({ instance: { arn } }: Configuration) {
  const [, , region, account, id] = INSTANCE_ARN.exec(arn ?? '') ?? []
  return arn && region && account && id ? { arn, region, account, id } : undefined
}

function isForward([opens, closes]: readonly [string, string]): boolean {
  return minuteOfDay(opens) < minuteOfDay(closes)
}

/** The ARN of the instance that a queue, or anything else of Connect, belongs to. */
export function instanceArnOf(resourceArn: string): string {
  return resourceArn.split('/').slice(0, 2).join('/')
}

/** Whether `name` is in the tz database, spelled as there: Connect is stricter about case than JavaScript is. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    const { timeZone: resolved } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    return resolved === name || resolved.toLowerCase() !== name.toLowerCase()
  } catch {
    return false
  }
}
