import { connect as connectTcp } from 'node:net'
import * as connect from '@aws-sdk/client-connect'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as lambda from '@aws-sdk/client-lambda'
import * as sfn from '@aws-sdk/client-sfn'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Endpoint } from '../../../local/endpoint/endpoint.ts'
import { sts } from '../../../local/iam/sts.ts'
import { AwsError, OPERATOR, type Service } from '../../../local/service.ts'
import { anEndpoint, clientOf, START } from './an-endpoint.ts'

const ROLE = 'arn:aws:iam::111122223333:role/receive-email-role'

const contact = (Id = 'c-1') => ({ Contact: { Id, InitiationTimestamp: new Date(START) } })

const connectService = (more: Partial<Service> = {}): Service => ({
  name: 'connect',
  sdk: connect,
  operations: { DescribeContact: ({ ContactId }) => contact(ContactId) },
  access: (operation, { InstanceId, ContactId }) => [
    {
      action: `connect:${operation}`,
      resources: [`arn:aws:connect:us-east-1:111122223333:instance/${InstanceId}/contact/${ContactId}`],
    },
  ],
  ...more,
})

const describeContact = { InstanceId: 'i-1', ContactId: 'c-1' }

const refusal = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error) => error)

describe('the one endpoint', () => {
  const opened: Endpoint[] = []
  const open = async (services: readonly Service[], more: Parameters<typeof anEndpoint>[1] = {}) => {
    const made = anEndpoint(services, more)
    opened.push(made.endpoint)
    const { url, port } = await made.endpoint.listen(0)
    return { ...made, url, port }
  }
  afterEach(async () => {
    for (const endpoint of opened.splice(0)) await endpoint.close()
  })

  it('gives the same answer over HTTP and in process', async () => {
    const { endpoint, url } = await open([connectService()])
    const client = new connect.ConnectClient(clientOf(url))
    const { $metadata, ...overHttp } = await client.send(new connect.DescribeContactCommand(describeContact))
    expect(overHttp).toEqual(await endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR))
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('hands in-process callers a copy, not what the handler keeps', async () => {
    const kept = contact()
    const { endpoint } = anEndpoint([connectService({ operations: { DescribeContact: () => kept } })])
    const got = await endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR)
    got.Contact.Id = 'changed'
    expect(kept.Contact.Id).toBe('c-1')
  })

  it('says loudly what it does not implement', async () => {
    const { url } = await open([connectService()])
    const client = new connect.ConnectClient(clientOf(url))
    const error = await refusal(client.send(new connect.StopContactCommand(describeContact)))
    expect(error).toMatchObject({
      name: 'NotImplemented',
      message: expect.stringMatching(/StopContact of connect/),
    })
    expect(error.$metadata.httpStatusCode).toBe(501)
  })

  it('answers 501 for a service that it does not have, by its name', async () => {
    const { endpoint, url } = await open([])
    expect(await refusal(endpoint.call('xray', 'PutTraceSegments', {}, OPERATOR))).toMatchObject({
      name: 'NotImplemented',
      message: expect.stringMatching(/PutTraceSegments of xray/),
    })
    const client = new sfn.SFNClient(clientOf(url))
    expect(await refusal(client.send(new sfn.ListActivitiesCommand({})))).toMatchObject({
      message: expect.stringMatching(/ListActivities of states/),
    })
  })

  it('answers in XML where the client speaks the query protocol', async () => {
    const { url } = await open([])
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ Action: 'ListStacks' }) })
    expect(answer.headers.get('content-type')).toBe('text/xml')
    expect(await answer.text()).toMatch(/<Error>.*<Code>UnknownOperationException<\/Code>/)
  })

  it('answers 404 UnknownOperationException for a path that no operation has', async () => {
    const { url } = await open([connectService()])
    const response = await fetch(`${url}/no/such/path`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' })
  })

  it('finds the service of unsigned requests by path or target', async () => {
    const states: Service = {
      name: 'states',
      sdk: sfn,
      operations: { ListActivities: () => ({ activities: [] }) },
    }
    const { url } = await open([connectService(), states])
    expect(await (await fetch(`${url}/contacts/i-1/c-2`)).json()).toMatchObject({ Contact: { Id: 'c-2' } })
    const headers = { 'x-amz-target': 'AWSStepFunctions.ListActivities' }
    const response = await fetch(url, { method: 'POST', headers, body: '{}' })
    expect(await response.json()).toEqual({ activities: [] })
  })

  it('names the required member that is missing', async () => {
    const { endpoint } = anEndpoint([
      connectService(),
      { name: 'states', sdk: sfn, operations: { StartExecution: () => ({}) } },
    ])
    expect(
      await refusal(endpoint.call('connect', 'DescribeContact', { InstanceId: 'i' }, OPERATOR)),
    ).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(/ContactId/),
    })
    expect(await refusal(endpoint.call('states', 'StartExecution', {}, OPERATOR))).toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/'stateMachineArn'/),
    })
  })

  it.each(['{"broken', '[]', '{"stateMachineArn": 7}'])(
    'refuses %s as SerializationException',
    async (body) => {
      const { url } = await open([{ name: 'states', sdk: sfn, operations: { StartExecution: () => ({}) } }])
      const headers = { 'x-amz-target': 'AWSStepFunctions.StartExecution' }
      const response = await fetch(url, { method: 'POST', headers, body })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ __type: 'SerializationException' })
    },
  )

  it('gives typed errors with their own members and status', async () => {
    const problems = [{ message: 'Start action is missing' }]
    const { url } = await open([
      connectService({
        operations: {
          CreateContactFlow: () => {
            throw new AwsError('InvalidContactFlowException', '', { problems })
          },
          DescribeContact: () => {
            throw new AwsError('ResourceNotFoundException', 'no such contact')
          },
        },
      }),
    ])
    const client = new connect.ConnectClient(clientOf(url))
    const create = new connect.CreateContactFlowCommand({
      InstanceId: 'i',
      Name: 'n',
      Type: 'CONTACT_FLOW',
      Content: '{}',
    })
    const invalid = await refusal(client.send(create))
    expect(invalid).toBeInstanceOf(connect.InvalidContactFlowException)
    expect(invalid).toMatchObject({ problems, $metadata: { httpStatusCode: 400 } })
    const missing = await refusal(client.send(new connect.DescribeContactCommand(describeContact)))
    expect(missing).toBeInstanceOf(connect.ResourceNotFoundException)
    expect(missing).toMatchObject({ message: 'no such contact', $metadata: { httpStatusCode: 404 } })
  })

  it('gives awsJson errors with their own members', async () => {
    const failed = new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
      Item: { pk: { S: 'a' } },
    })
    const { url } = await open([
      { name: 'dynamodb', sdk: dynamodb, operations: { PutItem: () => Promise.reject(failed) } },
    ])
    const client = new dynamodb.DynamoDBClient(clientOf(url))
    const error = await refusal(client.send(new dynamodb.PutItemCommand({ TableName: 'abc', Item: {} })))
    expect(error).toBeInstanceOf(dynamodb.ConditionalCheckFailedException)
    expect(error.Item).toEqual({ pk: { S: 'a' } })
  })

  it.each([
    ['an unknown member', { Contact: { Id: 'c', Idd: 'x' } }, /Contact\.Idd/],
    ['a wrong type', { Contact: { InitiationTimestamp: 'yesterday' } }, /Contact\.InitiationTimestamp.*Date/],
  ])('fails with 500 when a handler answers %s', async (_, answer, message) => {
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { endpoint } = anEndpoint([connectService({ operations: { DescribeContact: () => answer } })])
    expect(
      await refusal(endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR)),
    ).toMatchObject({
      name: 'InternalServiceException',
      message: expect.stringMatching(message),
    })
    expect(stderr).toHaveBeenCalledOnce()
    stderr.mockRestore()
  })

  it('refuses a role what its policies do not allow, and counts it', async () => {
    const { endpoint, url, iam } = await open([connectService()])
    const statement = {
      Effect: 'Allow',
      Action: 'connect:DescribeContact',
      Resource: 'arn:aws:connect:us-east-1:111122223333:instance/i-1/*',
    } as const
    iam.defineRole({ arn: ROLE, name: 'receive-email-role', trust: [], statements: [statement] })
    const client = new connect.ConnectClient(clientOf(url, iam.credentialsFor(ROLE).accessKeyId))
    const ask = (InstanceId: string) =>
      client.send(new connect.DescribeContactCommand({ InstanceId, ContactId: 'c-1' }))
    await ask('i-1')
    const denied = await refusal(ask('i-2'))
    expect(denied).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } })
    expect(denied.message).toBe(
      'User: arn:aws:sts::111122223333:assumed-role/receive-email-role/local is not authorized to perform: ' +
        'connect:DescribeContact on resource: arn:aws:connect:us-east-1:111122223333:instance/i-2/contact/c-1 ' +
        'because no identity-based policy allows the connect:DescribeContact action',
    )
    expect(endpoint.calls.entries()).toEqual([
      {
        service: 'connect',
        operation: 'DescribeContact',
        caller: 'receive-email-role',
        calls: 2,
        errors: 1,
        throttles: 0,
      },
    ])
  })

  it('throttles in virtual time, and only then', async () => {
    const { endpoint, timeline } = anEndpoint([connectService({ quota: () => ({ rate: 2, burst: 2 }) })])
    const ask = () => refusal(endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR))
    const names = async (count: number) => {
      const errors = []
      for (let i = 0; i < count; i++) errors.push((await ask())?.name)
      return errors
    }
    expect(await names(3)).toEqual([undefined, undefined, 'ThrottlingException'])
    await timeline.advance(500)
    expect(await names(2)).toEqual([undefined, 'ThrottlingException'])
    expect(endpoint.calls.entries()).toMatchObject([{ calls: 5, errors: 2, throttles: 2 }])
  })

  it('throttles under the name that the service knows', async () => {
    const { endpoint } = anEndpoint([
      {
        name: 'lambda',
        sdk: lambda,
        operations: { Invoke: () => ({ StatusCode: 200 }) },
        quota: () => ({ rate: 1, burst: 0 }),
      },
    ])
    const error = await refusal(endpoint.call('lambda', 'Invoke', { FunctionName: 'f' }, OPERATOR))
    expect(error.name).toBe('TooManyRequestsException')
  })

  it('carries a Lambda payload, its error and its status', async () => {
    let seen: any
    const { url } = await open([
      {
        name: 'lambda',
        sdk: lambda,
        operations: {
          Invoke: (input) => {
            seen = input
            return { StatusCode: 202, FunctionError: 'Unhandled', Payload: Buffer.from('{"a":"ü"}') }
          },
        },
      },
    ])
    const client = new lambda.LambdaClient(clientOf(url))
    const command = new lambda.InvokeCommand({
      FunctionName: 'f',
      InvocationType: 'Event',
      Payload: '{"b":1}',
    })
    const { StatusCode, FunctionError, Payload } = await client.send(command)
    expect(Buffer.from(seen.Payload).toString()).toBe('{"b":1}')
    expect(seen.InvocationType).toBe('Event')
    expect({ StatusCode, FunctionError, Payload: Buffer.from(Payload ?? '').toString() }).toEqual({
      StatusCode: 202,
      FunctionError: 'Unhandled',
      Payload: '{"a":"ü"}',
    })
  })

  it('injects a fault before the effect or after it', async () => {
    let effects = 0
    const { endpoint, faults } = anEndpoint([
      connectService({
        operations: {
          DescribeContact: () => {
            effects++
            return contact()
          },
        },
      }),
    ])
    const ask = () => refusal(endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR))
    faults.add({ operation: 'DescribeContact', error: 'InternalServiceException', when: 'before', times: 1 })
    expect([(await ask())?.name, effects]).toEqual(['InternalServiceException', 0])
    faults.add({ operation: 'DescribeContact', error: 'ThrottlingException', when: 'after', times: 1 })
    expect([(await ask())?.name, effects]).toEqual(['ThrottlingException', 1])
    expect([await ask(), effects]).toEqual([undefined, 2])
  })

  it.each([
    [{ service: 'conect' }, 'service is "conect": known are connect'],
    [{ operation: 'DescribeContacts' }, 'operation is "DescribeContacts": any service has none of that name'],
    [{ service: 'connect', operation: 'GetItem' }, 'operation is "GetItem": connect has none of that name'],
    [{ service: 42 }, 'service is 42'],
  ])('knows that no call is of %o', (names, problem) => {
    const { endpoint } = anEndpoint([connectService()])
    expect(() => endpoint.checkNames(names)).toThrow(problem)
    endpoint.checkNames({ service: 'connect', operation: 'StopContact' })
    endpoint.checkNames({})
  })

  it('closes the connection for the fault ConnectionReset', async () => {
    const { url, faults } = await open([connectService()])
    faults.add({ error: 'ConnectionReset', when: 'after' })
    const client = new connect.ConnectClient(clientOf(url))
    const error = await refusal(client.send(new connect.DescribeContactCommand(describeContact)))
    expect(error).toMatchObject({ code: 'ECONNRESET' })
  })

  it('fills in idempotency tokens as an SDK client does', async () => {
    let seen: any
    const { endpoint } = anEndpoint([
      connectService({
        operations: {
          CreateContact: (input) => {
            seen = input
            return { ContactId: 'c-1' }
          },
        },
      }),
    ])
    const input = { InstanceId: 'i-1', Channel: 'EMAIL', InitiationMethod: 'FLOW' }
    await endpoint.call('connect', 'CreateContact', input, OPERATOR)
    expect(seen.ClientToken).toMatch(/^[0-9a-f-]{36}$/)
    await endpoint.call('connect', 'CreateContact', { ...input, ClientToken: 'mine' }, OPERATOR)
    expect(seen.ClientToken).toBe('mine')
  })

  it('tells a subscriber of each call', async () => {
    const { endpoint } = anEndpoint([connectService()])
    const heard: unknown[] = []
    const stop = endpoint.calls.onCall((call) => heard.push(call))
    await endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR)
    stop()
    await endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR)
    expect(heard).toEqual([
      { service: 'connect', operation: 'DescribeContact', caller: 'operator', at: START },
    ])
  })

  it('lets no time pass during a call, and lets it pass during a control request', async () => {
    let finish: () => void = () => {}
    const slow = () =>
      new Promise((resolve) => {
        finish = () => resolve(contact())
      })
    const { endpoint, timeline, url } = await open(
      [connectService({ operations: { DescribeContact: slow } })],
      {
        control: async (_, response) => {
          await timeline.advance(1000)
          response.end(String(timeline.now() - START))
        },
      },
    )
    const call = endpoint.call('connect', 'DescribeContact', describeContact, OPERATOR)
    const advanced = fetch(`${url}/_local/clock/advance`).then((response) => response.text())
    await new Promise((resolve) => setImmediate(resolve))
    expect(timeline.now()).toBe(START)
    finish()
    await call
    expect(await advanced).toBe('1000')
  })

  it('does not hold time for a client that stalls or goes away', async () => {
    const { timeline, port } = await open([connectService()])
    const socket = connectTcp(port, '127.0.0.1')
    await new Promise<void>((resolve) => {
      socket.write('PUT /contact/create-contact HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{', () =>
        resolve(),
      )
    })
    await timeline.advance(1000)
    socket.destroy()
    await timeline.advance(1000)
    expect(timeline.now()).toBe(START + 2000)
  })

  it('refuses a body beyond all limits', async () => {
    const { url } = await open([connectService()])
    const body = Buffer.alloc(17 * 1024 * 1024, 32)
    const response = await fetch(`${url}/contacts/i-1/c-1`, { method: 'POST', body })
    expect(response.status).toBe(413)
  })

  it('tells a tool who it is', async () => {
    const { url } = await open([sts])
    const identity = await new STSClient(clientOf(url)).send(new GetCallerIdentityCommand({}))
    expect(identity).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:iam::111122223333:user/operator',
    })
  })

  it('is refused a handler for an operation that the SDK does not know', () => {
    expect(() => anEndpoint([connectService({ operations: { DescribeContacts: () => ({}) } })])).toThrow(
      /connect has no operation DescribeContacts/,
    )
  })
})
