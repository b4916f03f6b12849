import { atMost, exactly, type Figure } from '../figure.ts'
import { callsDuring, type HeardCall, inWords, isBy } from '../stage/heard.ts'
import { HOUR, MINUTE, onStage, type Stage } from '../stage/stage.ts'

const HELD_MS = 16 * HOUR
const MOST_CALLS = 5
const TELLERS = ['tell-owner', 'leave-note', 'task-owner']

/**
 * What is called when another agent takes what was held for its owner: the start of the state machine, and whatever our
 * functions call in it. Not counted are Step Functions' invocations of them, nor what every acceptance records.
 */
export async function takeover(progress: (line: string) => void): Promise<Figure[]> {
  return onStage({ quotas: 'default' }, progress, async (stage) => {
    const { people } = stage.centre.connect
    const answers = await stage.threadOf('ana')
    const contact = stage.receive({ answers })
    await stage.pass(HELD_MS + 2 * MINUTE)
    people.setStatus('ben', 'Available')
    const calls = await callsDuring(stage.centre, async () => {
      people.accept('ben', contact)
      await stage.pass(5 * MINUTE)
    })
    const told = calls.filter((call) => startsTelling(stage, call) || isATellers(call))
    progress(`a takeover: ${inWords(told)}`)
    const tasks = stage.centre.connect.contacts().filter(({ channel }) => channel === 'TASK')
    return [
      atMost('a takeover: calls of our functions, its start included', told.length, 'calls', MOST_CALLS),
      exactly('a takeover: tasks for the owner', tasks.length, 'tasks', 1),
    ]
  })
}

const startsTelling = (stage: Stage, { operation, input }: HeardCall) =>
  operation === 'StartExecution' &&
  input.stateMachineArn === stage.resource('AWS::StepFunctions::StateMachine', 'TellOwner')

const isATellers = (call: HeardCall) => TELLERS.some((name) => isBy(name, call))
