import { atMost, exactly, type Figure, noted } from '../figure.ts'
import { withConfiguration } from '../stage/configured.ts'
import { callsDuring, type HeardCall, inWords } from '../stage/heard.ts'
import { MINUTE, onStage, SECOND, type Stage, type StageOptions } from '../stage/stage.ts'
import { type Escalation, escalationsOf, holdsOf, isAboutHolds } from './account.ts'
import { ANSWERING, agentsFor, type Conversation, conversations, handOn, openLine, VOICE } from './line.ts'

/** Of the configuration, `voice.holdSeconds`. */
const HELD_MS = MINUTE
const NEAR_MS = SECOND
const MOST_CALLS = 8
const MOST_CALLS_ANSWERED = 2

/** Then a hold has been seen to, and Connect has not told of its agent again, which costs a write each two minutes. */
const SEEN_THROUGH_MS = 90 * SECOND

type Progress = (line: string) => void

/**
 * Callers whom agents hand on, and nobody answers. All of them get there as callers do: the inbound flow, an agent, the
 * deployed transfer flow; the instance's quotas of users and of active calls are raised. Measured by virtual time, from the
 * instant at which the contact centre put the caller on hold to the call that wrote the note.
 */
export function heldCalls(progress: Progress): Promise<Figure[]> {
  return withConfiguration({ voice: VOICE }, async (config) => [
    ...(await oneCall(config, progress)),
    ...(await manyHolds(config, progress, {
      how: '500 callers put on hold at the same instant, API quotas off',
      ...{ holds: 500, withinMs: 0, quotas: 'off', onTime: true, allTold: true },
    })),
    ...(await manyHolds(config, progress, {
      how: '500 callers put on hold within a minute, default API quotas',
      ...{ holds: 500, withinMs: MINUTE, quotas: 'default', onTime: true, allTold: false },
    })),
    ...(await manyHolds(config, progress, {
      how: '100 callers put on hold in the same second, default API quotas',
      ...{ holds: 100, withinMs: SECOND, quotas: 'default', onTime: false, allTold: true },
    })),
  ])
}

const optionsFor = (config: string, quotas: 'default' | 'off', calls: number): StageOptions => ({
  ...{ config, quotas, people: agentsFor(calls), oneAttempt: true },
  // A call that is handed on has two contacts.
  switches: { users: calls + 10, concurrentCalls: 2 * calls + 10 },
})

async function oneCall(config: string, progress: Progress): Promise<Figure[]> {
  return onStage(optionsFor(config, 'default', 3), progress, async (stage) => {
    await openLine(stage)
    const [first, second, third] = await conversations(stage, 3)
    if (!first || !second || !third) throw new Error('there are not three conversations')
    const unanswered = await about(stage, async () => {
      handOn(stage, first, 'nobody')
      await stage.pass(SEEN_THROUGH_MS)
    })
    const { people, hangUp } = stage.centre.connect
    hangUp(first.contact)
    await stage.pass(5 * SECOND)
    const answeredAfter = async (conversation: Conversation, seconds: number) => {
      const consulted = handOn(stage, conversation, 'ben')
      const calls = await about(stage, async () => {
        await stage.pass((seconds - 5) * SECOND)
        people.setStatus(ANSWERING, 'Available')
        await stage.pass(5 * SECOND)
        people.accept(ANSWERING, consulted)
        await stage.pass(SEEN_THROUGH_MS - seconds * SECOND)
      })
      hangUp(conversation.contact)
      people.close(ANSWERING, consulted)
      people.setStatus(ANSWERING, 'Offline')
      await stage.pass(5 * SECOND)
      return calls
    }
    const answered = await answeredAfter(second, 25)
    const late = await answeredAfter(third, 59)
    progress(`held calls: an escalation, ${inWords(unanswered)}`)
    progress(`held calls: a transfer answered in time, ${inWords(answered)}`)
    progress(`held calls: a transfer answered in the last second, ${inWords(late)}`)
    return [
      atMost('a caller on hold who is escalated: calls', unanswered.length, 'calls', MOST_CALLS),
      atMost(
        'a caller on hold whose transfer is answered in time: calls',
        answered.length,
        'calls',
        MOST_CALLS_ANSWERED,
      ),
      noted('a caller on hold whose transfer is answered in the last second: calls', late.length, 'calls'),
    ]
  })
}

async function about(stage: Stage, work: () => Promise<void>): Promise<HeardCall[]> {
  return (await callsDuring(stage.centre, work)).filter(isAboutHolds)
}

interface Scene {
  how: string
  holds: number
  /** How long it takes until the last caller is on hold as well. */
  withinMs: number
  quotas: 'default' | 'off'
  /** Whether quotas let each note be there at its minute; else it is printed when. */
  onTime: boolean
  /** Whether they let each agent be told while Step Functions tries again; else it is printed how many are. */
  allTold: boolean
}

async function manyHolds(config: string, progress: Progress, scene: Scene): Promise<Figure[]> {
  const { how, holds, withinMs, quotas } = scene
  return onStage(optionsFor(config, quotas, holds), progress, async (stage) => {
    await openLine(stage)
    const talking = await conversations(stage, holds)
    progress(`held calls: ${how}`)
    const handed = new Map<string, string>()
    const began = performance.now()
    const calls = await about(stage, async () => {
      for (const conversation of talking) {
        handed.set(conversation.contact, handOn(stage, conversation, 'nobody'))
        await stage.pass(withinMs / holds)
      }
      await stage.pass(SEEN_THROUGH_MS)
      while (stage.centre.services.states.running() > 0) await stage.pass(SECOND)
    })
    progress(`held calls: ${inWords(calls)}; ${((performance.now() - began) / SECOND).toFixed(0)} s`)
    return figuresOf(scene, escalationsOf(holdsOf(stage, handed), calls), calls.length)
  })
}

function figuresOf(
  { how, holds, onTime, allTold }: Scene,
  escalations: readonly Escalation[],
  calls: number,
): Figure[] {
  const count = (is: (escalation: Escalation) => boolean) => escalations.filter(is).length
  const late = (instants: (escalation: Escalation) => number[]) =>
    Math.max(...escalations.flatMap((each) => instants(each).map((at) => at - each.heldAt - HELD_MS))) /
    SECOND
  const told = count(({ toldAt }) => toldAt.length === 1)
  const early = count(({ notedAt, toldAt }) =>
    toldAt.some((at) => at < (notedAt[0] ?? Number.POSITIVE_INFINITY)),
  )
  const near = count(({ notedAt, heldAt }) =>
    notedAt.some((at) => Math.abs(at - heldAt - HELD_MS) <= NEAR_MS),
  )
  return [
    exactly(
      `${how}: noted once`,
      count(({ notedAt }) => notedAt.length === 1),
      'holds',
      holds,
    ),
    ...(onTime ? [exactly(`${how}: noted 60 s ± 1 s after the hold began`, near, 'holds', holds)] : []),
    noted(
      `${how}: the last note after its minute`,
      late(({ notedAt }) => notedAt),
      's',
    ),
    allTold
      ? exactly(`${how}: told once`, told, 'agents', holds)
      : noted(`${how}: told once`, told, 'agents'),
    exactly(`${how}: told before the note`, early, 'agents', 0),
    noted(
      `${how}: the last notification after its minute`,
      late(({ toldAt }) => toldAt),
      's',
    ),
    noted(`${how}: calls of our functions for each, refused ones included`, calls / holds, 'calls'),
  ]
}
