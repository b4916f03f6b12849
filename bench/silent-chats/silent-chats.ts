import { exactly, type Figure, noted } from '../figure.ts'
import { withConfiguration } from '../stage/configured.ts'
import { callsDuring, type HeardCall, inWords } from '../stage/heard.ts'
import { MINUTE, onStage, SECOND, type Stage } from '../stage/stage.ts'
import { accountOf, disposed, isAboutChats, labelled, MESSAGES } from './account.ts'
import { agentsFor, fallSilent, queueChats } from './chatting.ts'

const CHATS = 1000
/** Until the last chat is closed, with time for what is refused at first. */
const SEEN_THROUGH_MS = 15 * MINUTE

type Progress = (line: string) => void

interface Scene {
  how: string
  /** How long it takes until the last customer is silent as well. */
  withinMs: number
}

/**
 * Customers who chat and fall silent, and never say anything more. They get there as customers do: the deployed inbound
 * flow, an agent; the instance's quotas of users and of active chats are raised, API quotas are the defaults: ten
 * DescribeContact a second, two DismissUserContact. The stream does not tell whose silence was too long, contact events do.
 * Measured by virtual time, from the customer's last message on.
 */
export function silentChats(progress: Progress): Promise<Figure[]> {
  return withConfiguration({ chat: { nudges: {} } }, async (config) => [
    ...(await scene(config, progress, { how: 'within ten minutes', withinMs: 10 * MINUTE })),
    ...(await scene(config, progress, { how: 'within a minute', withinMs: MINUTE })),
    ...(await scene(config, progress, { how: 'in the same second', withinMs: SECOND })),
  ])
}

async function scene(config: string, progress: Progress, { how: pace, withinMs }: Scene): Promise<Figure[]> {
  const how = `${CHATS} customers who fall silent ${pace}`
  const people = agentsFor(CHATS)
  const options = { config, quotas: 'default', people, oneAttempt: true } as const
  const switches = { users: people.length + 10, concurrentChats: CHATS + 10 }
  return onStage({ ...options, switches }, progress, async (stage) => {
    await queueChats(stage, CHATS)
    progress(`silent chats: ${CHATS} wait for an agent`)
    const began = performance.now()
    let silentSince = new Map<string, number>()
    const calls = await callsDuring(stage.centre, async () => {
      silentSince = await fallSilent(stage, withinMs)
      if (silentSince.size !== CHATS)
        throw new Error(`${silentSince.size} of ${CHATS} chats are with an agent`)
      await stage.pass(SEEN_THROUGH_MS)
    })
    const ours = calls.filter(isAboutChats)
    progress(`silent chats: ${how}: ${inWords(ours)}; ${((performance.now() - began) / SECOND).toFixed(0)} s`)
    const refused = ours.filter(({ error }) => error !== undefined)
    progress(
      `silent chats: refused of these: ${inWords(refused.map((call) => ({ ...call, operation: `${call.operation} (${call.error})` })))}`,
    )
    return figuresOf(stage, how, silentSince, ours)
  })
}

async function figuresOf(
  stage: Stage,
  how: string,
  silentSince: ReadonlyMap<string, number>,
  calls: readonly HeardCall[],
): Promise<Figure[]> {
  const { onTime, latestMs, whole } = accountOf(stage.centre.connect.chats.list(), silentSince)
  const untilAsked = callsInSilence(calls, silentSince)
  return [
    exactly(
      `${how}: calls of our functions from a customer's last message, once it is noted, to the first question`,
      untilAsked,
      'calls',
      0,
    ),
    exactly(
      `${how}: questions and closing messages within 1 s of their time`,
      onTime,
      'messages',
      CHATS * MESSAGES,
    ),
    noted(`${how}: the latest message after its time`, latestMs / SECOND, 's'),
    exactly(`${how}: asked three times, told, and closed`, whole, 'chats', CHATS),
    exactly(`${how}: with their disposition`, await disposed(stage), 'chats', CHATS),
    // UpdateContact is answered ten times a second: the others come some minutes later.
    exactly(
      `${how}: with it on the contact in Connect as well`,
      labelled(stage, silentSince),
      'chats',
      CHATS,
    ),
  ]
}

/** Every call names the contact that it is about; the note of the message itself comes at once. */
function callsInSilence(calls: readonly HeardCall[], silentSince: ReadonlyMap<string, number>): number {
  const noticed = SECOND
  const silence = 2 * MINUTE
  return calls.filter(({ at, input }) => {
    const text = JSON.stringify(input)
    const [id] =
      text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)?.filter((each) => silentSince.has(each)) ?? []
    const since = silentSince.get(id ?? '')
    return since !== undefined && at > since + noticed && at < since + silence
  }).length
}
