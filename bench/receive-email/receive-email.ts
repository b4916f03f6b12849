import type { Call } from '../../local/endpoint/call-log.ts'
import { atMost, type Figure } from '../figure.ts'
import { callsDuring, inWords, isBy } from '../stage/heard.ts'
import { onStage, SECOND, type Stage } from '../stage/stage.ts'

const HANDLER = 'receive-email'
const MOST_CALLS = 3
/** The flow waits no longer (contact-flows/inbound-email.json, block "Ask Homeward"). */
const ANSWERS_WITHIN_S = 8

/** What a warm ReceiveEmail calls for a new thread and for a reply in a recorded one, and how long it takes under throttling. */
export async function receiveEmail(progress: (line: string) => void): Promise<Figure[]> {
  return onStage({ quotas: 'default' }, progress, async (stage) => {
    const answer = await stage.threadOf('ana')
    const figures: Figure[] = []
    for (const [what, answers] of [
      ['a new thread', undefined],
      ['a reply in a recorded thread', answer],
    ] as const) {
      const calls = await callsFor(stage, answers)
      progress(`ReceiveEmail for ${what}: ${inWords(calls)}`)
      figures.push(...counted(what, calls), await throttled(stage, what, answers, calls))
    }
    return figures
  })
}

async function callsFor(stage: Stage, answers: string | undefined): Promise<Call[]> {
  const all = await callsDuring(stage.centre, async () => {
    const contact = stage.receive({ answers })
    await stage.pass(10 * SECOND)
    assertRouted(stage, contact, answers)
  })
  return all.filter((call) => isBy(HANDLER, call))
}

/** A reply is held for its owner, and no other mail is. */
function assertRouted(stage: Stage, contact: string, answers: string | undefined): void {
  const held = stage.contact(contact).criteria !== undefined
  if (held !== (answers !== undefined)) throw new Error(`the mail was ${held ? '' : 'not '}held`)
}

function counted(what: string, calls: readonly Call[]): Figure[] {
  const connect = calls.filter(({ service }) => service === 'connect')
  const others = calls.filter((call) => !connect.includes(call) && call.operation !== 'StartExecution')
  return [
    atMost(`ReceiveEmail warm, ${what}: Connect calls`, connect.length, 'calls', 0),
    atMost(
      `ReceiveEmail warm, ${what}: other calls besides StartExecution`,
      others.length,
      'calls',
      MOST_CALLS,
    ),
  ]
}

/** The first attempt of each call is throttled. Time is the execution's, with the client's own waits between its attempts. */
async function throttled(
  stage: Stage,
  what: string,
  answers: string | undefined,
  calls: readonly Call[],
): Promise<Figure> {
  const name = stage.functionName(HANDLER)
  const taken: number[] = []
  const stopTiming = stage.centre.services.lambda.onExecution(({ functionName, ms }) => {
    if (functionName === name) taken.push(ms)
  })
  const struck = await throttlingEach(stage, calls, async () => {
    const contact = stage.receive({ answers })
    await stage.pass(10 * SECOND)
    assertRouted(stage, contact, answers)
  })
  stopTiming()
  if (struck !== calls.length || taken.length !== 1)
    throw new Error(`${struck} of ${calls.length} calls were throttled, in ${taken.length} invocations`)
  return atMost(
    `ReceiveEmail warm, ${what}: answer when each of its ${calls.length} calls is throttled once`,
    (taken[0] ?? 0) / SECOND,
    's',
    ANSWERS_WITHIN_S,
  )
}

/** Throttles each of these calls once while `work` is done: the next one only when the one before it has come through. */
async function throttlingEach(
  { centre: { faults, calls: log } }: Stage,
  calls: readonly Call[],
  work: () => Promise<void>,
): Promise<number> {
  const rounds = abreast(calls)
  let outstanding = 0
  const arm = () => {
    const round = rounds.shift()
    if (!round) return
    const { service, operation, caller } = round[0]!
    outstanding = round.length
    faults.add({
      service,
      operation,
      caller,
      error: 'ThrottlingException',
      when: 'before',
      times: round.length,
    })
  }
  const stop = log.onCall((call) => {
    if (isBy(HANDLER, call) && call.error === undefined && --outstanding === 0) arm()
  })
  arm()
  try {
    await work()
    return faults.list().reduce((sum, { struck }) => sum + struck, 0)
  } finally {
    stop()
    faults.clear()
  }
}

/** State machines are started side by side, everything else is called one after another. */
function abreast(calls: readonly Call[]): Call[][] {
  const rounds: Call[][] = []
  for (const call of calls) {
    const before = rounds.at(-1)
    if (before && call.operation === 'StartExecution' && before[0]?.operation === 'StartExecution')
      before.push(call)
    else rounds.push([call])
  }
  return rounds
}
