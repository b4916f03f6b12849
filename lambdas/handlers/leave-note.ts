import { ConnectClient } from '@aws-sdk/client-connect'

import { connectNotes } from '../adapters/connect-notes.ts'
import { parseBranchTask } from '../contracts/takeover-tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { settings } from '../runtime/settings.ts'
import { leaveNote } from '../usecases/tell-owner.ts'

const configured = settings()
const ports = { notes: connectNotes(new ConnectClient(), env('INSTANCE_ID')), journal }

/** Task "Leave the note" in stepfunctions/tell-owner.asl.json. */
export const handler = lambdaOf(parseBranchTask, ({ takeover, owner }) =>
  leaveNote(takeover, owner, configured, ports),
)
