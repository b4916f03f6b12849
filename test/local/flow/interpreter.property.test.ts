import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { assertRunnable, runFlow } from '../../../local/flow/interpreter.ts'
import { lintFlow } from '../../../local/flow/lint.ts'
import { BLOCKS } from '../../../local/flow/run/blocks.ts'
import { Random } from '../../../local/random.ts'
import { RUNNABLE, type RunnableAction } from './builders/failing-actions.ts'
import { type ActionText, aFlow, END } from './builders/flows.ts'
import { aRandomWorld, aWorld } from './builders/worlds.ts'

/** A flow of these actions whose branches lead anywhere, by seed. */
function aRandomFlow(actions: RunnableAction[], random: Random): ActionText[] {
  const anywhere = () => (random.chance(0.3) ? 'end' : `a${random.below(actions.length)}`)
  const built = actions.map(({ type, parameters, conditions = [], errors = [] }, at) => ({
    Identifier: `a${at}`,
    Type: type,
    Parameters: parameters,
    Transitions: {
      NextAction: anywhere(),
      Errors: errors.map((ErrorType) => ({ ErrorType, NextAction: anywhere() })),
      Conditions: conditions.map((test) => {
        const [Operator, Operand] = test.split(' ')
        return { NextAction: anywhere(), Condition: { Operator, Operands: [Operand] } }
      }),
    },
  }))
  return [...built, END]
}

const errorsOf = (content: string) =>
  lintFlow(content, 'CONTACT_FLOW').filter(({ severity }) => severity === 'error')
const actions = fc.array(fc.constantFrom(...RUNNABLE), { minLength: 1, maxLength: 12 })

describe('runFlow, on any flow that lints clean', () => {
  it('is tried with every action that it runs', () => {
    const tried = new Set(RUNNABLE.map(({ type }) => type))
    const endings = ['DisconnectParticipant', 'EndFlowExecution', 'MessageParticipantIteratively']
    const inQueueFlowsOnly = ['DequeueContactAndTransferToQueue']
    const others = [...endings, ...inQueueFlowsOnly]
    expect([...BLOCKS.keys()].filter((type) => !tried.has(type) && !others.includes(type))).toEqual([])
  })

  test.prop([actions, fc.integer()], { numRuns: 500 })(
    'never throws whatever the world answers, and ends within its bound',
    async (chosen, seed) => {
      const random = new Random(seed)
      const content = aFlow(aRandomFlow(chosen, random))
      expect(errorsOf(content)).toEqual([])
      assertRunnable(content)
      const world = aRandomWorld(random, aFlow(aRandomFlow(chosen, random)))
      const end = await runFlow({ content, type: 'CONTACT_FLOW', world, random, limits: { blocks: 100 } })
      expect(end.trace.length).toBeLessThanOrEqual(100)
      if (end.how === 'stopped') expect(end.trace.length).toBe(100)
    },
  )

  test.prop([actions, fc.integer()], { numRuns: 200 })(
    'takes each error branch when its block fails in that way',
    async (chosen, seed) => {
      const flow = aRandomFlow(chosen, new Random(seed))
      for (const [at, { failures }] of chosen.entries()) {
        for (const { error, paths, answers, refusals } of failures) {
          const content = aFlow(flow, { StartAction: `a${at}` })
          const world = aWorld(paths, answers, refusals)
          const { trace } = await runFlow({ content, type: 'CONTACT_FLOW', world, limits: { blocks: 2 } })
          const transitions: any = flow[at]?.Transitions
          const target = transitions.Errors.find((branch: any) => branch.ErrorType === error).NextAction
          expect(trace[0]).toMatchObject({ action: `a${at}`, branch: `error ${error}` })
          expect(trace[1]?.action).toBe(target)
        }
      }
      expect(errorsOf(aFlow(flow))).toEqual([])
    },
  )
})
