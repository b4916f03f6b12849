import { describe, expect, it } from 'vitest'
import { assertRunnable, FlowNotRunnable, runFlow } from '../../../local/flow/interpreter.ts'
import { Random } from '../../../local/random.ts'
import { type ActionText, aFlow, anAction, choose, END, flowOf, go } from './builders/flows.ts'
import { aWorld, type TestWorld } from './builders/worlds.ts'

const QUEUED = {
  ...anAction('TransferContactToQueue', {}, go('end', 'QueueAtCapacity', 'NoMatchingError')),
  Identifier: 'queue',
}

function named(Identifier: string, action: ActionText): ActionText {
  return { ...action, Identifier }
}

function run(
  actions: ActionText[],
  world: TestWorld = aWorld(),
  type: 'CONTACT_FLOW' | 'CUSTOMER_QUEUE' = 'CONTACT_FLOW',
) {
  return runFlow({ content: aFlow(actions), type, world, random: new Random(1) })
}

function callsOf({ calls }: TestWorld, method: string) {
  return calls.filter(([name]) => name === method).map(([, ...args]) => args)
}

const LAMBDA = (more: object = {}) =>
  named(
    'fn',
    anAction(
      'InvokeLambdaFunction',
      { LambdaFunctionARN: 'arn:f', InvocationTimeLimitSeconds: '8', ...more },
      go('set', 'NoMatchingError'),
    ),
  )
const SET = (Attributes: object) =>
  named('set', anAction('UpdateContactAttributes', { Attributes, TargetContact: 'Current' }))

