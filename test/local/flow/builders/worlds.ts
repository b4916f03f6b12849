import { FlowRefusal, type FlowWorld } from '../../../../local/flow/world.ts'
import type { Random } from '../../../../local/random.ts'

type Call = [method: string, ...args: unknown[]]

export interface TestWorld extends FlowWorld {
  calls: Call[]
}

const ANSWERS: Record<string, unknown> = {
  invokeLambda: {},
  checkHours: 'True',
  metric: 1,
  createTask: 'task-1',
  showView: { action: 'Submit', data: { topic: ['a'] } },
  createEmailContact: 'contact-2',
  renderTemplate: { Subject: 'Hello' },
  flowContent: '{}',
}

const METHODS = [
  'invokeLambda',
  'updateAttributes',
  'updateContactData',
  'setTargetQueue',
  'setRoutingCriteria',
  'setRoutingBehavior',
  'transferToQueue',
  'moveToQueue',
  'setEventHook',
  'tag',
  'untag',
  'checkHours',
  'metric',
  'createTask',
  'showView',
  'createEmailContact',
  'renderTemplate',
  'sendEmail',
  'wait',
  'flowContent',
  'disconnect',
  'log',
] as const

/** Refuses with this error type when a test names one for a method. */
export type Refusals = Partial<Record<(typeof METHODS)[number], string>>

/** A contact that holds `paths`, in a world that gives `answers` and refuses where it is told to. */
export function aWorld(
  paths: Record<string, unknown> = {},
  answers: Record<string, unknown> = {},
  refusals: Refusals = {},
): TestWorld {
  const calls: Call[] = []
  const answer =
    (method: (typeof METHODS)[number]) =>
    (...args: unknown[]) => {
      calls.push([method, ...args])
      const refusal = refusals[method]
      if (refusal) throw new FlowRefusal(refusal, `${method} refuses`)
      return Object.hasOwn(answers, method) ? answers[method] : ANSWERS[method]
    }
  const methods = Object.fromEntries(METHODS.map((method) => [method, answer(method)]))
  return { ...(methods as unknown as FlowWorld), read: (path) => paths[path], calls }
}

const VALUES: unknown[] = [
  undefined,
  null,
  '',
  'EMAIL',
  'VOICE',
  'x',
  '5',
  '57600',
  3,
  true,
  ['a'],
  { a: { b: 'c' } },
]
const ERRORS = ['NoMatchingError', 'QueueAtCapacity', 'TemplateRenderingError', 'SomethingElse'] as const

/** A world where anything may come back and anything may be refused, by seed. */
export function aRandomWorld(random: Random, flowContent: string): FlowWorld {
  const value = () => VALUES[random.below(VALUES.length)]
  const maybe =
    <T>(answer: () => T) =>
    (): T => {
      if (random.chance(0.3)) throw new FlowRefusal(random.pick(ERRORS), 'the world refuses')
      return answer()
    }
  const nothing = maybe(() => undefined)
  return {
    read: value,
    invokeLambda: async () => maybe(() => (random.chance(0.5) ? { a: value(), k: 'x' } : value()))(),
    updateAttributes: nothing,
    updateContactData: nothing,
    setTargetQueue: nothing,
    setRoutingCriteria: nothing,
    setRoutingBehavior: nothing,
    transferToQueue: nothing,
    moveToQueue: nothing,
    setEventHook: nothing,
    tag: nothing,
    untag: nothing,
    checkHours: maybe(() => random.pick(['True', 'False'] as const)),
    metric: maybe(() => random.below(10)),
    createTask: maybe(() => 'task'),
    showView: async () =>
      maybe(() => ({ action: random.pick(['Submit', 'Back'] as const), data: value() }))(),
    createEmailContact: maybe(() => 'contact'),
    renderTemplate: maybe(() => ({ Subject: 's' })),
    sendEmail: nothing,
    wait: async () => nothing(),
    flowContent: maybe(() => flowContent),
    disconnect: () => undefined,
    log: () => undefined,
  }
}
