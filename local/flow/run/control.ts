import { isRecord, textOf } from '../document.ts'
import { integerOf } from './integers.ts'
import { type Block, fail, type Outcome, type Run } from './run.ts'

export const compare: Block = (run, { parameters }) => ({
  compare: run.read(textOf(parameters.ComparisonValue)),
})

export const checkHoursOfOperation: Block = (run, { parameters }) => {
  const id = parameters.HoursOfOperationId
  return { result: run.world.checkHours(id === undefined ? undefined : run.need(id, 'HoursOfOperationId')) }
}

function targetOf(run: Run, parameters: Readonly<Record<string, unknown>>) {
  if (parameters.AgentId !== undefined) return { agentId: run.need(parameters.AgentId, 'AgentId') }
  return parameters.QueueId === undefined ? {} : { queueId: run.need(parameters.QueueId, 'QueueId') }
}

export const checkMetricData: Block = (run, { parameters }) => ({
  compare: run.world.metric(textOf(parameters.MetricType), targetOf(run, parameters)),
})

/** Of the many values that this block can load, those that the world knows; the others stay empty. */
export const getMetricData: Block = (run, { parameters }) => {
  const metric = (type: string) => run.world.metric(type, targetOf(run, parameters))
  run.set('Metrics', {
    Queue: {
      Size: metric('NumberOfContactsInQueue'),
      OldestContactAge: Math.floor(metric('OldestContactInQueueAgeSeconds') / 1000),
    },
    Agents: {
      Available: { Count: metric('NumberOfAgentsAvailable') },
      Staffed: { Count: metric('NumberOfAgentsStaffed') },
      Online: { Count: metric('NumberOfAgentsOnline') },
    },
  })
  return undefined
}

/** ContinueLooping as often as LoopCount says, then DoneLooping once, then from the start [D]. */
export const loop: Block = (run, { identifier, parameters }) => {
  const count = integerOf(run, parameters.LoopCount, 'LoopCount', 0, 100)
  const key = `${run.flowId}#${identifier}`
  const done = run.loops.get(key) ?? 0
  run.loops.set(key, done < count ? done + 1 : 0)
  const others = run.get('Loop')
  const name = textOf(parameters.LoopName) || identifier
  run.set('Loop', { ...(isRecord(others) ? others : {}), [name]: { Index: done } })
  return { result: done < count ? 'ContinueLooping' : 'DoneLooping' }
}

const listens = (events: unknown) => Array.isArray(events) && events.includes('CustomerReturned')

/** Calls wait only with what else the block can be told, none of which is run here [D wait]. */
export const wait: Block = async (run, { parameters }) => {
  if (run.world.read('$.Channel') === 'VOICE') fail('Calls do not wait')
  const seconds = integerOf(run, parameters.TimeLimitSeconds, 'TimeLimitSeconds', 1, 604_800)
  if (listens(parameters.Events) && run.world.waitForCustomer)
    return { result: await run.world.waitForCustomer(seconds) }
  await run.world.wait(seconds)
  return { result: 'WaitCompleted' }
}

/** A number from 1 to 100 for its conditions [D]. */
export const distributeByPercentage: Block = (run) => ({ compare: 1 + run.random.below(100) })

export const updateFlowLoggingBehavior: Block = (run, { parameters }) => {
  run.logging = parameters.FlowLoggingBehavior === 'Enabled'
  return undefined
}

export const disconnectParticipant: Block = disconnect

/**
 * In an inbound or disconnect flow it is the same as Disconnect; in a queue flow whose prompts were interrupted it goes
 * back to them [D end-flow-resume].
 */
export const endFlowExecution: Block = (run) => {
  if (run.type === 'CONTACT_FLOW') return disconnect(run)
  const { interrupted } = run
  return run.type === 'CUSTOMER_QUEUE' && interrupted !== undefined
    ? { backTo: interrupted }
    : { end: 'ended' }
}

function disconnect(run: Run): Outcome {
  run.world.disconnect()
  return { end: 'disconnected' }
}
