import { FlowRefusal } from '../flow/world.ts'
import { ACCOUNT, REGION } from '../place.ts'
import type { Caller } from '../service.ts'
import { type Centre, idOf, instanceArn, note, resourceArn } from './centre.ts'
import { attributesOf } from './contacts.ts'
import { type FlowClock, FlowStopped } from './flow-clock.ts'
import type { Contact, SegmentValue, Target } from './model.ts'

/** AWS: "Invoke Lambda functions": up to 3 retries on throttling, 5xx or a function error, within the block's time. */
const RETRIES = 3
const RETRY_AFTER_MS = 200
/** AWS: "Invoke Lambda functions": Lambda blocks in a row may take 20 s together. */
const IN_A_ROW_MS = 20_000
const RESPONSE_BYTES = 32 * 1024

export interface Invocation {
  functionArn: string
  timeLimitSeconds: number
  parameters: Readonly<Record<string, string>>
}

/** What a flow's Lambda blocks in a row have used so far. */
export interface Streak {
  usedMs: number
}

/**
 * Invokes a function for a flow, as the service principal and for this instance. Refuses with NoMatchingError where the
 * function is not associated, is forbidden, fails to the end, takes too long or answers 32 KB or more.
 */
export async function invokeFunction(
  { centre, contact, clock, streak }: { centre: Centre; contact: Contact; clock: FlowClock; streak: Streak },
  { functionArn, timeLimitSeconds, parameters }: Invocation,
): Promise<unknown> {
  const instance = centre.state.instances.get(contact.instanceId)
  if (!instance?.functions.has(functionArn))
    throw refusal(`${functionArn} is not associated with the instance`)
  const startedAt = centre.timeline.now()
  const limitMs = Math.min(timeLimitSeconds * 1000, IN_A_ROW_MS - streak.usedMs)
  const event = Buffer.from(JSON.stringify(lambdaEvent(centre, contact, parameters)))
  try {
    const payload = await clock.outside(() =>
      within(centre, limitMs, () => attempts(centre, contact, functionArn, event)),
    )
    if (payload.byteLength >= RESPONSE_BYTES) throw refusal(`the answer has ${payload.byteLength} bytes`)
    return JSON.parse(Buffer.from(payload).toString('utf8') || 'null')
  } catch (error) {
    if (error instanceof FlowStopped || error instanceof FlowRefusal) throw error
    throw refusal(String(error))
  } finally {
    streak.usedMs += centre.timeline.now() - startedAt
  }
}

async function attempts(
  centre: Centre,
  contact: Contact,
  functionArn: string,
  event: Uint8Array,
): Promise<Uint8Array> {
  const caller: Caller = {
    kind: 'service',
    principal: 'connect.amazonaws.com',
    sourceArn: instanceArn(contact.instanceId),
    sourceAccount: ACCOUNT,
  }
  for (let attempt = 0; ; attempt++) {
    try {
      const input = { FunctionName: functionArn, InvocationType: 'RequestResponse', Payload: event }
      const { FunctionError, Payload } = await centre.aws.call('lambda', 'Invoke', input, caller)
      if (!FunctionError) return Payload ?? new Uint8Array()
      throw Object.assign(new Error(FunctionError), { name: 'FunctionError' })
    } catch (error) {
      note(centre, contact, 'function failed', { function: idOf(functionArn), error: nameOf(error) })
      if (attempt >= RETRIES || !isTransient(error)) throw error
      await sleep(centre, RETRY_AFTER_MS)
    }
  }
}

const TRANSIENT =
  /FunctionError|TooManyRequests|Throttl|ServiceException|InternalFailure|InternalServer|ServiceUnavailable|EC2|ResourceNotReady/

const isTransient = (error: unknown) => TRANSIENT.test(nameOf(error))

const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error))

function sleep(centre: Centre, ms: number): Promise<void> {
  return new Promise((resolve) => {
    centre.timeline.after(ms, 'retry of a function', resolve)
  })
}

async function within<T>(centre: Centre, ms: number, work: () => Promise<T>): Promise<T> {
  if (ms <= 0) throw refusal('Lambda blocks in a row have used their 20 s')
  let callOff = () => {}
  const late = new Promise<never>((_, reject) => {
    callOff = centre.timeline.after(ms, 'time limit of a function', () =>
      reject(refusal(`no answer within ${ms / 1000} s`)),
    )
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    callOff()
  }
}

const refusal = (message: string) => new FlowRefusal('NoMatchingError', message)

/**
 * The event of a flow's function, as captured live for chat (nulls and all); for email the fields documented for it.
 * ContactAssociationId is not in it.
 */
export function lambdaEvent(centre: Centre, contact: Contact, parameters: Readonly<Record<string, string>>) {
  const { switches } = centre
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        ...(switches.lambdaEventHasAdditionalRecipients
          ? { AdditionalEmailRecipients: recipientsOf(contact) }
          : {}),
        Attributes: attributesOf(centre, contact),
        AwsRegion: REGION,
        Channel: contact.channel,
        ContactId: contact.id,
        CustomerEndpoint: endpointOf(contact.customerEndpoint),
        CustomerId: contact.customerId ?? null,
        Description: contact.description ?? null,
        InitialContactId: contact.initialContactId,
        InitiationMethod: contact.initiationMethod,
        InstanceARN: instanceArn(contact.instanceId),
        LanguageCode: contact.languageCode ?? 'en-US',
        MediaStreams: { Customer: { Audio: {} } },
        Name: contact.name ?? null,
        // A first contact is its own previous one in the captured event.
        PreviousContactId: contact.previousContactId ?? contact.id,
        Queue: queueOf(centre, contact),
        References: contact.references,
        ...(switches.lambdaEventHasRelatedContactId
          ? { RelatedContactId: contact.relatedContactId ?? null }
          : {}),
        SegmentAttributes: Object.fromEntries(
          Object.entries(contact.segmentAttributes).map(([key, value]) => [key, withNulls(value)]),
        ),
        SystemEndpoint: endpointOf(contact.systemEndpoint),
        Tags: contact.tags,
      },
      Parameters: parameters,
    },
  }
}

function withNulls(value: SegmentValue): object {
  const map = value.ValueMap
  return {
    ValueArn: null,
    ValueInteger: value.ValueInteger ?? null,
    ValueList: null,
    ValueMap: map
      ? Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, withNulls(inner)]))
      : null,
    ValueString: value.ValueString ?? null,
  }
}

function endpointOf(mailbox: Contact['customerEndpoint']) {
  if (!mailbox) return null
  const name = mailbox.name === '' ? {} : { DisplayName: mailbox.name }
  return { Address: mailbox.address, ...name, Type: 'EMAIL_ADDRESS' }
}

export function recipientsOf({ recipients }: Contact) {
  const list = (mailboxes: Contact['recipients']['to']) =>
    mailboxes.map(({ name, address }) => ({
      Address: address,
      ...(name === '' ? {} : { DisplayName: name }),
    }))
  return { ToList: list(recipients.to), CcList: list(recipients.cc) }
}

/** Null before Set working queue. */
function queueOf({ state }: Centre, { instanceId, target }: Contact) {
  if (!target) return null
  return { ARN: targetArn(instanceId, target), Name: targetName(state, target), OutboundCallerId: null }
}

export const targetArn = (instanceId: string, target: Target) =>
  target.kind === 'queue'
    ? resourceArn(instanceId, 'queue', target.queueId)
    : resourceArn(instanceId, 'queue/agent', target.userId)

export const targetName = ({ queues }: Centre['state'], target: Target) =>
  target.kind === 'queue' ? (queues.get(target.queueId)?.name ?? null) : null