describe('runFlow', () => {
  it('routes a mail: asks the function, writes attributes, prefers the owner, queues', async () => {
    const criteria = {
      Steps: [
        {
          Expression: {
            AttributeCondition: {
              ComparisonOperator: 'Match',
              MatchCriteria: { AgentsCriteria: { AgentIds: ['$.Attributes.owner'] } },
            },
          },
          Expiry: { DurationInSeconds: '57600' },
        },
      ],
    }
    const world = aWorld(
      {
        '$.ContactId': 'c-1',
        '$.CustomerEndpoint.Address': 'kim@example.com',
        '$.Attributes.owner': 'agent-1',
      },
      { invokeLambda: { route: 'owner', owner: 'agent-1' } },
    )
    const end = await run(
      [
        {
          ...LAMBDA({
            LambdaInvocationAttributes: {
              contact: '$.ContactId',
              hello: 'Dear $.CustomerEndpoint.Address!',
              none: '$.Name',
            },
          }),
        },
        named(
          'set',
          anAction(
            'UpdateContactAttributes',
            { Attributes: { owner: '$.External.owner' } },
            go('which', 'NoMatchingError'),
          ),
        ),
        named(
          'which',
          anAction(
            'Compare',
            { ComparisonValue: '$.External.route' },
            choose({ 'Equals owner': 'prefer' }, 'queue', 'NoMatchingCondition'),
          ),
        ),
        named(
          'prefer',
          anAction(
            'UpdateContactRoutingCriteria',
            { RoutingCriteria: criteria },
            go('target', 'NoMatchingError'),
          ),
        ),
        named(
          'target',
          anAction('UpdateContactTargetQueue', { QueueId: 'q-1' }, go('queue', 'NoMatchingError')),
        ),
        QUEUED,
        END,
      ],
      world,
    )
    expect(end.how).toBe('queued')
    expect(end.trace.map(({ action, branch }) => `${action}: ${branch}`)).toEqual([
      'fn: next',
      'set: next',
      'which: condition 0',
      'prefer: next',
      'target: next',
      'queue: end',
    ])
    expect(callsOf(world, 'invokeLambda')).toEqual([
      [
        {
          functionArn: 'arn:f',
          timeLimitSeconds: 8,
          parameters: { contact: 'c-1', hello: 'Dear kim@example.com!' },
        },
      ],
    ])
    expect(callsOf(world, 'updateAttributes')).toEqual([['Current', { owner: 'agent-1' }]])
    const [[steps]] = callsOf(world, 'setRoutingCriteria') as any
    expect(steps[0].Expiry).toEqual({ DurationInSeconds: 57_600 })
    expect(steps[0].Expression.AttributeCondition.MatchCriteria.AgentsCriteria.AgentIds).toEqual(['agent-1'])
  })

  it('falls back to NoMatchingError for an error without a branch of its own', async () => {
    const world = aWorld({}, {}, { setTargetQueue: 'SomethingNew' })
    const end = await run([anAction('UpdateContactTargetQueue', { QueueId: 'q' }), END], world)
    expect(end.trace[0]).toMatchObject({ branch: 'error NoMatchingError', because: 'setTargetQueue refuses' })
  })

  it('fails where a block fails and has no branch for it', async () => {
    const world = aWorld({ '$.Channel': 'EMAIL' })
    const end = await run([anAction('MessageParticipant', { Text: 'Hi' }, { NextAction: 'end' }), END], world)
    expect(end).toMatchObject({
      how: 'failed',
      because: 'No branch for NoMatchingError: Email contacts hear no prompt',
    })
  })

  it('passes on what is no refusal', async () => {
    const world = {
      ...aWorld(),
      transferToQueue: () => {
        throw new TypeError('broken')
      },
    }
    await expect(run([QUEUED, END], world)).rejects.toThrow('broken')
  })

  it('stops a flow that goes round in circles', async () => {
    const round = named(
      'a',
      anAction('UpdateFlowLoggingBehavior', { FlowLoggingBehavior: 'Disabled' }, { NextAction: 'a' }),
    )
    const end = await run([round, END])
    expect(end).toMatchObject({ how: 'stopped', because: 'It ran 1000 blocks' })
    expect(end.trace).toHaveLength(1000)
  })

  it('writes flow logs only while the flow has switched them on, and no parameters', async () => {
    const log = (Identifier: string, FlowLoggingBehavior: string, next: string) =>
      named(Identifier, anAction('UpdateFlowLoggingBehavior', { FlowLoggingBehavior }, { NextAction: next }))
    const world = aWorld()
    await run(
      [log('quiet', 'Disabled', 'on'), log('on', 'Enabled', 'off'), log('off', 'Disabled', 'end'), END],
      world,
    )
    expect(callsOf(world, 'log')).toEqual([
      [
        {
          ContactFlowModuleType: 'UpdateFlowLoggingBehavior',
          flow: '',
          action: 'on',
          type: 'UpdateFlowLoggingBehavior',
          branch: 'next',
        },
      ],
    ])
  })
})

