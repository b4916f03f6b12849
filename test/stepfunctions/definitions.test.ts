import { readdirSync, readFileSync } from 'node:fs'
import aslValidator from 'asl-validator'
import { describe, expect, it } from 'vitest'

interface State {
  Type: string
  Next?: string
  Default?: string
  TimeoutSeconds?: number
  Retry?: { ErrorEquals: string[]; JitterStrategy?: string; BackoffRate?: number }[]
  Catch?: { ErrorEquals: string[]; Next: string }[]
  Choices?: { Next: string; Condition: string }[]
  Branches?: { StartAt: string; States: Record<string, State> }[]
}
interface Definition {
  Comment?: string
  QueryLanguage?: string
  TimeoutSeconds?: number
  StartAt: string
  States: Record<string, State>
}

const files = readdirSync('stepfunctions').filter((file) => file.endsWith('.asl.json'))
const lambdaSources = ['domain', 'ports', 'usecases', 'contracts'].flatMap((room) =>
  readdirSync(`lambdas/${room}`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`lambdas/${room}/${file}`, 'utf8')),
)

describe.each(files)('%s', (file) => {
  const definition: Definition = JSON.parse(readFileSync(`stepfunctions/${file}`, 'utf8'))
  const states = [definition, ...branchesOf(definition)].flatMap(({ States }) => Object.entries(States))

  it('is valid Amazon States Language', () => {
    expect(aslValidator(definition).errors).toEqual([])
  })

  it('says what it is for, and cannot run for ever', () => {
    expect(definition.Comment?.length ?? 0).toBeGreaterThan(0)
    expect(definition.TimeoutSeconds ?? 0).toBeGreaterThan(0)
    expect(definition.QueryLanguage).toBe('JSONata')
  })

  it('has no state it can never enter, and no way to a state that is not there', () => {
    expect(reachable(definition)).toEqual(new Set(Object.keys(definition.States)))
  })

  it('bounds and catches every task, and retries what backs off with jitter', () => {
    const careless = states
      .filter(([, { Type }]) => Type === 'Task')
      .filter(
        ([, { TimeoutSeconds, Retry, Catch }]) =>
          !(
            TimeoutSeconds &&
            Catch &&
            Retry?.every((r) => r.JitterStrategy === 'FULL' || r.BackoffRate === 1)
          ),
      )
      .map(([name]) => name)
    expect(careless).toEqual([])
  })

  it('goes by error names that a class of ours has', () => {
    const names = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    )
    const ours = names.filter((name) => !name.startsWith('States.'))
    const unknown = ours.filter(
      (name) => !lambdaSources.some((source) => source.includes(`readonly name = '${name}'`)),
    )
    expect(unknown).toEqual([])
  })

  it('switches on kinds that the domain has, and on nothing else', () => {
    const conditions = states.flatMap(([, { Choices = [] }]) => Choices.map(({ Condition }) => Condition))
    const kinds = conditions.map(
      (condition) => /^\{% \$states\.input\.kind = '([\w-]+)' %\}$/.exec(condition)?.[1],
    )
    const unknown = kinds.filter(
      (kind) => !lambdaSources.some((source) => source.includes(`kind: '${kind}'`)),
    )
    expect(unknown).toEqual([])
  })
})

/** Of the parallel states on the first level; there are none below. */
function branchesOf({ States }: Definition): Pick<Definition, 'States'>[] {
  return Object.values(States).flatMap(({ Branches = [] }) => Branches)
}

function reachable(definition: Definition, from = definition.StartAt, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen
  seen.add(from)
  const state = definition.States[from]
  const exits = [
    state?.Next,
    state?.Default,
    ...(state?.Catch ?? []).map((c) => c.Next),
    ...(state?.Choices ?? []).map((c) => c.Next),
  ]
  for (const next of exits) if (next) reachable(definition, next, seen)
  return seen
}
