import { describe, expect, it } from 'vitest'
import { assembly, customFunction, room } from './room.ts'

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} }
const made = { CreateQueue: ({ QueueName }: any) => ({ QueueUrl: `http://127.0.0.1/1/${QueueName}` }) }

describe('a deployment', () => {
  it('names what has no name after stack, logical id and twelve characters of the seed', async () => {
    const { deployment, sent } = room(made)
    await deployment.apply(assembly({ Dead: QUEUE }))
    expect(sent[0]?.input.QueueName).toMatch(/^Service-Dead-[A-Z0-9]{12}$/)
    const again = room(made)
    await again.deployment.apply(assembly({ Dead: QUEUE }))
    expect(again.sent).toEqual(sent)
  })

  it('gives Ref and attributes to those that come later, and keeps outputs', async () => {
    const { deployment, sent } = room(made)
    await deployment.apply(
      assembly(
        {
          Work: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              QueueName: 'work',
              VisibilityTimeout: 60,
              RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
            },
          },
          Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
        },
        { Outputs: { Url: { Value: { Ref: 'Work' } } } },
      ),
    )
    expect(sent.map(({ input }) => input)).toEqual([
      { QueueName: 'dead', Attributes: {} },
      {
        QueueName: 'work',
        Attributes: {
          VisibilityTimeout: '60',
          RedrivePolicy:
            '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111122223333:dead","maxReceiveCount":3}',
        },
      },
    ])
    expect(deployment.outputs('Service').get('Url')).toBe('http://127.0.0.1/1/work')
  })

  it('leaves out what its condition leaves out', async () => {
    const { deployment, operations } = room(made)
    await deployment.apply(
      assembly(
        { Dead: { ...QUEUE, Condition: 'Never' } },
        { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } } },
      ),
    )
    expect(operations()).toEqual([])
  })

  it('refuses an unknown type before it makes anything', async () => {
    const { deployment, operations } = room(made)
    const odd = assembly({ Dead: QUEUE, Odd: { Type: 'AWS::Neptune::DBCluster' } })
    await expect(deployment.apply(odd)).rejects.toThrow(
      'Service/Odd: the resource type AWS::Neptune::DBCluster is not supported',
    )
    expect(operations()).toEqual([])
  })

  it('takes everything back, last first, where a resource refuses, and says which and why', async () => {
    const { deployment, operations } = room({
      ...made,
      CreateStateMachine: () => {
        throw Object.assign(new Error('no StartAt'), { name: 'InvalidDefinition' })
      },
    })
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString: '{}', RoleArn: 'r' },
      DependsOn: ['A', 'B'],
    }
    await expect(deployment.apply(assembly({ A: QUEUE, B: QUEUE, Machine: machine }))).rejects.toThrow(
      'Service/Machine (AWS::StepFunctions::StateMachine): InvalidDefinition: no StartAt',
    )
    expect(operations()).toEqual([
      'CreateQueue',
      'CreateQueue',
      'CreateStateMachine',
      'DeleteQueue',
      'DeleteQueue',
    ])
    expect(deployment.resources()).toEqual([])
  })

  it('waits and asks again where it is throttled', async () => {
    let refusals = 2
    const { deployment, pause, operations } = room({
      CreateQueue: () => {
        if (refusals-- > 0) throw Object.assign(new Error('slow down'), { name: 'ThrottlingException' })
        return { QueueUrl: 'u' }
      },
    })
    await deployment.apply(assembly({ A: QUEUE }))
    expect(operations()).toEqual(['CreateQueue', 'CreateQueue', 'CreateQueue'])
    expect(pause).toHaveBeenCalledTimes(2)
  })

  it('says what it could not take back', async () => {
    const { deployment } = room({
      ...made,
      DeleteQueue: () => {
        throw new Error('busy')
      },
      PutRule: () => {
        throw new Error('no')
      },
    })
    const rule = { Type: 'AWS::Events::Rule', Properties: { EventPattern: {} } }
    await expect(deployment.apply(assembly({ A: QUEUE, Rule: rule }))).rejects.toThrow(
      'Service/Rule (AWS::Events::Rule): no (could not be taken back: Service/A (AWS::SQS::Queue): busy)',
    )
  })

  it('removes what a second deployment no longer has, but for what is to be retained', async () => {
    const { deployment, sent } = room(made)
    const kept = { ...QUEUE, DeletionPolicy: 'Retain' }
    await deployment.apply(assembly({ A: QUEUE, B: kept }))
    sent.length = 0
    await deployment.apply(assembly({}))
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({
      operation: 'DeleteQueue',
      input: { QueueUrl: expect.stringContaining('Service-A-') },
    })
  })

  it('does nothing where nothing differs', async () => {
    const { deployment, sent } = room(made)
    await deployment.apply(assembly({ A: QUEUE }))
    sent.length = 0
    await deployment.apply(assembly({ A: QUEUE }))
    expect(sent).toEqual([])
  })

  it('will not change in place what it does not know how to change', async () => {
    const { deployment } = room(made)
    await deployment.apply(assembly({ A: QUEUE }))
    const changed = assembly({ A: { ...QUEUE, Properties: { VisibilityTimeout: 5 } } })
    await expect(deployment.apply(changed)).rejects.toThrow('AWS::SQS::Queue cannot be changed in place here')
  })
})