describe('runFlow, on what a function answers', () => {
  const answered = async (answer: unknown, Attributes: object, ResponseType?: string) => {
    const world = aWorld({}, { invokeLambda: answer })
    const validation = ResponseType ? { ResponseValidation: { ResponseType } } : {}
    await run([LAMBDA(validation), SET(Attributes), END], world)
    return (callsOf(world, 'updateAttributes')[0] as unknown[])[1]
  }

  it('reads nested values of a JSON answer, but no items of a list', async () => {
    const answer = { a: { b: 7 }, list: ['x'], yes: true }
    const wanted = {
      deep: '$.External.a.b',
      alias: '$.LambdaInvocation.ResultData.a.b',
      item: '$.External.list.0',
      yes: '$.External.yes',
      all: '$.External.a',
    }
    expect(await answered(answer, wanted, 'JSON')).toEqual({
      deep: '7',
      alias: '7',
      yes: 'true',
      all: '{"b":7}',
    })
  })

  it('leaves nothing of an earlier answer when the next call fails', async () => {
    const world = aWorld({}, { invokeLambda: { a: { nested: 'x' } } })
    await run([LAMBDA(), SET({ a: 'got $.External.a' }), END], world)
    expect(callsOf(world, 'updateAttributes')).toEqual([['Current', { a: 'got ' }]])
  })

  it('takes dynamic criteria whole, or its steps', async () => {
    const Steps = [
      {
        Expression: {
          AndExpression: [
            { AttributeCondition: { Name: 'Language', Value: 'German', ProficiencyLevel: '3.0' } },
          ],
        },
      },
    ]
    for (const [wanted, answer] of [
      ['$.External.criteria', { criteria: { Steps } }],
      [{ Steps: '$.External.Steps' }, { Steps }],
    ] as const) {
      const world = aWorld({}, { invokeLambda: answer })
      const prefer = named('set', anAction('UpdateContactRoutingCriteria', { RoutingCriteria: wanted }))
      await run([LAMBDA({ ResponseValidation: { ResponseType: 'JSON' } }), prefer, END], world)
      const condition = { AttributeCondition: { Name: 'Language', Value: 'German', ProficiencyLevel: 3 } }
      expect(callsOf(world, 'setRoutingCriteria')).toEqual([
        [[{ Expression: { AndExpression: [condition] } }]],
      ])
    }
  })

  it('refuses dynamic criteria of another shape', async () => {
    const step = { Expression: { AndExpression: [] } }
    const bad = [
      { Steps: [] },
      { Steps: Array(6).fill(step) },
      { Steps: [step, step] },
      { Steps: [{ Expression: {} }] },
      { Steps: [{ ...step, Expiry: { DurationInSeconds: 0 } }] },
      { Steps: [{ ...step, Expiry: {} }] },
      { Steps: ['x'] },
      'x',
    ]
    for (const criteria of bad) {
      const world = aWorld({}, { invokeLambda: { criteria } })
      const prefer = named(
        'set',
        anAction('UpdateContactRoutingCriteria', { RoutingCriteria: '$.External.criteria' }),
      )
      const end = await run([LAMBDA({ ResponseValidation: { ResponseType: 'JSON' } }), prefer, END], world)
      expect(end.trace[1]?.branch).toBe('error NoMatchingError')
    }
  })
})

