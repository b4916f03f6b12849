import type { Frame } from './execution.ts'
import type { Json } from './payload.ts'

/**
 * `$states.context` (developer guide, "Accessing execution data from the Context object"); the order of members is as
 * recorded. State.RetryCount is there for the states that can retry.
 */
export function contextOf(frame: Frame): Record<string, unknown> {
  const { execution, item, token } = frame
  const { revision, redrives } = execution
  const retries = ['Task', 'Parallel', 'Map'].includes(frame.scope.States[frame.state]?.Type ?? '')
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input) as Json,
      StartTime: new Date(execution.startedAt).toISOString(),
      Name: execution.name,
      RoleArn: revision.roleArn,
      ...(revision.express ? {} : { RedriveCount: redrives.length }),
      ...(redrives.length === 0 ? {} : { RedriveTime: new Date(redrives.at(-1)!.at).toISOString() }),
    },
    StateMachine: { Id: revision.arn, Name: revision.name },
    State: {
      Name: frame.state,
      EnteredTime: new Date(frame.enteredAt).toISOString(),
      ...(retries ? { RetryCount: frame.retries } : {}),
    },
    ...(item === undefined ? {} : { Map: { Item: item } }),
    ...(token === undefined ? {} : { Task: { Token: token } }),
  }
}
