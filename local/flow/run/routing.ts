import { integerOf } from './integers.ts'
import type { Block, Run } from './run.ts'

const LARGEST = Number.MAX_SAFE_INTEGER

export const updateContactTargetQueue: Block = (run, { parameters }) => {
  run.world.setTargetQueue(targetOf(run, parameters))
  return undefined
}

function targetOf(run: Run, { QueueId, AgentId }: Readonly<Record<string, unknown>>) {
  return AgentId === undefined
    ? { queueId: run.need(QueueId, 'QueueId') }
    : { agentId: run.need(AgentId, 'AgentId') }
}

/** In the queue the contact is the customer queue flow's: this flow is over, NextAction is not taken. */
export const transferContactToQueue: Block = (run) => {
  run.world.transferToQueue()
  return { end: 'queued' }
}

/** The contact that waited is over, and with it this flow. */
export const dequeueContactAndTransferToQueue: Block = (run, { parameters }) => {
  run.world.moveToQueue(targetOf(run, parameters))
  return { end: 'queued' }
}

export const updateContactRoutingBehavior: Block = (run, { parameters }) => {
  if (parameters.QueuePriority === undefined) {
    const seconds = parameters.QueueTimeAdjustmentSeconds
    run.world.setRoutingBehavior({
      queueTimeAdjustmentSeconds: integerOf(run, seconds, 'QueueTimeAdjustmentSeconds', -LARGEST),
    })
  } else {
    run.world.setRoutingBehavior({ priority: integerOf(run, parameters.QueuePriority, 'QueuePriority', 1) })
  }
  return undefined
}

export const transferToFlow: Block = (run, { parameters }) => {
  const flowId = run.need(parameters.ContactFlowId, 'ContactFlowId')
  return { flowId, content: run.world.flowContent(flowId) }
}