describe('runFlow, in its decisions', () => {
  it.each<[unknown, string, boolean]>([
    ['Gold', 'Equals Gold', true],
    ['gold', 'Equals Gold', false],
    ['Golden', 'TextStartsWith Gold', true],
    ['golden', 'TextStartsWith Gold', false],
    ['old gold', 'TextEndsWith gold', true],
    ['a Voicemail b', 'TextContains Voicemail', true],
    ['10', 'NumberGreaterThan 9', true],
    ['9', 'NumberGreaterThan 9', false],
    ['9', 'NumberGreaterOrEqualTo 9', true],
    [8.5, 'NumberLessThan 9', true],
    ['9.0', 'NumberLessOrEqualTo 9', true],
    ['', 'NumberLessThan 9', false],
    ['x', 'NumberLessThan 9', false],
    [true, 'Equals true', true],
    [undefined, 'Equals undefined', false],
    [{ a: 1 }, 'TextContains a', false],
    ['same', 'Equals $.Attributes.other', true],
  ])('finds that %j %s is %j', async (value, test, expected) => {
    const compare = anAction(
      'Compare',
      { ComparisonValue: '$.Attributes.v' },
      choose({ [test]: 'end' }, 'end', 'NoMatchingCondition'),
    )
    const { trace } = await run(
      [compare, END],
      aWorld({ '$.Attributes.v': value, '$.Attributes.other': 'same' }),
    )
    expect(trace[0]?.branch).toBe(expected ? 'condition 0' : 'error NoMatchingCondition')
  })

  it('takes the first of several conditions that hold', async () => {
    const compare = anAction(
      'Compare',
      { ComparisonValue: '$.Channel' },
      choose({ 'TextContains M': 'end', 'Equals EMAIL': 'end' }, 'end', 'NoMatchingCondition'),
    )
    const { trace } = await run([compare, END], aWorld({ '$.Channel': 'EMAIL' }))
    expect(trace[0]?.branch).toBe('condition 0')
  })

  it('loops as often as it says, then is done once, then starts over', async () => {
    const loop = named(
      'loop',
      anAction(
        'Loop',
        { LoopCount: '2' },
        choose({ 'Equals ContinueLooping': 'loop', 'Equals DoneLooping': 'again' }, 'end'),
      ),
    )
    const again = named(
      'again',
      anAction(
        'Loop',
        { LoopCount: 1 },
        choose({ 'Equals ContinueLooping': 'loop', 'Equals DoneLooping': 'end' }, 'end'),
      ),
    )
    const { trace } = await run([loop, again, END])
    const done = ['loop 0', 'loop 0', 'loop 1', 'again 0', 'loop 0', 'loop 0', 'loop 1', 'again 1', 'end end']
    expect(trace.map(({ action, branch }) => `${action} ${branch.replace('condition ', '')}`)).toEqual(done)
  })

  it('distributes by percentage as its seed says', async () => {
    const split = anAction(
      'DistributeByPercentage',
      {},
      choose({ 'NumberLessThan 31': 'end' }, 'end', 'NoMatchingCondition'),
    )
    const random = new Random(7)
    let taken = 0
    for (let contact = 0; contact < 1000; contact++) {
      const { trace } = await runFlow({
        content: flowOf(split),
        type: 'CONTACT_FLOW',
        world: aWorld(),
        random,
      })
      if (trace[0]?.branch === 'condition 0') taken++
    }
    expect(taken).toBeGreaterThan(250)
    expect(taken).toBeLessThan(350)
  })

  it('asks for hours and metrics of the queue it names, or of the target queue', async () => {
    const hours = named(
      'h',
      anAction(
        'CheckHoursOfOperation',
        {},
        choose({ 'Equals True': 'm', 'Equals False': 'end' }, 'end', 'NoMatchingError'),
      ),
    )
    const metric = named(
      'm',
      anAction(
        'CheckMetricData',
        { MetricType: 'NumberOfContactsInQueue', QueueId: '$.Queue.ARN' },
        choose({ 'NumberLessThan 5': 'end' }, 'end', 'NoMatchingError', 'NoMatchingCondition'),
      ),
    )
    const world = aWorld({ '$.Queue.ARN': 'arn:q' })
    const { trace } = await run([hours, metric, END], world)
    expect(trace.map(({ branch }) => branch)).toEqual(['condition 0', 'condition 0', 'end'])
    expect(world.calls.slice(0, 2)).toEqual([
      ['checkHours', undefined],
      ['metric', 'NumberOfContactsInQueue', { queueId: 'arn:q' }],
    ])
  })

  it('offers queue metrics under $.Metrics', async () => {
    const get = named('fn', anAction('GetMetricData', {}, go('set', 'NoMatchingError')))
    const world = aWorld({}, { metric: 3000 })
    await run(
      [
        get,
        SET({
          size: '$.Metrics.Queue.Size',
          age: '$.Metrics.Queue.OldestContactAge',
          staff: '$.Metrics.Agents.Staffed.Count',
        }),
        END,
      ],
      world,
    )
    expect(callsOf(world, 'updateAttributes')).toEqual([
      ['Current', { size: '3000', age: '3', staff: '3000' }],
    ])
  })
})

