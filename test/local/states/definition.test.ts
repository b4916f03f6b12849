import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { aRoom, FUNCTION, invoke, machine } from './room.ts'

const PASS = { Type: 'Pass', End: true }
const room = aRoom()
const diagnose = (definition: unknown): any[] =>
  room.ask('ValidateStateMachineDefinition', {
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
  }).diagnostics

describe('a definition as measured on AWS', () => {
  it.each([
    ['', 'SCHEMA_VALIDATION_FAILED', 'Definition must be a valid JSON object', undefined],
    [{}, 'SCHEMA_VALIDATION_FAILED', 'These fields are required: [States, StartAt]', '/'],
    [
      { QueryLanguage: 'JSONata', States: { A: PASS } },
      'SCHEMA_VALIDATION_FAILED',
      'These fields are required: [StartAt]',
      '/',
    ],
    [
      machine({ A: { ...PASS, QueryLanguage: 'JSONPath' } }),
      'SCHEMA_VALIDATION_FAILED',
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      '/States/A',
    ],
    [
      machine({ A: { ...PASS, InputPath: '$.a' } }),
      'SCHEMA_VALIDATION_FAILED',
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
      '/States/A',
    ],
    [
      machine({ A: { ...PASS, TimeoutSeconds: 5 } }),
      'SCHEMA_VALIDATION_FAILED',
      "Field 'TimeoutSeconds' is not supported",
      '/States/A',
    ],
    [
      machine({ A: { Type: 'Wait', Seconds: 1, End: true, Retry: [{ ErrorEquals: ['States.ALL'] }] } }),
      'SCHEMA_VALIDATION_FAILED',
      "Field 'Retry' is not supported",
      '/States/A',
    ],
    [
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } }),
      'MISSING_END_STATE',
      'Workflow has no terminal state',
      undefined,
    ],
    [
      machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' }, C: PASS }),
      'MISSING_TRANSITION_TARGET',
      'State "C" is not reachable.',
      '/States/C',
    ],
    [
      machine({ E: { ...PASS, Output: { v: '{% phone[0] %}' } } }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to 'phone' at the top level is not supported.",
      '/States/E/Output/v',
    ],
    [
      machine({ E: { ...PASS, Output: { a: { b: ['{% $.phone %}'] } } } }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to '$' at the top level is not supported.",
      '/States/E/Output/a/b[0]',
    ],
    [
      machine({ E: { ...PASS, Output: '{% $states.input.($$) %}' } }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to '$$' is not supported.",
      '/States/E/Output',
    ],
    [
      machine({ E: { ...PASS, Output: { v: '{% phone[1,2) %}' } } }),
      'INVALID_JSONATA_EXPRESSION',
      'Expected "]", got ","',
      '/States/E/Output/v',
    ],
    [
      machine({
        E: invoke({ Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% phone %}', Next: 'F' }], Next: 'F' }),
        F: PASS,
      }),
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to 'phone' at the top level is not supported.",
      '/States/E/Catch[0]/Output',
    ],
  ])('%j: %s', (definition, code, message, location) => {
    expect(diagnose(definition)).toEqual([
      { severity: 'ERROR', code, message, ...(location === undefined ? {} : { location }) },
    ])
  })

  it('is refused by CreateStateMachine in one sentence', () => {
    const definition = machine({ A: { Type: 'Pass', Next: 'NOPE' } })

    expect(() => room.create(definition)).toThrow(
      "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state'",
    )
  })
})

describe('a definition that is wrong', () => {
  const map = (rest: object, processor: object = {}) => ({
    Type: 'Map',
    ItemProcessor: { StartAt: 'I', States: { I: PASS }, ...processor },
    End: true,
    ...rest,
  })
  const task = (Resource: string, rest: object = {}) => ({ Type: 'Task', Resource, End: true, ...rest })
  const retry = (...Retry: object[]) => invoke({ Retry, End: true })
  const assign = (name: string) => ({ ...PASS, Assign: { [name]: 1 } })

  it.each([
    ['JSONPath throughout', { StartAt: 'A', States: { A: PASS } }, '/States/A'],
    ['no JSON', '{not json', '[Source: (String)"{not json"; line: 1, column: 2]'],
    ['an unknown language', { ...machine({ A: PASS }), QueryLanguage: 'jsonata' }, '/QueryLanguage'],
    ['an unknown type', machine({ A: { Type: 'Sleep', End: true } }), '/States/A/Type'],
    ['an unknown field', machine({ A: { ...PASS, Outputs: 1 } }), '/States/A'],
    ['an unknown field of the machine', machine({ A: PASS }, { Timeout: 1 }), '/'],
    ['a field of the wrong type', machine({ A: { Type: 'Pass', Next: 1 } }), '/States/A/Next'],
    ['neither Next nor End', machine({ A: { Type: 'Pass' } }), '/States/A'],
    ['both Next and End', machine({ A: { Type: 'Pass', Next: 'B', End: true }, B: PASS }), '/States/A'],
    ['a Wait without duration', machine({ A: { Type: 'Wait', End: true } }), '/States/A'],
    ['a Wait with two', machine({ A: { Type: 'Wait', Seconds: 1, Timestamp: 'x', End: true } }), '/States/A'],
    ['a Task without Resource', machine({ A: { Type: 'Task', End: true } }), '/States/A'],
    [
      'a Choice without rules',
      machine({ A: { Type: 'Choice', Choices: [], Default: 'B' }, B: PASS }),
      '/States/A',
    ],
    [
      'a rule that tests a Variable',
      machine({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'B' }] }, B: PASS }),
      '/States/A/Choices[0]',
    ],
    [
      'HeartbeatSeconds not below TimeoutSeconds',
      machine({ A: invoke({ TimeoutSeconds: 5, HeartbeatSeconds: 5, End: true }) }),
      '/States/A/HeartbeatSeconds',
    ],
    [
      'TimeoutSeconds of 0',
      machine({ A: invoke({ TimeoutSeconds: 0, End: true }) }),
      '/States/A/TimeoutSeconds',
    ],
    [
      'States.ALL in company',
      machine({ A: retry({ ErrorEquals: ['States.ALL', 'X'] }) }),
      '/States/A/Retry[0]/ErrorEquals',
    ],
    [
      'States.ALL not last',
      machine({ A: retry({ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['X'] }) }),
      '/States/A/Retry[0]/ErrorEquals',
    ],
    ['no error named', machine({ A: retry({ ErrorEquals: [] }) }), '/States/A/Retry[0]'],
    [
      'BackoffRate below 1',
      machine({ A: retry({ ErrorEquals: ['X'], BackoffRate: 0.5 }) }),
      '/States/A/Retry[0]/BackoffRate',
    ],
    [
      'an unknown jitter',
      machine({ A: retry({ ErrorEquals: ['X'], JitterStrategy: 'HALF' }) }),
      '/States/A/Retry[0]/JitterStrategy',
    ],
    [
      'a Catch without Next',
      machine({ A: invoke({ Catch: [{ ErrorEquals: ['X'] }], End: true }) }),
      '/States/A/Catch[0]',
    ],
    [
      'a Catch with ResultPath',
      machine({
        A: invoke({ Catch: [{ ErrorEquals: ['X'], Next: 'B', ResultPath: '$' }], Next: 'B' }),
        B: PASS,
      }),
      '/States/A/Catch[0]',
    ],
    ['StartAt nowhere', { ...machine({ A: PASS }), StartAt: 'B' }, '/StartAt'],
    [
      'a branch that leaves its scope',
      machine({
        P: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }],
          Next: 'B',
        },
        B: PASS,
      }),
      '/States/P/Branches[0]/States/A/Next',
    ],
    [
      'a name twice',
      machine({ A: map({}, { StartAt: 'A', States: { A: PASS } }) }),
      '/States/A/ItemProcessor/States/A',
    ],
    [
      'a distributed Map',
      machine({ A: map({}, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } }) }),
      '/States/A/ItemProcessor/ProcessorConfig/Mode',
    ],
    ['an ItemReader', machine({ A: map({ ItemReader: {} }) }), '/States/A'],
    ['Credentials', machine({ A: invoke({ Credentials: { RoleArn: 'x' }, End: true }) }), '/States/A'],
    [
      'an activity',
      machine({ A: task('arn:aws:states:us-east-1:111122223333:activity:a') }),
      '/States/A/Resource',
    ],
    ['.sync', machine({ A: task('arn:aws:states:::states:startExecution.sync:2') }), '/States/A/Resource'],
    [
      'a service that is not there',
      machine({ A: task('arn:aws:states:::sns:publish') }),
      '/States/A/Resource',
    ],
    [
      'an SDK service that is not there',
      machine({ A: task('arn:aws:states:::aws-sdk:s3:getObject') }),
      '/States/A/Resource',
    ],
    [
      'an action that does not exist',
      machine({ A: task('arn:aws:states:::aws-sdk:connect:hangUp') }),
      '/States/A/Resource',
    ],
    ['no ARN', machine({ A: task('work') }), '/States/A/Resource'],
    [
      'a parameter that does not exist',
      machine({ A: invoke({ Arguments: { FunctionName: 'f', Body: 1 }, End: true }) }),
      '/States/A/Arguments',
    ],
    ['a reserved variable', machine({ A: assign('states') }), '/States/A/Assign/states'],
    [
      'a variable of the outer scope assigned inside',
      machine({
        A: { ...assign('x'), End: undefined, Next: 'M' },
        M: map({}, { States: { I: assign('x') } }),
      }),
      '/States/M/ItemProcessor/States/I/Assign/x',
    ],
    [
      '$states.errorOutput outside a Catch',
      machine({ A: { ...PASS, Output: '{% $states.errorOutput.Error %}' } }),
      '/States/A/Output',
    ],
    [
      'a default operator of a later JSONata',
      machine({ A: { ...PASS, Output: '{% $states.input.a ?? 1 %}' } }),
      '/States/A/Output',
    ],
  ])('%s is refused where it is', (_, definition, location) => {
    expect(diagnose(definition).map((problem) => problem.location)).toContain(location)
  })
})

