import { describe, expect, it } from 'vitest'
import type { ContentType } from '../../../local/flow/catalogue/spec.ts'
import { lintFlow } from '../../../local/flow/lint.ts'
import { ACCEPTED } from './builders/accepted-actions.ts'
import { flowOf } from './builders/flows.ts'

/** Where JSON of any type may stand: these types' parameters are a program's own, or known from one source. */
const FREE =
  /ViewData|ResultData|\.Input\b|SegmentAttributes|DurationInSeconds|ProficiencyLevel|AgenticCX|Upsert|ListDataTable/
/** Where a JSON number may stand for its text. */
const COUNTED = /LoopCount/
/** Maps, whose keys the author chooses, and structures of which some fields are known only. */
const OPEN_TYPES = ['ConnectParticipantWithAgenticCX', 'ListDataTableValues', 'UpsertDataTableValues']

type Breaking = [kind: string, variants: (action: any) => any[]]

function change(action: any, path: (string | number)[], value: unknown): any {
  const copy = structuredClone(action)
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy)
  const last = path.at(-1) ?? ''
  if (value !== undefined) parent[last] = value
  else if (Array.isArray(parent)) parent.splice(Number(last), 1)
  else delete parent[last]
  return copy
}

function textsIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]))
}

const branches = (action: any, name: 'Errors' | 'Conditions') => Object.keys(action.Transitions?.[name] ?? [])
const strict = (action: any) =>
  textsIn(action.Parameters).filter((path) => !FREE.test(`${action.Type}.${path.join('.')}`))
/** The last thing that a branch needs is its target. */
const targets = (action: any): (string | number)[][] => [
  ...(action.Transitions?.NextAction ? [['Transitions', 'NextAction']] : []),
  ...branches(action, 'Errors').map((at) => ['Transitions', 'Errors', at, 'NextAction']),
  ...branches(action, 'Conditions').map((at) => ['Transitions', 'Conditions', at, 'NextAction']),
]

const BREAKING: Breaking[] = [
  [
    'a text is empty',
    (action) => textsIn(action.Parameters).map((path) => change(action, ['Parameters', ...path], '')),
  ],
  [
    'a text is a number',
    (action) =>
      strict(action)
        .filter((path) => !COUNTED.test(path.join('.')))
        .map((path) => change(action, ['Parameters', ...path], 5)),
  ],
  [
    'a text is a boolean',
    (action) => strict(action).map((path) => change(action, ['Parameters', ...path], true)),
  ],
  ['a branch leads nowhere', (action) => targets(action).map((path) => change(action, path, 'nowhere'))],
  [
    'a branch has no target',
    (action) =>
      branches(action, 'Errors').map((at) =>
        change(action, ['Transitions', 'Errors', at, 'NextAction'], undefined),
      ),
  ],
  [
    'an error is misspelt',
    (action) =>
      branches(action, 'Errors').map((at) =>
        change(action, ['Transitions', 'Errors', at, 'ErrorType'], 'NoMatchingErrors'),
      ),
  ],
  [
    'an operator is misspelt',
    (action) =>
      branches(action, 'Conditions').map((at) =>
        change(action, ['Transitions', 'Conditions', at, 'Condition', 'Operator'], 'Equal'),
      ),
  ],
  [
    'a condition has two operands',
    (action) =>
      branches(action, 'Conditions').map((at) =>
        change(action, ['Transitions', 'Conditions', at, 'Condition', 'Operands'], ['a', 'b']),
      ),
  ],
  ['the type is misspelt', (action) => [change(action, ['Type'], `${action.Type}s`)]],
  [
    'a parameter is unknown',
    (action) =>
      OPEN_TYPES.includes(action.Type)
        ? []
        : [change({ Parameters: {}, ...action }, ['Parameters', 'Unknown'], 'x')],
  ],
]

describe('a flow that was accepted', () => {
  it.each(BREAKING)('is refused when %s', (_, variants) => {
    const passed = ACCEPTED.flatMap(([name, action, type = 'CONTACT_FLOW']) =>
      variants(action)
        .filter((variant) => !isRefused(variant, type))
        .map((variant) => [name, variant]),
    )
    expect(passed).toEqual([])
  })
})

function isRefused(action: any, type: ContentType): boolean {
  return lintFlow(flowOf(action, type), type).some(({ severity }) => severity === 'error')
}