describe('stacks after one another', () => {
  it('hand over exports and outputs', async () => {
    const { deployment, sent } = room(made)
    const first = {
      name: 'State',
      assets: new Map(),
      template: {
        Resources: { Dead: QUEUE },
        Outputs: { Url: { Value: 'u' }, Arn: { Value: 'a', Export: { Name: 'State:Arn' } } },
      },
    }
    const properties = {
      QueueName: 'x',
      Strong: { 'Fn::ImportValue': 'State:Arn' },
      Weak: { 'Fn::GetStackOutput': { StackName: 'State', OutputName: 'Url' } },
    }
    const second = {
      name: 'Service',
      assets: new Map(),
      template: { Resources: { Work: { Type: 'AWS::SQS::Queue', Properties: properties } } },
    }
    await deployment.apply({ folder: '', stacks: [first, second] })
    expect(sent[1]?.input.Attributes).toEqual({ Strong: 'a', Weak: 'u' })
  })
})

describe('a custom resource whose function throws', () => {
  it('fails the deployment with the error, without its stack', async () => {
    const Payload = Buffer.from('{"errorType":"TypeError","errorMessage":"no flow","trace":["at x"]}')
    const { deployment } = room({ Invoke: () => ({ FunctionError: 'Unhandled', Payload }) })
    const link = { Type: 'Custom::Link', Properties: { ServiceToken: 'arn:fn' } }
    await expect(deployment.apply(assembly({ Link: link }))).rejects.toThrow(
      /^Service\/Link \(Custom::Link\): its function failed: TypeError: no flow \(could not be taken back: [^(]*\(Custom::Link\): its function failed: TypeError: no flow\)$/,
    )
  })
})

describe('a custom resource', () => {
  const resource = (Target: string) => ({
    Link: {
      Type: 'Custom::FlowAssociation',
      Properties: { ServiceToken: 'arn:fn', Target, Count: 3, ServiceTimeout: 60 },
    },
  })
  const broken = {
    Rule: { Type: 'AWS::Events::Rule', Properties: { EventPattern: {} }, DependsOn: 'Link' },
  }

  function linkRoom(decide: (request: any) => object | undefined) {
    const requests: any[] = []
    const Invoke = customFunction((request) => {
      requests.push(request)
      return decide(request)
    })
    return { requests, ...room({ Invoke, PutRule: () => Promise.reject(new Error('no')) }) }
  }

  const agrees = ({ ResourceProperties }: any) => ({
    Status: 'SUCCESS',
    PhysicalResourceId: `link-${ResourceProperties.Target}`,
    Data: { Flow: ResourceProperties.Target },
  })

  it('is asked as CloudFormation asks, with numbers as text, and gives its Data as attributes', async () => {
    const { deployment, requests } = linkRoom(agrees)
    await deployment.apply(
      assembly(resource('a'), { Outputs: { Flow: { Value: { 'Fn::GetAtt': ['Link', 'Flow'] } } } }),
    )
    expect(requests).toEqual([
      {
        RequestType: 'Create',
        ServiceToken: 'arn:fn',
        ResponseURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:1\/answers\/[0-9a-f]{32}$/),
        StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:111122223333:stack\/Service\//),
        RequestId: expect.any(String),
        LogicalResourceId: 'Link',
        ResourceType: 'Custom::FlowAssociation',
        ResourceProperties: { ServiceToken: 'arn:fn', Target: 'a', Count: '3' },
      },
    ])
    expect(deployment.outputs('Service').get('Flow')).toBe('a')
  })

  it('is updated in place where it keeps its physical id', async () => {
    const { deployment, requests } = linkRoom(() => ({ Status: 'SUCCESS', PhysicalResourceId: 'link' }))
    await deployment.apply(assembly(resource('a')))
    await deployment.apply(assembly(resource('b')))
    expect(requests.map(({ RequestType }) => RequestType)).toEqual(['Create', 'Update'])
    expect(requests[1]).toMatchObject({
      PhysicalResourceId: 'link',
      ResourceProperties: { Target: 'b' },
      OldResourceProperties: { Target: 'a' },
    })
  })

  it('is deleted under its old physical id where the update gave a new one', async () => {
    const { deployment, requests } = linkRoom(agrees)
    await deployment.apply(assembly(resource('a')))
    await deployment.apply(assembly(resource('b')))
    expect(requests.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId])).toEqual([
      ['Create', undefined],
      ['Update', 'link-a'],
      ['Delete', 'link-a'],
    ])
  })

  it('is deleted when its creation says FAILED', async () => {
    const { deployment, requests } = linkRoom(({ RequestType }) =>
      RequestType === 'Create'
        ? { Status: 'FAILED', Reason: 'no such flow', PhysicalResourceId: 'half' }
        : { Status: 'SUCCESS', PhysicalResourceId: 'half' },
    )
    await expect(deployment.apply(assembly(resource('a')))).rejects.toThrow(
      'Service/Link (Custom::FlowAssociation): it said FAILED: no such flow',
    )
    expect(requests.at(-1)).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'half' })
  })

  it('is updated back when something after it fails', async () => {
    const { deployment, requests } = linkRoom(agrees)
    await deployment.apply(assembly(resource('a')))
    await expect(deployment.apply(assembly({ ...resource('b'), ...broken }))).rejects.toThrow('Service/Rule')
    expect(
      requests
        .slice(1)
        .map(({ RequestType, PhysicalResourceId, ResourceProperties }) => [
          RequestType,
          PhysicalResourceId,
          ResourceProperties.Target,
        ]),
    ).toEqual([
      ['Update', 'link-a', 'b'],
      ['Update', 'link-b', 'a'],
      ['Delete', 'link-b', 'b'],
    ])
    expect(deployment.resources().map(({ properties }) => properties.Target)).toEqual(['a'])
  })

  it('is updated back when its own update fails', async () => {
    const { deployment, requests } = linkRoom((request) =>
      request.ResourceProperties.Target === 'b'
        ? { Status: 'FAILED', Reason: 'no', PhysicalResourceId: request.PhysicalResourceId }
        : { Status: 'SUCCESS', PhysicalResourceId: 'link' },
    )
    await deployment.apply(assembly(resource('a')))
    await expect(deployment.apply(assembly(resource('b')))).rejects.toThrow('it said FAILED: no')
    expect(
      requests.map(({ RequestType, ResourceProperties }) => [RequestType, ResourceProperties.Target]),
    ).toEqual([
      ['Create', 'a'],
      ['Update', 'b'],
      ['Update', 'a'],
    ])
  })

  it('is known by the id that its failed update answered with, and deleted under every id that is left behind', async () => {
    let updates = 0
    const { deployment, requests } = linkRoom(({ RequestType, PhysicalResourceId }) => {
      if (RequestType === 'Create') return { Status: 'SUCCESS', PhysicalResourceId: 'first' }
      if (RequestType === 'Delete') return { Status: 'SUCCESS', PhysicalResourceId }
      return updates++ === 0
        ? { Status: 'FAILED', Reason: 'no', PhysicalResourceId: 'second' }
        : { Status: 'SUCCESS', PhysicalResourceId: 'third' }
    })
    await deployment.apply(assembly(resource('a')))
    await expect(deployment.apply(assembly(resource('b')))).rejects.toThrow('it said FAILED: no')
    expect(requests.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId])).toEqual([
      ['Create', undefined],
      ['Update', 'first'],
      ['Update', 'second'],
      ['Delete', 'second'],
      ['Delete', 'first'],
    ])
    expect(deployment.resources().map(({ ref }) => ref)).toEqual(['third'])
  })

  it.each<[string, object | undefined, string]>([
    ['says nothing', undefined, 'its function ended without answering its ResponseURL'],
    ['says neither', { Status: 'MAYBE' }, 'its Status is "MAYBE"'],
    ['has no physical id', { Status: 'SUCCESS' }, 'its answer has no PhysicalResourceId'],
  ])('fails the deployment where its function %s', async (_, answer, message) => {
    const { deployment } = linkRoom(({ RequestType }) => (RequestType === 'Create' ? answer : undefined))
    await expect(deployment.apply(assembly(resource('a')))).rejects.toThrow(message)
  })
})