describe('runFlow, in what it does', () => {
  it('sets what flows set', async () => {
    const world = aWorld({ '$.Attributes.flow': 'f-1' })
    await run(
      [
        named('p', anAction('UpdateContactRoutingBehavior', { QueuePriority: '1' }, { NextAction: 't' })),
        named(
          't',
          anAction(
            'UpdateContactRoutingBehavior',
            { QueueTimeAdjustmentSeconds: '-60' },
            { NextAction: 'h' },
          ),
        ),
        named(
          'h',
          anAction(
            'UpdateContactEventHooks',
            { EventHooks: { CustomerQueue: '$.Attributes.flow' } },
            go('d', 'NoMatchingError'),
          ),
        ),
        named(
          'd',
          anAction(
            'UpdateContactData',
            { Name: 'n', TargetContact: 'Related' },
            go('tag', 'NoMatchingError'),
          ),
        ),
        named('tag', anAction('TagContact', { Tags: { a: 'b' } }, go('un', 'NoMatchingError'))),
        named('un', anAction('UntagContact', { TagKeys: ['c'] }, go('agent', 'NoMatchingError'))),
        named(
          'agent',
          anAction('UpdateContactTargetQueue', { AgentId: 'agent-1' }, go('end', 'NoMatchingError')),
        ),
        END,
      ],
      world,
    )
    expect(world.calls).toEqual([
      ['setRoutingBehavior', { priority: 1 }],
      ['setRoutingBehavior', { queueTimeAdjustmentSeconds: -60 }],
      ['setEventHook', 'CustomerQueue', 'f-1'],
      ['updateContactData', 'Related', { Name: 'n' }],
      ['tag', { a: 'b' }],
      ['untag', ['c']],
      ['setTargetQueue', { agentId: 'agent-1' }],
      ['disconnect'],
    ])
  })

  it('sends a rendered template on the contact that it made', async () => {
    const world = aWorld(
      { '$.CustomerEndpoint.Address': 'kim@example.com' },
      { renderTemplate: { Subject: 'S', Body: 'B', ContentType: 'text/plain' } },
    )
    const send = {
      FromEmailAddress: { EmailAddress: 'us@example.com', DisplayName: 'Us' },
      DestinationEmailAddress: { EmailAddress: '$.CustomerEndpoint.Address' },
      EmailMessage: { MessageSourceType: 'RAW' },
    }
    await run(
      [
        named(
          'render',
          anAction(
            'RenderMessageTemplate',
            { WisdomKnowledgeBaseArn: 'k', WisdomMessageTemplateArn: 't' },
            go('create', 'NoMatchingError', 'TemplateRenderingError'),
          ),
        ),
        named(
          'create',
          anAction(
            'CreateContact',
            { Channel: 'EMAIL', RelatedContact: 'CURRENT' },
            go('send', 'NoMatchingError'),
          ),
        ),
        named('send', anAction('StartOutboundEmailContact', send, go('end', 'NoMatchingError'))),
        END,
      ],
      world,
    )
    expect(callsOf(world, 'createEmailContact')).toEqual([['CURRENT']])
    expect(callsOf(world, 'sendEmail')).toEqual([
      [
        {
          contactId: 'contact-2',
          from: { EmailAddress: 'us@example.com', DisplayName: 'Us' },
          to: { EmailAddress: 'kim@example.com' },
          message: {
            MessageSourceType: 'RAW',
            RawMessage: { Subject: 'S', Body: 'B', ContentType: 'text/plain' },
          },
        },
      ],
    ])
  })

  it('shows the text of a mail only once it is loaded', async () => {
    const world = aWorld({ '$.Channel': 'EMAIL', '$.Email.EmailMessage.Plaintext': 'Hello' })
    const peek = (name: string, next: string) =>
      named(
        name,
        anAction(
          'UpdateContactAttributes',
          { Attributes: { text: '<$.Email.EmailMessage.Plaintext>' } },
          go(next, 'NoMatchingError'),
        ),
      )
    const load = named(
      'load',
      anAction('LoadContactContent', { ContentType: 'EmailMessage' }, go('after', 'NoMatchingError')),
    )
    await run([peek('before', 'load'), load, peek('after', 'end'), END], world)
    expect(callsOf(world, 'updateAttributes')).toEqual([
      ['Current', { text: '<>' }],
      ['Current', { text: '<Hello>' }],
    ])
  })

  it('knows the task that it made', async () => {
    const task = named(
      'fn',
      anAction(
        'CreateTask',
        {
          Name: 'For $.ContactId',
          ContactFlowId: 'f',
          References: { mail: { Value: '$.ContactId', Type: 'STRING' } },
        },
        go('set', 'NoMatchingError'),
      ),
    )
    const world = aWorld({ '$.ContactId': 'c-1' })
    await run([task, SET({ task: '$.Task.ContactId' }), END], world)
    expect(callsOf(world, 'createTask')).toEqual([
      [{ Name: 'For c-1', ContactFlowId: 'f', References: { mail: { Value: 'c-1', Type: 'STRING' } } }],
    ])
    expect(callsOf(world, 'updateAttributes')).toEqual([['Current', { task: 'task-1' }]])
  })

  it('waits in virtual time', async () => {
    const wait = anAction(
      'Wait',
      { TimeLimitSeconds: '$.Attributes.s' },
      choose({ 'Equals WaitCompleted': 'end' }, 'end', 'NoMatchingError'),
    )
    const world = aWorld({ '$.Attributes.s': '57600' })
    const { trace } = await run([wait, END], world)
    expect(callsOf(world, 'wait')).toEqual([[57_600]])
    expect(trace[0]?.branch).toBe('condition 0')
  })

  it('goes on in another flow, without the attributes of the one before', async () => {
    const other = aFlow([SET({ a: 'x$.FlowAttributes.a' }), END])
    const world = aWorld({}, { flowContent: other })
    const end = await run(
      [
        named(
          'own',
          anAction(
            'UpdateFlowAttributes',
            { FlowAttributes: { a: { Value: 'b' } } },
            go('before', 'NoMatchingError'),
          ),
        ),
        named(
          'before',
          anAction(
            'UpdateContactAttributes',
            { Attributes: { a: 'x$.FlowAttributes.a' } },
            go('away', 'NoMatchingError'),
          ),
        ),
        named('away', anAction('TransferToFlow', { ContactFlowId: 'f-2' })),
        END,
      ],
      world,
    )
    expect(callsOf(world, 'updateAttributes')).toEqual([
      ['Current', { a: 'xb' }],
      ['Current', { a: 'x' }],
    ])
    expect(end.trace.map(({ flow, action }) => `${flow}/${action}`)).toEqual([
      '/own',
      '/before',
      '/away',
      'f-2/set',
      'f-2/end',
    ])
    expect(end.how).toBe('disconnected')
  })

  it('ends a queue flow and leaves the contact, but ends an inbound contact', async () => {
    const end: ActionText = { Identifier: 'it', Type: 'EndFlowExecution', Parameters: {} }
    expect((await run([end], aWorld(), 'CUSTOMER_QUEUE')).how).toBe('ended')
    const world = aWorld()
    expect((await run([end], world)).how).toBe('disconnected')
    expect(world.calls).toEqual([['disconnect']])
  })

  it.each([
    [{ QueueId: 'q-2' }, undefined, 'queued'],
    [{ AgentId: '$.Attributes.agent' }, undefined, 'queued'],
    [{ QueueId: 'q-2' }, 'QueueAtCapacity', 'error QueueAtCapacity'],
    [{ QueueId: 'q-2' }, 'NoMatchingError', 'error NoMatchingError'],
    [{ QueueId: '$.Attributes.none' }, undefined, 'error NoMatchingError'],
  ])('moves a waiting contact to %j, or says why not (%s)', async (parameters, refusal, outcome) => {
    const move = anAction(
      'DequeueContactAndTransferToQueue',
      parameters,
      go('end', 'QueueAtCapacity', 'NoMatchingError'),
    )
    const end: ActionText = { Identifier: 'end', Type: 'EndFlowExecution', Parameters: {} }
    const world = aWorld({ '$.Attributes.agent': 'agent-1' }, {}, refusal ? { moveToQueue: refusal } : {})
    const { how, trace } = await run([move, end], world, 'CUSTOMER_QUEUE')
    expect(how === 'queued' ? how : trace[0]?.branch).toBe(outcome)
  })

  it('goes back to the prompts that were interrupted, at the end of a queue flow', async () => {
    const again: ActionText = { Identifier: 'end', Type: 'EndFlowExecution', Parameters: {} }
    const loop = anAction(
      'MessageParticipantIteratively',
      { Messages: [{ Text: 'Please hold' }], InterruptFrequencySeconds: '30' },
      choose({ 'Equals MessagesInterrupted': 'end' }, 'end', 'NoMatchingError'),
    )
    const world = aWorld({ '$.Channel': 'VOICE' })
    const content = aFlow([loop, again])
    const limits = { blocks: 5 }
    const { how, trace } = await runFlow({ content, type: 'CUSTOMER_QUEUE', world, limits })
    expect(how).toBe('stopped')
    expect(trace.map(({ branch }) => branch)).toEqual([
      ...['condition 0', 'back', 'condition 0', 'back', 'condition 0'],
    ])
    expect((await runFlow({ content, type: 'CUSTOMER_HOLD', world, limits })).how).toBe('ended')
  })

  it('plays prompts in a loop for voice only', async () => {
    const loop = (Transitions: object) =>
      anAction(
        'MessageParticipantIteratively',
        { Messages: [{ Text: 'Please hold' }], InterruptFrequencySeconds: '30' },
        Transitions,
      )
    const stop: ActionText = { Identifier: 'end', Type: 'EndFlowExecution', Parameters: {} }
    const interrupted = choose({ 'Equals MessagesInterrupted': 'end' }, 'end', 'NoMatchingError')
    const heard = await run([loop(interrupted), stop], aWorld({ '$.Channel': 'VOICE' }), 'CUSTOMER_QUEUE')
    expect(heard.trace[0]?.branch).toBe('condition 0')
    const mail = aWorld({ '$.Channel': 'EMAIL' })
    expect((await run([loop(interrupted), stop], mail, 'CUSTOMER_QUEUE')).trace[0]?.branch).toBe(
      'error NoMatchingError',
    )
    expect((await run([loop({ Errors: [], Conditions: [] }), stop], mail, 'CUSTOMER_QUEUE')).how).toBe(
      'ended',
    )
  })
})

