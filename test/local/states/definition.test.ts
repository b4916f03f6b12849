import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aRoom, FUNCTION, hold, holdUntil, machine, pass, ROLE, review, scope } from './room.ts'

const room = aRoom()
const diagnose = (definition: unknown): any[] =>
  room.ask('ValidateStateMachineDefinition', {
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
  }).diagnostics
const telling = (Output: unknown) => machine({ Tell: pass({ Output }) })

describe('a definition that is refused in the words of AWS', () => {
  const endless = { Hold: hold(60, { Next: 'Review' }), Review: pass({ Next: 'Hold' }) }
  const caught = { ErrorEquals: ['States.ALL'], Output: '{% owner %}', Next: 'Over' }

  it.each([
    ['', 'SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', undefined],
    [{}, 'SCHEMA_VALIDATION_FAILED', 'These fields are required: [States, StartAt]', '/'],
    [
      { QueryLanguage: 'JSONata', States: { Hold: hold(60) } },
      'SCHEMA_VALIDATION_FAILED',
      'These fields are required: [StartAt]',
      '/',
    ],
    [
      machine({ Hold: hold(60, { QueryLanguage: 'JSONPath', End: true }) }),
      'SCHEMA_VALIDATION_FAILED',
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      '/States/Hold',
    ],
    [
      machine({ Review: review({ InputPath: '$.owner', End: true }) }),
      'SCHEMA_VALIDATION_FAILED',
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
      '/States/Review',
    ],
    [
      machine({ Tell: pass({ TimeoutSeconds: 60 }) }),
      'SCHEMA_VALIDATION_FAILED',
      "Field 'TimeoutSeconds' is not supported",
      '/States/Tell',
    ],
    [
      machine({ Hold: hold(60, { Retry: [{ ErrorEquals: ['States.ALL'] }], End: true }) }),
      'SCHEMA_VALIDATION_FAILED',
      "Field 'Retry' is not supported",
      '/States/Hold',
    ],
    [machine(endless), 'MISSING_END_STATE', 'Workflow has no terminal state', undefined],
    [
      machine({ ...endless, Over: { Type: 'Succeed' } }),
      'MISSING_TRANSITION_TARGET',
      'State "Over" is not reachable.',
      '/States/Over',
    ],
    [
      telling({ to: '{% owners[0] %}' }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to 'owners' at the top level is not supported.",
      '/States/Tell/Output/to',
    ],
    [
      telling({ mail: { to: ['{% $.owner %}'] } }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to '$' at the top level is not supported.",
      '/States/Tell/Output/mail/to[0]',
    ],
    [
      telling('{% $states.input.thread.($$) %}'),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to '$$' is not supported.",
      '/States/Tell/Output',
    ],
    [
      telling('{% $states.errorOutput.Cause %}'),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Field '$states.errorOutput' does not exist.",
      '/States/Tell/Output',
    ],
    [
      telling({ to: '{% owners[0:9) %}' }),
      'INVALID_JSONATA_EXPRESSION',
      'Expected "]", got ":"',
      '/States/Tell/Output/to',
    ],
    [
      machine({ Review: review({ Catch: [caught], Next: 'Over' }), Over: { Type: 'Succeed' } }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to 'owner' at the top level is not supported.",
      '/States/Review/Catch[0]/Output',
    ],
  ])('%j: %s', (definition, code, message, location) => {
    expect(diagnose(definition)).toEqual([
      { severity: 'ERROR', code, message, ...(location === undefined ? {} : { location }) },
    ])
  })

  it('is refused by CreateStateMachine in one sentence', () => {
    const definition = machine({ Hold: hold(60, { Next: 'Release' }) })

    expect(() => room.create(definition)).toThrow(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: Release at /States/Hold/Next, MISSING_END_STATE: Workflow has no terminal state'",
    )
  })

  it.each(['2026-03-03 01:00:00Z', '2026-03-03T01:00:00', '2026-13-03T01:00:00Z', '03-03-2026T01:00:00Z'])(
    'may not wait for %s',
    (until) => {
      expect(() => room.create(machine({ Hold: holdUntil(until) }))).toThrow(
        "'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/Hold/Timestamp'",
      )
    },
  )

  it('is told its place in the text where it is no JSON', () => {
    const definition = 'hold it until nine'
    const location = `[Source: (String)"${definition}"; line: 1, column: 5]`
    const message =
      "Unrecognized token 'hold': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

    expect(diagnose(definition)).toEqual([
      {
        severity: 'ERROR',
        code: 'INVALID_JSON_DESCRIPTION',
        message: `${message}\n at ${location}`,
        location,
      },
    ])
    expect(() => room.ask('CreateStateMachine', { name: 'holds', roleArn: ROLE, definition })).toThrow(
      `Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: ${message} at ${location}'`,
    )
  })
})

describe('a definition that is wrong', () => {
  const over = { Over: { Type: 'Succeed' } }
  const reviewing = (rest: object) => machine({ Review: review({ End: true, ...rest }) })
  const retrying = (...Retry: object[]) => reviewing({ Retry })
  const catching = (rule: object) =>
    machine({
      Review: review({ Catch: [{ ErrorEquals: ['AgentGone'], ...rule }], Next: 'Over' }),
      ...over,
    })
  const calling = (Resource: string) => machine({ Call: { Type: 'Task', Resource, End: true } })
  const deciding = (...Choices: object[]) =>
    machine({ 'Ended?': { Type: 'Choice', Choices, Default: 'Over' }, ...over })
  const iterating = (rest: object, states: Record<string, object> = { Look: pass() }) => ({
    Each: { Type: 'Map', ItemProcessor: { ...scope(states), ...rest }, End: true },
  })
  const assigning = (name: string) => pass({ Assign: { [name]: 'ana' } })

  it.each([
    ['JSONPath throughout', scope({ Tell: pass() }), '/States/Tell'],
    ['no JSON', '{owner: ana}', '[Source: (String)"{owner: ana}"; line: 1, column: 2]'],
    ['an unknown language', machine({ Tell: pass() }, { QueryLanguage: 'jsonata' }), '/QueryLanguage'],
    ['an unknown type', machine({ Rest: { Type: 'Sleep', End: true } }), '/States/Rest/Type'],
    ['an unknown field', machine({ Tell: pass({ Outcome: 'sent' }) }), '/States/Tell'],
    ['an unknown field of the machine', machine({ Tell: pass() }, { Deadline: 16 }), '/'],
    ['a field of the wrong type', machine({ Tell: pass({ Next: 16 }) }), '/States/Tell/Next'],
    ['neither Next nor End', machine({ Hold: hold(60, {}) }), '/States/Hold'],
    ['both Next and End', machine({ Hold: hold(60, { Next: 'Over', End: true }), ...over }), '/States/Hold'],
    ['a Wait without duration', machine({ Hold: { Type: 'Wait', End: true } }), '/States/Hold'],
    [
      'a Wait with two',
      machine({ Hold: { ...hold(60), Timestamp: '2026-03-03T01:00:00Z' } }),
      '/States/Hold',
    ],
    ['a Task without Resource', machine({ Call: { Type: 'Task', End: true } }), '/States/Call'],
    ['a Choice without rules', deciding(), '/States/Ended?'],
    [
      'a rule that tests a Variable',
      deciding({ Variable: '$.ended', BooleanEquals: true, Next: 'Over' }),
      '/States/Ended?/Choices[0]',
    ],
    [
      'HeartbeatSeconds not below TimeoutSeconds',
      reviewing({ TimeoutSeconds: 60, HeartbeatSeconds: 60 }),
      '/States/Review/HeartbeatSeconds',
    ],
    ['TimeoutSeconds of 0', reviewing({ TimeoutSeconds: 0 }), '/States/Review/TimeoutSeconds'],
    [
      'States.ALL in company',
      retrying({ ErrorEquals: ['States.ALL', 'AgentGone'] }),
      '/States/Review/Retry[0]/ErrorEquals',
    ],
    [
      'States.ALL not last',
      retrying({ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['AgentGone'] }),
      '/States/Review/Retry[0]/ErrorEquals',
    ],
    ['no error named', retrying({ ErrorEquals: [] }), '/States/Review/Retry[0]'],
    [
      'BackoffRate below 1',
      retrying({ ErrorEquals: ['AgentGone'], BackoffRate: 0.9 }),
      '/States/Review/Retry[0]/BackoffRate',
    ],
    [
      'an unknown jitter',
      retrying({ ErrorEquals: ['AgentGone'], JitterStrategy: 'SOME' }),
      '/States/Review/Retry[0]/JitterStrategy',
    ],
    ['a Catch without Next', catching({}), '/States/Review/Catch[0]'],
    ['a Catch with ResultPath', catching({ Next: 'Over', ResultPath: '$' }), '/States/Review/Catch[0]'],
    ['StartAt nowhere', machine({ Tell: pass() }, { StartAt: 'Hold' }), '/StartAt'],
    [
      'a branch that leaves its scope',
      machine({
        Meanwhile: { Type: 'Parallel', Branches: [scope({ Tell: pass({ Next: 'Over' }) })], Next: 'Over' },
        ...over,
      }),
      '/States/Meanwhile/Branches[0]/States/Tell/Next',
    ],
    ['a name twice', machine(iterating({}, { Each: pass() })), '/States/Each/ItemProcessor/States/Each'],
    [
      'a distributed Map',
      machine(iterating({ ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } })),
      '/States/Each/ItemProcessor/ProcessorConfig/Mode',
    ],
    [
      'a Mode that is none',
      machine(iterating({ ProcessorConfig: { Mode: 'inline' } })),
      '/States/Each/ItemProcessor/ProcessorConfig/Mode',
    ],
    [
      'an inline Map with what a distributed one has',
      machine(iterating({ ProcessorConfig: { Mode: 'INLINE', ExecutionType: 'EXPRESS' } })),
      '/States/Each/ItemProcessor/ProcessorConfig',
    ],
    ['an ItemReader', machine({ Each: { ...iterating({}).Each, ItemReader: {} } }), '/States/Each'],
    ['Credentials', reviewing({ Credentials: { RoleArn: ROLE } }), '/States/Review'],
    [
      'an activity',
      calling('arn:aws:states:us-east-1:111122223333:activity:answer-customers'),
      '/States/Call/Resource',
    ],
    ['.sync', calling('arn:aws:states:::states:startExecution.sync:2'), '/States/Call/Resource'],
    ['a service that is not there', calling('arn:aws:states:::sns:publish'), '/States/Call/Resource'],
    [
      'an SDK service that is not there',
      calling('arn:aws:states:::aws-sdk:s3:getObject'),
      '/States/Call/Resource',
    ],
    [
      'an action that does not exist',
      calling('arn:aws:states:::aws-sdk:connect:forgiveContact'),
      '/States/Call/Resource',
    ],
    ['no ARN', calling('review-hold'), '/States/Call/Resource'],
    [
      'a parameter that does not exist',
      reviewing({ Arguments: { FunctionName: 'review-hold', Contact: 'c-1' } }),
      '/States/Review/Arguments',
    ],
    ['a reserved variable', machine({ Tell: assigning('states') }), '/States/Tell/Assign/states'],
    [
      'a variable of the outer scope assigned inside',
      machine({
        Arrived: { Type: 'Pass', Assign: { owner: 'ana' }, Next: 'Each' },
        ...iterating({}, { Look: assigning('owner') }),
      }),
      '/States/Each/ItemProcessor/States/Look/Assign/owner',
    ],
    [
      '$states.result in a state that has none',
      telling('{% $states.result.Payload %}'),
      '/States/Tell/Output',
    ],
    [
      '$states.result before it is there',
      reviewing({ Arguments: { FunctionName: 'review-hold', Payload: '{% $states.result %}' } }),
      '/States/Review/Arguments/Payload',
    ],
    ['an expression with a space before it', telling({ to: ' {% 1 %}' }), '/States/Tell/Output/to'],
    ['an expression with a space after it', telling(['{% 1 %} ']), '/States/Tell/Output[0]'],
    ['an expression that is not closed', telling('{% 1 % }'), '/States/Tell/Output'],
    ['an expression that is not opened', telling('100 %}'), '/States/Tell/Output'],
    [
      'a default operator of a later JSONata',
      telling("{% $states.input.owner ?? 'nobody' %}"),
      '/States/Tell/Output',
    ],
  ])('%s is refused where it is', (_, definition, location) => {
    expect(diagnose(definition).map((problem) => problem.location)).toContain(location)
  })
})

describe('a definition that is right', () => {
  const caught = { ErrorEquals: ['AgentGone'], Output: '{% $states.errorOutput %}', Next: 'Over' }

  it.each([
    ['a state that says JSONata itself', scope({ Tell: pass({ QueryLanguage: 'JSONata' }) })],
    ['an output that is no object', telling(1.9)],
    ['what would be an expression, with spaces around it', telling({ wording: ' {% owner %} ' })],
    [
      'names inside predicates and lambdas',
      telling(
        '{% $map($states.input.held[hours > 16]^(>hours), function($one){ $one.owner }){owner: hours} %}',
      ),
    ],
    ['an expression as text in a Comment', machine({ Tell: pass({ Comment: '{% owner %}' }) })],
    [
      'a Map that tolerates failures',
      machine({
        Each: {
          Type: 'Map',
          Items: ['ana'],
          ToleratedFailureCount: '{% 16 %}',
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...scope({ Look: pass() }) },
          End: true,
        },
      }),
    ],
    ['a function by its ARN', machine({ Review: { Type: 'Task', Resource: FUNCTION, End: true } })],
    [
      'a catcher that reads the error',
      machine({ Review: review({ Catch: [caught], Next: 'Over' }), Over: { Type: 'Succeed' } }),
    ],
  ])('%s is accepted', (_, definition) => {
    expect(diagnose(definition)).toEqual([])
  })

  it('is every machine of ours', () => {
    const folder = new URL('../../../stepfunctions/', import.meta.url)
    const files = readdirSync(folder).filter((file) => file.endsWith('.asl.json'))
    const problems = files.flatMap((file) => diagnose(readFileSync(new URL(file, folder), 'utf8')))

    expect(files.length).toBeGreaterThan(0)
    expect(problems).toEqual([])
  })
})
