import { integerOf } from './integers.ts'
import type { Block } from './run.ts'

const LARGEST = Number.MAX_SAFE_INTEGER

export const updateContactTargetQueue: Block = (run, { parameters }) => {
  if (parameters.AgentId === undefined) {
    run.world.setTargetQueue({ queueId: run.need(parameters.QueueId, 'QueueId') })
  } else {
    run.world.setTargetQueue({ agentId: run.need(parameters.AgentId, 'AgentId') })
  }
  return undefined
}

/** In the queue the contact is the customer queue flow's: this flow is over, NextAction is not taken. */
export const transferContactToQueue: Block = (run) => {
  run.world.transferToQueue()
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
