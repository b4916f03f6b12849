import type { Call } from '../../local/endpoint/call-log.ts'
import { atMost, type Figure } from '../figure.ts'
import { callsDuring, type HeardCall, inWords, isBy, isPolling } from '../stage/heard.ts'
import { HOUR, MINUTE, onStage, SECOND, type Stage } from '../stage/stage.ts'

const HELD_MS = 16 * HOUR
const MOST_CALLS = 6

/** About other things than holds: what agents do, what a contact was about that is over, and who waits for an answer. */
const OF_OTHERS = ['observe-agents', 'review-dispositions', 'follow-up']
/** By the clock, whoever is held. */
const SCHEDULED = ['reroute-overdue', 'release-orphans']
const ASKS = /^(Query|Describe|List)/

interface Case {
  how: string
  /** Makes the hold end this way. */
  prepare: (stage: Stage, contact: string) => Promise<void>
}

const cases: readonly Case[] = [
  { how: "Connect's expiry event arrives", prepare: async () => {} },
  { how: "Connect's expiry event is lost", prepare: async (stage) => loseEvents(stage) },
  { how: 'Connect never expires it, and we release it', prepare: neverExpires },
]

/**
 * What is called for one hold. Counted are the calls that our functions make: the start of the state machine, and whatever
 * is called from a minute before the end on. Not counted are Step Functions' invocations of our functions and Lambda's
 * polling of the event queue, which are priced instead; nor what functions do that are about other things; nor what scheduled functions ask: the sweep for what is overdue, and
 * whether the owners of all that is held still serve, once for each owner.
 */
export async function hold(progress: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const each of cases)
    figures.push(
      ...(await onStage({ quotas: 'default' }, progress, (stage) => oneHold(stage, each, progress))),
    )
  return figures
}

async function oneHold(
  stage: Stage,
  { how, prepare }: Case,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const answers = await stage.threadOf('ana')
  let contact = ''
  const arrival = await callsDuring(stage.centre, async () => {
    contact = stage.receive({ answers })
    await stage.pass(MINUTE)
  })
  await prepare(stage, contact)
  const endsAt = (stage.contact(contact).enqueuedAt ?? 0) + HELD_MS
  const between = await callsDuring(stage.centre, () => stage.pass(endsAt - MINUTE - stage.now()))
  const atEnd = await callsDuring(stage.centre, () => stage.pass(30 * MINUTE))
  assertReleased(stage, contact)

  const starts = arrival.filter((call) => startsHold(stage, call))
  const own = [...starts, ...ours(between), ...ours(atEnd)]
  const beside = atEnd.filter((call) => call.operation === 'Invoke' || isPolling(call))
  progress(`a hold, ${how}: ${inWords(own)}; beside it ${inWords(beside)}`)
  return [
    atMost(
      `a hold, ${how}: calls of our functions between its start and its end`,
      ours(between).length,
      'calls',
      0,
    ),
    atMost(
      `a hold, ${how}: calls of our functions in all, release included`,
      own.length,
      'calls',
      MOST_CALLS,
    ),
  ]
}

const startsHold = (stage: Stage, { operation, input }: HeardCall) =>
  operation === 'StartExecution' &&
  input.stateMachineArn === stage.resource('AWS::StepFunctions::StateMachine', 'HoldForOriginalAgent')

/** What a scheduled function then does for a contact counts. */
function ours(calls: readonly Call[]): Call[] {
  return calls.filter(
    (call) =>
      call.caller.includes('Functions') &&
      !isPolling(call) &&
      !OF_OTHERS.some((name) => isBy(name, call)) &&
      !(ASKS.test(call.operation) && SCHEDULED.some((name) => isBy(name, call))),
  )
}

function assertReleased(stage: Stage, contact: string): void {
  const { phase, criteria } = stage.contact(contact)
  const open = criteria === undefined || criteria.steps.every(({ status }) => status === 'EXPIRED')
  if (phase !== 'QUEUED' || !open) throw new Error(`the hold of ${contact} is not over: ${phase}`)
}

function loseEvents({ centre }: Stage): void {
  for (const detailType of ['Amazon Connect Contact Event', 'Connect Customer Contact Event'])
    centre.faults.add({ deliver: 'drop', detailType, probability: 1 })
}

/** Puts criteria for the same agent in place that do not expire, as an instance would have that refuses our expiry. */
async function neverExpires(stage: Stage, contact: string): Promise<void> {
  const { instanceId, criteria } = stage.contact(contact)
  const [step] = criteria?.steps ?? []
  await stage.call('connect', 'UpdateContactRoutingData', {
    InstanceId: instanceId,
    ContactId: contact,
    RoutingCriteria: { Steps: [{ Expression: step?.expression }] },
  })
  await stage.pass(10 * SECOND)
}
