import { ConnectClient } from '@aws-sdk/client-connect'

import { connectLabels } from '../adapters/connect-after-contact-work.ts'
import { parseLabelTask } from '../contracts/tasks.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { labelLate } from '../usecases/record-disposition.ts'

const ports = { afterContactWork: connectLabels(new ConnectClient(), env('INSTANCE_ID')), journal }

/** Task "Write it" in stepfunctions/label-contact.asl.json. */
export const handler = lambdaOf(parseLabelTask, (task) => labelLate(task, ports))
