import { atMost, exactly, type Figure, noted } from '../figure.ts'
import { HOUR, MINUTE, onStage, SECOND, type Stage } from '../stage/stage.ts'
import { releasesOf } from './releases.ts'

const HOLDS = 10_000
const HELD_MS = 16 * HOUR
/** Of the configuration: when our state machines look whether Connect has ended the hold by itself. */
const GRACE_MS = MINUTE
const MOST_WALL_S = 90
const MOST_GB = 1.5
const THREADS = 10
const IN_WORDS = `${HOLDS} holds that end in the same minute`

/**
 * Ten thousand replies are held for an agent who is logged out, and all the holds end within the same minute.
 *
 * They get there as every reply does: through the flow, ReceiveEmail and its state machine, under the default API quotas.
 * Left out are the acknowledgements, by a state machine that does nothing in place of theirs, and the sweep, which would
 * take them up again; raised is the instance's quota of active emails. Another agent is there all night. Measured is
 * from a second before the first hold ends until every state machine has looked after its own. Memory is the most that
 * this process ever had, the setting-up and all sandboxes included.
 */
export async function manyHolds(progress: (line: string) => void): Promise<Figure[]> {
  const concurrentEmails = 2 * HOLDS
  return onStage({ quotas: 'default', switches: { concurrentEmails } }, progress, async (stage) => {
    const began = performance.now()
    const contacts = await hold(stage)
    const setUp = since(began)
    progress(`many holds: ${HOLDS} are held after ${setUp.toFixed(0)} s; the night passes`)
    const ends = contacts.map((id) => (stage.contact(id).enqueuedAt ?? 0) + HELD_MS)
    const [first, last] = [Math.min(...ends), Math.max(...ends)]
    await stage.pass(first - SECOND - stage.now())
    progress(`many holds: they end within ${(last - first) / SECOND} s of virtual time`)
    const measured = performance.now()
    await stage.pass(last + GRACE_MS - stage.now())
    await untilAllHaveLooked(stage)
    const wall = since(measured)
    const { once, early } = await releasesOf(stage, contacts, HELD_MS)
    return [
      noted(`${IN_WORDS}: setting them up, not measured`, setUp, 's'),
      exactly(
        `${IN_WORDS}: released exactly once, by Connect's account and by our record`,
        once,
        'holds',
        HOLDS,
      ),
      exactly(`${IN_WORDS}: released or offered to anybody early`, early, 'holds', 0),
      atMost(`${IN_WORDS}: wall time of the ends, reviews included`, wall, 's', MOST_WALL_S),
      atMost(`${IN_WORDS}: peak memory of the whole process, setting-up included`, peakGb(), 'GB', MOST_GB),
    ]
  })
}

const since = (began: number) => (performance.now() - began) / SECOND

/** All of them wake within seconds, more than the account may run functions at once: those that are refused try again. */
async function untilAllHaveLooked(stage: Stage): Promise<void> {
  const giveUpAt = stage.now() + HOUR
  while (stage.centre.services.states.running() > 0 && stage.now() < giveUpAt) await stage.pass(SECOND)
}

/** maxRSS is in kilobytes. */
const peakGb = () => (process.resourceUsage().maxRSS * 1024) / 1e9

/** Gives the held contacts, none of which is acknowledged. */
async function hold(stage: Stage): Promise<string[]> {
  const answers: string[] = []
  for (let i = 0; i < THREADS; i++) answers.push(await stage.threadOf('ana'))
  await leaveOutAcknowledgements(stage)
  stage.centre.connect.people.setStatus('ben', 'Available')
  const contacts = Array.from({ length: HOLDS }, (_, i) => stage.receive({ answers: answers[i % THREADS] }))
  await stage.pass(MINUTE)
  const held = contacts.filter((id) => stage.contact(id).criteria !== undefined)
  if (held.length !== HOLDS) throw new Error(`${held.length} of ${HOLDS} contacts are held`)
  return contacts
}

async function leaveOutAcknowledgements(stage: Stage): Promise<void> {
  const { Schedules } = await stage.call('scheduler', 'ListSchedules', {})
  for (const { Name } of Schedules) await stage.call('scheduler', 'DeleteSchedule', { Name })
  await stage.call('states', 'UpdateStateMachine', {
    stateMachineArn: stage.resource('AWS::StepFunctions::StateMachine', 'AcknowledgeEmail'),
    definition: JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Nothing',
      States: { Nothing: { Type: 'Succeed' } },
    }),
  })
}
