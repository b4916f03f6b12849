import { ConnectClient } from '@aws-sdk/client-connect'

import { connectTasks } from '../adapters/connect-tasks.ts'
import { parseBranchTask } from '../contracts/takeover-tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { taskOwner } from '../usecases/tell-owner.ts'

const configured = settings()
const ports = {
  tasks: connectTasks(new ConnectClient(), env('INSTANCE_ID'), env('OWNER_TASK_FLOW_ID')),
  journal,
}

/** Task "Give the owner a task" in stepfunctions/tell-owner.asl.json. */
export const handler = lambdaOf(parseBranchTask, ({ takeover, owner }) =>
  taskOwner(takeover, owner, configured, ports),
)