describe('a definition that is right', () => {
  it.each([
    [
      'a state that says JSONata itself',
      { StartAt: 'A', States: { A: { ...PASS, QueryLanguage: 'JSONata' } } },
    ],
    ['an output that is no object', machine({ A: { ...PASS, Output: 0.1 } })],
    [
      'names inside predicates and lambdas',
      machine({
        A: { ...PASS, Output: '{% $map($states.input.l[v > 3]^(>w), function($x){ $x.y }){k: v} %}' },
      }),
    ],
    ['an expression as text in a Comment', machine({ A: { ...PASS, Comment: '{% phone %}' } })],
    [
      'a Map that tolerates failures',
      machine({
        A: {
          Type: 'Map',
          Items: [1],
          ToleratedFailureCount: '{% 1 %}',
          ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'I', States: { I: PASS } },
          End: true,
        },
      }),
    ],
    ['a function by its ARN', machine({ A: { Type: 'Task', Resource: FUNCTION, End: true } })],
    [
      'a catcher that reads the error',
      machine({
        A: invoke({
          Catch: [{ ErrorEquals: ['X'], Output: '{% $states.errorOutput %}', Next: 'B' }],
          Next: 'B',
        }),
        B: PASS,
      }),
    ],
  ])('%s is accepted', (_, definition) => {
    expect(diagnose(definition)).toEqual([])
  })

  it('is every machine of ours', () => {
    const folder = new URL('../../../stepfunctions/', import.meta.url)
    const files = readdirSync(folder).filter((file) => file.endsWith('.asl.json'))
    const problems = files.flatMap((file) => diagnose(readFileSync(new URL(file, folder), 'utf8')))

    expect(problems).toEqual([])
  })
})
