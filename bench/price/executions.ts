import type { Stage } from '../stage/stage.ts'

/** An event in the execution log has its execution's ARN, its type and its times around what the history has of it. */
const AROUND_EVENT_BYTES = 350

export interface Executions {
  count: number
  transitions: number
  /** What they wrote to their log, at level ALL without the data. */
  logBytes: number
}

/** Of all that have run: a transition is a state entered or tried again (Step Functions pricing page). */
export async function executionsOn(stage: Stage): Promise<Executions> {
  const all = { count: 0, transitions: 0, logBytes: 0 }
  const machines = stage.centre.deployed().filter(({ type }) => type === 'AWS::StepFunctions::StateMachine')
  for (const { ref: stateMachineArn } of machines) {
    for await (const { executionArn } of pages(stage, stateMachineArn)) {
      const { events } = await stage.call('states', 'GetExecutionHistory', {
        executionArn,
        includeExecutionData: false,
        maxResults: 1000,
      })
      all.count++
      all.transitions += transitionsIn(events)
      for (const event of events) all.logBytes += JSON.stringify(event).length + AROUND_EVENT_BYTES
    }
  }
  return all
}

function transitionsIn(events: readonly { type: string }[]): number {
  const count = (suffix: string) => events.filter(({ type }) => type.endsWith(suffix)).length
  return count('StateEntered') + count('TaskScheduled') - count('TaskStateEntered')
}

async function* pages(stage: Stage, stateMachineArn: string): AsyncGenerator<{ executionArn: string }> {
  let nextToken: string | undefined
  do {
    const page = await stage.call('states', 'ListExecutions', {
      stateMachineArn,
      ...(nextToken && { nextToken }),
    })
    yield* page.executions
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}
