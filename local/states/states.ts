import * as sdk from '@aws-sdk/client-sfn'
import type { Random } from '../random.ts'
import type { Aws, Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { statesAccess } from './access.ts'
import { Executions } from './api/executions.ts'
import { Machines } from './api/machines.ts'
import { taskAnswers } from './api/task-answers.ts'
import { Engine } from './engine.ts'

/** The Step Functions service, and what only the local contact centre asks it. */
export interface StatesService extends Service {
  /** How many executions have not ended. */
  running(): number
}

/**
 * AWS Step Functions: Standard and Express state machines in JSONata, on the virtual clock. What a machine calls goes through `aws`
 * under the machine's role; what is not modelled is refused when the machine is created.
 */
export function createStates({
  timeline,
  random,
  aws,
}: {
  timeline: Timeline
  random: Random
  aws: Aws
}): StatesService {
  const engine = new Engine({ timeline, random, aws })
  const machines = new Machines(timeline, random)
  const executions = new Executions({ timeline, random, machines, engine })
  return {
    name: 'states',
    sdk,
    operations: { ...machines.operations, ...executions.operations, ...taskAnswers(engine) },
    access: statesAccess,
    running: () => engine.running,
  }
}
