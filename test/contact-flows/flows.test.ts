import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { assertRunnable, runFlow } from '../../local/flow/interpreter.ts'
import { lintFlow } from '../../local/flow/lint.ts'
import { FlowRefusal, type FlowWorld } from '../../local/flow/world.ts'

interface Action {
  Identifier: string
  Type: string
  Transitions: {
    NextAction?: string
    Errors?: { NextAction: string }[]
    Conditions?: { NextAction: string }[]
  }
}

const files = readdirSync('contact-flows').filter((file) => file.endsWith('.json'))
const contentOf = (file: string) => readFileSync(`contact-flows/${file}`, 'utf8')

describe.each(files)('%s', (file) => {
  const content = contentOf(file)
  const actions: Action[] = JSON.parse(content).Actions

  it('is taken by Connect without a complaint, and runs in the local contact centre', () => {
    expect(lintFlow(content, 'CONTACT_FLOW')).toEqual([])
    expect(() => assertRunnable(content)).not.toThrow()
  })

  // A guide has an agent before it, not a customer in it; a customer whose agent has left was served, or has gone.
  it.skipIf(file === 'disposition-guide.json' || file === 'chat-disconnect.json')(
    'leads from every error to a queue',
    () => {
      const queues = new Set(
        actions.filter(({ Type }) => Type === 'TransferContactToQueue').map((a) => a.Identifier),
      )
      const astray = actions
        .filter(({ Type }) => Type !== 'TransferContactToQueue')
        .flatMap(({ Identifier, Transitions }) =>
          (Transitions.Errors ?? []).map((error) => [Identifier, error.NextAction] as const),
        )
        .filter(([, next]) => ![...reachable(actions, next)].some((id) => queues.has(id)))
      expect(astray).toEqual([])
    },
  )
})

function reachable(actions: readonly Action[], from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen
  seen.add(from)
  const { Transitions } = actions.find(({ Identifier }) => Identifier === from) as Action
  const exits = [
    ...(Transitions.Errors ?? []),
    ...(Transitions.Conditions ?? []),
    { NextAction: Transitions.NextAction },
  ]
  for (const { NextAction } of exits) if (NextAction !== undefined) reachable(actions, NextAction, seen)
  return seen
}

describe('whatever fails in inbound-email.json, the customer is queued', () => {
  const blocks = ['invokeLambda', 'updateAttributes', 'setRoutingCriteria', 'setTargetQueue'] as const

  it.each(blocks)('%s', async (failing) => {
    const done: string[] = []
    const world = worldThat(done, failing)
    const end = await runFlow({ content: contentOf('inbound-email.json'), type: 'CONTACT_FLOW', world })
    expect(end.how).toBe('queued')
    expect(done).toContain('transferToQueue')
  })
})

/** Answers as Homeward does for a held reply, except that one block refuses. */
function worldThat(done: string[], failing: string): FlowWorld {
  const calls: Record<string, () => unknown> = {
    invokeLambda: async () => ({ route: 'owner', reason: 'reply-to-owner', owner: 'agent-ana' }),
    read: () => 'agent-ana',
    wait: async () => undefined,
  }
  return new Proxy({} as FlowWorld, {
    get: (_, name: string) => () => {
      done.push(name)
      if (name === failing) throw new FlowRefusal('NoMatchingError', `${name} fails`)
      return calls[name]?.()
    },
  })
}
