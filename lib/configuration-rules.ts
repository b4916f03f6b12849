import { ENCODED_WORD_START } from '../lambdas/domain/mail/reading/encoded-words.ts'
import {
  type Configuration,
  existingInstance,
  type InboxConfiguration,
  instanceArnOf,
} from './configuration.ts'
import { firstEmoji } from './emoji.ts'
import { longestWait } from './opening-hours.ts'
import { positionIn } from './position.ts'
import type { Problem } from './problem.ts'
import { supervisorQueues, templateOwners, usesTemplates } from './settings.ts'
import { voiceProblems } from './voice-rules.ts'
import { displayNameProblems, wordingProblems } from './wording-rules.ts'

/** What Connect allows for CreateContact and StartOutboundEmailContact, per account and Region, unless it was raised. */
const CONNECT_DEFAULT_PER_SECOND = 2

/** Connect ends an email contact after 14 days; an hour is left for what a change to summer time may add. */
const LONGEST_HOLD_MINUTES = 14 * 24 * 60 - 60

/** Every text that holds an emoji, or what a mail program may show as one, wherever it is. Takes any JSON value. */
export function textProblems(value: unknown, path: readonly PropertyKey[] = []): Problem[] {
  if (typeof value === 'string')
    return [emojiFix(value), encodedWordFix(value)].flatMap((fix) => (fix === undefined ? [] : { path, fix }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    textProblems(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function emojiFix(text: string): string | undefined {
  const found = firstEmoji(text)
  if (!found) return undefined
  const { emoji, codePoint, line, column } = found
  return `remove the emoji ${emoji} (${codePoint}) at line ${line}, character ${column}`
}

/** In a subject or a name it would be read as what it stands for, an emoji included (RFC 2047). */
function encodedWordFix(text: string): string | undefined {
  const index = text.search(ENCODED_WORD_START)
  if (index < 0) return undefined
  const { line, column } = positionIn(text, index)
  return `write in plain text what the encoded word at line ${line}, character ${column} stands for`
}

/** What is wrong although each field by itself is right. */
export function ruleProblems(configuration: Configuration): Problem[] {
  return [
    ...placeProblems(configuration),
    ...rateProblems(configuration),
    ...addressProblems(configuration.inboxes),
    ...sharingProblems(configuration.inboxes),
    ...templateProblems(configuration),
    ...followUpProblems(configuration),
    ...supervisorProblems(configuration),
    ...chatProblems(configuration),
    ...voiceProblems(configuration),
    ...configuration.inboxes.flatMap((inbox, index) => [
      ...queuesOf(inbox, index).flatMap((placed) => queueProblems(configuration, placed)),
      ...emailAddressProblems(configuration, inbox, index),
      ...languageProblems(inbox, index),
      ...displayNameProblems(inbox, index),
      ...Object.entries(inbox.wording).flatMap(([language, wording]) =>
        wordingProblems(wording, inbox.displayName, ['inboxes', index, 'wording', language]),
      ),
      ...holdProblems(inbox, index),
    ]),
  ]
}

function placeProblems(configuration: Configuration): Problem[] {
  const instance = existingInstance(configuration)
  if (!instance) return []
  return (['account', 'region'] as const)
    .filter((field) => configuration[field] !== undefined && configuration[field] !== instance[field])
    .map((field) => ({
      path: [field],
      fix: `the instance is in ${instance[field]}; leave it out or write the same`,
    }))
}

/** Their ids share one environment variable, of which a function has 4 KB in all. */
const MOST_TEMPLATES = 50

function templateProblems(configuration: Configuration): Problem[] {
  if (!usesTemplates(configuration) || templateOwners(configuration.inboxes).length <= MOST_TEMPLATES)
    return []
  return [{ path: ['inboxes'], fix: `at most ${MOST_TEMPLATES} different wordings can be message templates` }]
}

/** As with templates. */
const MOST_FOLLOW_UP_QUEUES = 50

function followUpProblems({ inboxes, followUp }: Configuration): Problem[] {
  if (followUp === false || supervisorQueues(inboxes).length <= MOST_FOLLOW_UP_QUEUES) return []
  const fix = `tasks about waiting customers can go to ${MOST_FOLLOW_UP_QUEUES} different queues at most; let inboxes share a followUp.supervisorQueue`
  return [{ path: ['inboxes'], fix }]
}

function supervisorProblems(configuration: Configuration): Problem[] {
  const { supervisorQueueArn } = configuration.transfers
  if (supervisorQueueArn === undefined) return []
  const path = ['transfers', 'supervisorQueueArn']
  const instance = existingInstance(configuration)
  if (!instance) return [{ path, fix: 'an instance yet to be created has no queue; leave it out' }]
  if (instanceArnOf(supervisorQueueArn) === instance.arn) return []
  return [{ path, fix: `it belongs to another instance than ${instance.arn}` }]
}

/** What is recorded of silent chats has to be a name that Connect takes, and they go to the queue of an inbox. */
function chatProblems({ chat, dispositions, inboxes }: Configuration): Problem[] {
  if (chat === false) return []
  const addresses = inboxes.map(({ address }) => address)
  return [
    ...(dispositions.guide
      ? []
      : [{ path: ['chat'], fix: 'chats need the dispositions; set dispositions.guide to true' }]),
    ...(dispositions.values.includes(chat.disposition)
      ? []
      : [{ path: ['chat', 'disposition'], fix: 'write one of dispositions.values, or add it there' }]),
    ...(chat.inbox === undefined || addresses.includes(chat.inbox)
      ? []
      : [{ path: ['chat', 'inbox'], fix: `write the address of an inbox: ${addresses.join(', ')}` }]),
  ]
}

function rateProblems({ acknowledgementsPerSecond, connectQuotaRaised }: Configuration): Problem[] {
  if (connectQuotaRaised || acknowledgementsPerSecond <= CONNECT_DEFAULT_PER_SECOND) return []
  const fix = 'Connect allows 2 a second; after AWS has raised that quota set connectQuotaRaised to true'
  return [{ path: ['acknowledgementsPerSecond'], fix }]
}

function addressProblems(inboxes: readonly InboxConfiguration[]): Problem[] {
  const addresses = inboxes.map(({ address }) => address.toLowerCase())
  return addresses.flatMap((address, index) => {
    const first = addresses.indexOf(address)
    if (first === index) return []
    return [
      { path: ['inboxes', index, 'address'], fix: `inboxes[${first}] has this address already; remove one` },
    ]
  })
}

/** Its default address and 49 others (AWS::Connect::Queue, AdditionalEmailAddresses). */
const MOST_ADDRESSES_OF_A_QUEUE = 50

/** Agents of a new queue write from every inbox that names it, for customers' mail or any other. */
function sharingProblems(inboxes: readonly InboxConfiguration[]): Problem[] {
  const names = inboxes.map((inbox, index) => queuesOf(inbox, index).map(({ queue }) => queue.create?.name))
  return [...new Set(names.flat())]
    .filter((name) => name !== undefined)
    .filter((name) => names.filter((own) => own.includes(name)).length > MOST_ADDRESSES_OF_A_QUEUE)
    .map((name) => ({
      path: ['inboxes'],
      fix: `at most ${MOST_ADDRESSES_OF_A_QUEUE} of them can share the new queue ${JSON.stringify(name)}; let some have another`,
    }))
}

function emailAddressProblems(
  configuration: Configuration,
  { emailAddressArn }: InboxConfiguration,
  index: number,
): Problem[] {
  if (emailAddressArn === undefined) return []
  const path = ['inboxes', index, 'emailAddressArn']
  const instance = existingInstance(configuration)
  if (!instance) return [{ path, fix: 'an instance yet to be created has no email address; leave it out' }]
  if (instanceArnOf(emailAddressArn) === instance.arn) return []
  return [{ path, fix: `it belongs to another instance than ${instance.arn}` }]
}

type Queue = InboxConfiguration['queue']
type PlacedQueue = { queue: Queue; path: readonly PropertyKey[] }

/** Every queue that an inbox names, and where. */
function queuesOf(inbox: InboxConfiguration, index: number): PlacedQueue[] {
  const { automaticMail, followUp } = inbox
  const path = ['inboxes', index]
  const own = [
    { queue: inbox.queue, path: [...path, 'queue'] },
    ...(followUp.supervisorQueue
      ? [{ queue: followUp.supervisorQueue, path: [...path, 'followUp', 'supervisorQueue'] }]
      : []),
  ]
  if (typeof automaticMail === 'string') return own
  return [...own, { queue: automaticMail.queue, path: [...path, 'automaticMail', 'queue'] }]
}

function queueProblems(configuration: Configuration, placed: PlacedQueue): Problem[] {
  const { queue, path } = placed
  const instance = existingInstance(configuration)
  if (!instance) {
    if (queue.arn)
      return [{ path: [...path, 'arn'], fix: 'an instance yet to be created has no queue; use create' }]
    if (!queue.create?.hoursOfOperationArn) return []
    const fix = 'leave it out; a new instance gets its hours from the clock of the hold'
    return [{ path: [...path, 'create', 'hoursOfOperationArn'], fix }]
  }
  if (queue.create && !queue.create.hoursOfOperationArn) {
    const fix = 'write the ARN of the hours of operation that the new queue is to have'
    return [{ path: [...path, 'create', 'hoursOfOperationArn'], fix }]
  }
  const arnPath = queue.arn ? [...path, 'arn'] : [...path, 'create', 'hoursOfOperationArn']
  const arn = queue.arn ?? queue.create?.hoursOfOperationArn ?? ''
  if (instanceArnOf(arn) !== instance.arn)
    return [{ path: arnPath, fix: `it belongs to another instance than ${instance.arn}` }]
  return hoursConflict(configuration.inboxes, placed)
}

function hoursConflict(
  inboxes: readonly InboxConfiguration[],
  { queue: { create }, path }: PlacedQueue,
): Problem[] {
  const first = inboxes.flatMap(queuesOf).find(({ queue }) => queue.create?.name === create?.name)
  if (!create || first?.queue.create?.hoursOfOperationArn === create.hoursOfOperationArn) return []
  const [, at, ...below] = first?.path ?? []
  const where = [`inboxes[${String(at)}]`, ...below.slice(0, -1).map(String)].join('.')
  const fix = `${where} creates the queue ${JSON.stringify(create.name)} with other hours; write the same`
  return [{ path: [...path, 'create', 'hoursOfOperationArn'], fix }]
}

function languageProblems({ language, wording }: InboxConfiguration, index: number): Problem[] {
  if (wording[language]) return []
  const known = Object.keys(wording).join(', ') || 'none'
  const fix = `add wording.${language}, or set language to one that has wording (${known})`
  return [{ path: ['inboxes', index, 'language'], fix }]
}

function holdProblems({ hold: { hours, clock } }: InboxConfiguration, index: number): Problem[] {
  if (clock === 'wall' || longestWait(clock.openingHours, hours * 60) <= LONGEST_HOLD_MINUTES) return []
  const fix =
    'with these opening hours a hold can outlast the 14 days after which Connect ends an email contact'
  return [{ path: ['inboxes', index, 'hold', 'hours'], fix: `${fix}; lower it or open longer` }]
}