describe('assertRunnable', () => {
  it('names every action that would have to be skipped', () => {
    const content = aFlow([
      named('module', anAction('InvokeFlowModule', { FlowModuleId: 'm' })),
      named(
        'async',
        anAction('InvokeLambdaFunction', {
          LambdaFunctionARN: 'f',
          InvocationTimeLimitSeconds: '8',
          InvocationType: 'ASYNCHRONOUS',
        }),
      ),
      named(
        'event',
        anAction('Wait', { TimeLimitSeconds: '5', Events: ['BotParticipantDisconnected'] }, go('end')),
      ),
      named(
        'key',
        anAction(
          'Compare',
          { ComparisonValue: '$.External.a' },
          choose({ 'KeyExists b': 'end' }, 'end', 'NoMatchingCondition'),
        ),
      ),
      named('voice', anAction('UpdateContactData', { IsVoiceIdStreamingEnabled: 'TRUE' })),
      named('chat', anAction('CreateContact', { Channel: 'CHAT' })),
      END,
    ])
    expect(() => assertRunnable(content)).toThrow(
      new FlowNotRunnable(
        'Not run locally: InvokeFlowModule (action "module"), ' +
          'InvokeLambdaFunction with InvocationType ASYNCHRONOUS (action "async"), ' +
          'Wait with BotParticipantDisconnected (action "event"), Compare with KeyExists (action "key"), ' +
          'UpdateContactData with IsVoiceIdStreamingEnabled (action "voice"), ' +
          'CreateContact with another Channel than EMAIL (action "chat")',
      ),
    )
  })

  it('is asked before a flow runs, and before another is entered', async () => {
    const unknown = flowOf(anAction('GetCase', {}))
    await expect(runFlow({ content: unknown, type: 'CONTACT_FLOW', world: aWorld() })).rejects.toThrow(
      FlowNotRunnable,
    )
    const away = anAction('TransferToFlow', { ContactFlowId: 'f' })
    await expect(run([away, END], aWorld({}, { flowContent: unknown }))).rejects.toThrow('GetCase')
  })
})
