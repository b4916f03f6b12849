import { Random } from '../../../local/random.ts'
import { type Aws, type Caller, OPERATOR } from '../../../local/service.ts'
import { createStates, type StatesService } from '../../../local/states/states.ts'
import { Timeline } from '../../../local/timeline.ts'

export const START = Date.parse('2026-03-02T09:00:00.000Z')
export const SIXTEEN_HOURS = 57_600
export const ROLE = 'arn:aws:iam::111122223333:role/workflows'
export const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:review-hold'
export const SUPERVISORS = 'https://sqs.us-east-1.amazonaws.com/111122223333/supervisors'

export interface Call {
  service: string
  operation: string
  input: any
  caller: Caller
}

/** Step Functions with a clock that moves only when told, and whatever else is called answered by `answer`. */
export function aRoom(answer: (call: Call) => unknown = () => ({})) {
  const timeline = new Timeline({ start: START, flowing: false })
  const calls: Call[] = []
  const aws: Aws = {
    async call<Output>(service: string, operation: string, input: object, caller: Caller) {
      const call = { service, operation, input, caller }
      calls.push(call)
      if (service === 'states') return (await states.operations[operation]!(input, caller)) as Output
      return (await answer(call)) as Output
    },
  }
  const states: StatesService = createStates({ timeline, random: new Random(7), aws })
  const ask = (operation: string, input: object): any => states.operations[operation]!(input, OPERATOR)
  const create = (definition: object, name = 'holds'): string =>
    ask('CreateStateMachine', { name, roleArn: ROLE, definition: JSON.stringify(definition) }).stateMachineArn
  const start = (stateMachineArn: string, input: unknown = {}, name?: string): string =>
    ask('StartExecution', { stateMachineArn, input: JSON.stringify(input), ...(name ? { name } : {}) })
      .executionArn
  const describe = (executionArn: string) => ask('DescribeExecution', { executionArn })
  const events = (executionArn: string): any[] =>
    ask('GetExecutionHistory', { executionArn, maxResults: 1000 }).events
  /** Runs a machine until it ends or waits longer than `forMs`. */
  const run = async (definition: object, input: unknown = {}, forMs = 0) => {
    const execution = start(create(definition), input)
    await timeline.advance(forMs)
    const described = describe(execution)
    const output = described.output === undefined ? undefined : JSON.parse(described.output)
    return { ...described, output, events: events(execution), execution }
  }
  return { timeline, states, calls, ask, create, start, describe, events, run }
}

/** A scope of these states, e.g. a branch; it starts with the first. */
export const scope = (states: Record<string, object>) => ({ StartAt: Object.keys(states)[0], States: states })

/** A JSONata machine of these states; it starts with the first. */
export const machine = (states: Record<string, object>, rest: object = {}): object => ({
  QueryLanguage: 'JSONata',
  ...scope(states),
  ...rest,
})

export const pass = (rest: object = {}) => ({
  Type: 'Pass',
  ...('Next' in rest ? {} : { End: true }),
  ...rest,
})
export const hold = (Seconds: unknown, rest: object = { End: true }) => ({ Type: 'Wait', Seconds, ...rest })
export const holdUntil = (Timestamp: string) => ({ Type: 'Wait', Timestamp, End: true })

/** A Task that has a hold reviewed by our function. */
export const review = (rest: object = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: FUNCTION, Payload: '{% $states.input %}' },
  ...rest,
})

/** A Task that sends its token to the supervisors and waits for their answer. */
export const askSupervisor = (rest: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: { QueueUrl: SUPERVISORS, MessageBody: { token: '{% $states.context.Task.Token %}' } },
  End: true,
  ...rest,
})
export const tokenOf = ({ input }: Call): string => JSON.parse(input.MessageBody).token

/** An answer of Lambda's Invoke. */
export const invoked = (payload: unknown, functionError?: string) => ({
  StatusCode: 200,
  ExecutedVersion: '$LATEST',
  Payload: Buffer.from(JSON.stringify(payload)),
  ...(functionError ? { FunctionError: functionError } : {}),
})

/** An answer of Lambda's Invoke whose function threw. */
export const threw = (errorType: string) => invoked({ errorType, errorMessage: 'ana has left' }, 'Unhandled')

export const typesOf = (events: any[]) => events.map(({ type }) => type)
export const linksOf = (events: any[]) => events.map(({ previousEventId }) => previousEventId)
