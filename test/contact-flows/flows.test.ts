import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import type { FlowType } from '../../local/flow/catalogue/spec.ts'
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

/** Of flows that a call runs through; all others are started by a mail, a chat or a transfer of ours. */
const TYPES: Readonly<Record<string, FlowType>> = {
  'transfer-call-to-queue.json': 'QUEUE_TRANSFER',
  'transfer-call-to-guarded-queue.json': 'QUEUE_TRANSFER',
  'transfer-call-to-agent.json': 'AGENT_TRANSFER',
  'call-transfer-queue.json': 'CUSTOMER_QUEUE',
  'customer-hold.json': 'CUSTOMER_HOLD',
}

/** A guide has an agent before it, not a customer in it; whoever hears a queue flow is in a queue. */
const NOT_TO_BE_QUEUED = ['disposition-guide.json', 'call-transfer-queue.json']

const files = readdirSync('contact-flows').filter((file) => file.endsWith('.json'))
const contentOf = (file: string) => readFileSync(`contact-flows/${file}`, 'utf8')

describe.each(files)('%s', (file) => {
  const content = contentOf(file)
  const actions: Action[] = JSON.parse(content).Actions

  it('is taken by Connect without a complaint, and runs in the local contact centre', () => {
    expect(lintFlow(content, TYPES[file] ?? 'CONTACT_FLOW')).toEqual([])
    expect(() => assertRunnable(content)).not.toThrow()
  })

  it.skipIf(NOT_TO_BE_QUEUED.includes(file))('leads from every error to a queue', () => {
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
  })
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

describe('whatever fails in inbound-chat.json, the customer is queued', () => {
  const blocks = ['message', 'invokeLambda', 'updateAttributes', 'setEventHook', 'setTargetQueue'] as const

  it.each(blocks)('%s', async (failing) => {
    const done: string[] = []
    const world = worldThat(done, failing, 'CHAT')
    const end = await runFlow({ content: contentOf('inbound-chat.json'), type: 'CONTACT_FLOW', world })
    expect(end.how).toBe('queued')
    expect(done).toEqual(expect.arrayContaining([failing, 'transferToQueue']))
  })
})

describe.each(Object.keys(TYPES).filter((file) => file.startsWith('transfer-')))(
  'whatever fails in %s, the call is queued',
  (file) => {
    const blocks = ['invokeLambda', 'updateAttributes', 'setEventHook', 'setTargetQueue'] as const

    it.each(blocks)('%s', async (failing) => {
      const done: string[] = []
      const world = worldThat(done, failing, 'VOICE')
      const end = await runFlow({ content: contentOf(file), type: TYPES[file] as FlowType, world })
      expect(end.how).toBe('queued')
      expect(done).toContain('transferToQueue')
    })
  },
)

describe.each(['transfer-call-to-queue.json', 'transfer-call-to-guarded-queue.json'])('%s', (file) => {
  /** What is done about a warning, in order. */
  const warned = async (open: string, staffed: number, failing = 'nothing') => {
    const done: string[] = []
    const answers = { checkHours: () => open, metric: () => staffed }
    const content = contentOf(file).replace('"${GuardAnnouncement}"', '" "')
    const world = worldThat(done, failing, 'VOICE', {
      ...answers,
      say: (text) => text === '${VoicemailWarning}' && done.push('warned'),
    })
    const { how } = await runFlow({ content, type: 'QUEUE_TRANSFER', world })
    return [how, ...done.filter((each) => ['holdPrevious', 'warned'].includes(each))]
  }
  const BOTH_HEAR = ['holdPrevious', 'warned', 'holdPrevious']

  it('warns of voicemail, so that both hear it, where nobody is there or it is closed', async () => {
    expect(await warned('True', 1)).toEqual(['queued'])
    expect(await warned('True', 0)).toEqual(['queued', ...BOTH_HEAR])
    expect(await warned('False', 1)).toEqual(['queued', ...BOTH_HEAR])
  })

  it('goes on without a warning where it cannot be known, and with it where one hears it alone', async () => {
    expect(await warned('False', 0, 'metric')).toEqual(['queued', ...BOTH_HEAR])
    expect(await warned('True', 0, 'metric')).toEqual(['queued'])
    expect(await warned('False', 1, 'checkHours')).toEqual(['queued'])
    expect(await warned('True', 0, 'holdPrevious')).toEqual(['queued', ...BOTH_HEAR])
    expect(await warned('True', 0, 'say')).toEqual(['queued', 'holdPrevious', 'holdPrevious'])
  })
})

describe('call-transfer-queue.json', () => {
  const run = async (permission: string) => {
    const done: string[] = []
    let interrupts = 0
    const world = worldThat(done, 'nothing', 'VOICE', {
      read: (path: string) => (path === '$.Channel' ? 'VOICE' : permission),
      wait: async () => {
        if (++interrupts > 5) throw new Error('long enough')
      },
    })
    const content = contentOf('call-transfer-queue.json')
    const end = await runFlow({ content, type: 'CUSTOMER_QUEUE', world }).catch(() => undefined)
    return { how: end?.how, said: done.filter((each) => each === 'say').length }
  }

  it('says once that the call may go cold, and only where it may', async () => {
    expect((await run('not-yet')).said).toBe(0)
    expect(await run('allowed')).toEqual({ how: 'ended', said: 1 })
  })
})

describe('chat-disconnect.json', () => {
  const run = async (answers: Record<string, () => unknown>, failing = 'nothing') => {
    const done: string[] = []
    const world = worldThat(done, failing, 'CHAT', answers)
    const content = contentOf('chat-disconnect.json').replace('${ReturnSeconds}', '60')
    const { how } = await runFlow({ content, type: 'CONTACT_FLOW', world })
    return { how, said: done.includes('message'), waited: done.includes('waitForCustomer') }
  }
  const ending = (each: string) => ({ invokeLambda: async () => ({ ending: each }) })

  it('says goodbye to who was silent and waits, and to whom the agent left says nothing', async () => {
    expect(await run(ending('silent'))).toEqual({ how: 'disconnected', said: true, waited: true })
    expect(await run(ending('agent-left'))).toEqual({ how: 'disconnected', said: false, waited: false })
  })

  it('queues who writes meanwhile, and whoever cannot be waited for', async () => {
    const returned = { ...ending('silent'), waitForCustomer: async () => 'CustomerReturned' }
    expect(await run(returned)).toEqual({ how: 'queued', said: true, waited: true })
    expect(await run(ending('silent'), 'waitForCustomer')).toMatchObject({ how: 'queued' })
  })

  it('waits without a word where Homeward does not answer', async () => {
    expect(await run({}, 'invokeLambda')).toEqual({ how: 'disconnected', said: false, waited: true })
  })
})

describe('chat-nudge.json', () => {
  const run = async (
    answers: object[],
    others: Record<string, (...given: any[]) => unknown> = {},
    failing = 'nothing',
  ) => {
    const done: string[] = []
    const left = [...answers]
    const invokeLambda = async () => left.shift() ?? { ending: 'silent', next: 'close' }
    const world = worldThat(done, failing, 'CHAT', { invokeLambda, ...others })
    const content = contentOf('chat-nudge.json')
      .replace('${ReturnSeconds}', '60')
      .replace('${AgentFirstSeconds}', '30')
    const { how } = await runFlow({ content, type: 'CONTACT_FLOW', world })
    const count = (what: string) => done.filter((each) => each === what).length
    return {
      how,
      said: count('message'),
      waited: count('waitForCustomer'),
      kept: count('setRoutingCriteria'),
    }
  }
  const silent = { ending: 'silent', agent: 'agent-ana' }
  const say = { next: 'say', text: 'Hello?', waitSeconds: '120', step: '1' }
  const listen = { next: 'listen', waitSeconds: '2', step: '5' }

  it('says what it is told to, waits each time, and ends where it is told to', async () => {
    expect(await run([silent, say, say, listen, { next: 'close' }])).toEqual({
      ...{ how: 'disconnected', said: 2, waited: 3, kept: 0 },
    })
    expect(await run([{ ending: 'agent-left' }])).toMatchObject({ how: 'disconnected', said: 0, waited: 0 })
  })

  it('asks again after two seconds, and then every ten, where Homeward does not say why the customer is alone', async () => {
    let failures = 3
    const invokeLambda = async () => {
      if (failures-- > 0) throw new FlowRefusal('NoMatchingError', 'nothing is known')
      return { ...silent, next: 'close' }
    }
    const waits: unknown[] = []
    const waitForCustomer = async (seconds: unknown) => waits.push(seconds) && 'WaitCompleted'
    expect(await run([], { invokeLambda, waitForCustomer })).toMatchObject({ how: 'disconnected', said: 0 })
    expect(waits).toEqual([2, 10, 10])
    failures = 1
    const returns = async () => 'CustomerReturned'
    expect(await run([], { invokeLambda, waitForCustomer: returns })).toMatchObject({ how: 'queued' })
    failures = Number.POSITIVE_INFINITY
    waits.length = 0
    expect(await run([], { invokeLambda, waitForCustomer })).toMatchObject({ how: 'disconnected', said: 0 })
    expect(waits).toEqual([2, ...Array(12).fill(10), 60])
  })

  it('queues who has written, for the agent they had, whichever way it learns of it', async () => {
    expect(await run([silent, say, { next: 'return' }])).toMatchObject({ how: 'queued', kept: 1 })
    const waitForCustomer = async () => 'CustomerReturned'
    expect(await run([silent, say], { waitForCustomer })).toMatchObject({ how: 'queued', said: 1, kept: 1 })
    const given: unknown[] = []
    const answers = [silent, say]
    const invokeLambda = async ({ parameters }: { parameters: unknown }) => {
      given.push(parameters)
      const answer = answers.shift()
      if (answer) return answer
      throw new FlowRefusal('NoMatchingError', 'it fails')
    }
    expect(await run([], { waitForCustomer, invokeLambda })).toMatchObject({ how: 'queued', kept: 1 })
    expect(given.at(-1)).toEqual({ answered: 'yes' })
  })

  it('says goodbye and waits where something fails; whoever cannot be waited for, or kept for the agent, is queued', async () => {
    const goodbye = { how: 'disconnected', said: 1, waited: 1 }
    expect(await run([silent, { next: 'nonsense' }])).toMatchObject(goodbye)
    expect(await run([silent, {}])).toMatchObject(goodbye)
    expect(await run([silent, say], {}, 'updateAttributes')).toMatchObject(goodbye)
    expect(await run([silent, say], {}, 'waitForCustomer')).toMatchObject({ how: 'queued' })
    expect(await run([silent, { next: 'return' }], {}, 'setRoutingCriteria')).toMatchObject({ how: 'queued' })
  })
})

/** Answers as Homeward does for a held reply, except that one block refuses. */
function worldThat(
  done: string[],
  failing: string,
  channel = 'EMAIL',
  answers: Record<string, (...given: any[]) => unknown> = {},
): FlowWorld {
  const calls: Record<string, (...given: any[]) => unknown> = {
    invokeLambda: async () => ({ route: 'owner', reason: 'reply-to-owner', owner: 'agent-ana' }),
    read: (path: string) => (path === '$.Channel' ? channel : 'agent-ana'),
    wait: async () => undefined,
    waitForCustomer: async () => 'WaitCompleted',
    ...answers,
  }
  return new Proxy({} as FlowWorld, {
    get:
      (_, name: string) =>
      (...given: unknown[]) => {
        done.push(name)
        if (name === failing) throw new FlowRefusal('NoMatchingError', `${name} fails`)
        return calls[name]?.(...given)
      },
  })
}
