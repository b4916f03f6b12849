import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, ROLE, START } from './functions.ts'

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:dead'
const FAILS = 'exports.handler = async () => { throw new Error("no") }'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.close())

describe('Invoke', () => {
  it('says which version ran and returns the log tail when asked', async () => {
    bench.define('logs', 'exports.handler = async () => console.log("hello")')
    const answer = await bench.call('Invoke', { FunctionName: 'logs', LogType: 'Tail' })
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' })
    expect(Buffer.from(answer.LogResult, 'base64').toString()).toBe('hello\n')
  })

  it('finds a function by name, partial ARN and ARN, and no other version than $LATEST', async () => {
    bench.define('f', 'exports.handler = async () => 1')
    const arn = 'arn:aws:lambda:us-east-1:111122223333:function:f'
    for (const FunctionName of ['f', '111122223333:function:f', arn, `${arn}:$LATEST`])
      expect(await bench.invoke(FunctionName)).toEqual({ result: 1 })
    await expect(bench.call('Invoke', { FunctionName: 'g' })).rejects.toThrow(
      expect.objectContaining({
        name: 'ResourceNotFoundException',
        message: 'Function not found: arn:aws:lambda:us-east-1:111122223333:function:g',
      }),
    )
    await expect(bench.call('Invoke', { FunctionName: `${arn}:7` })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('refuses payloads over 6 MB, over 1 MB when asynchronous, and what is not JSON', async () => {
    bench.define('f', 'exports.handler = async () => 1')
    const big = (bytes: number) => Buffer.from(JSON.stringify('x'.repeat(bytes)))
    const refused = (input: object) => bench.call('Invoke', { FunctionName: 'f', ...input })
    await expect(refused({ Payload: big(6_300_000) })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    })
    await expect(refused({ Payload: big(1_048_576), InvocationType: 'Event' })).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message: '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    })
    await expect(refused({ Payload: Buffer.from('{') })).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
    })
  })

  it('fails a function whose answer is over 6 MB', async () => {
    bench.define('f', 'exports.handler = async () => "x".repeat(6_300_000)')
    expect((await bench.invoke('f')).fault).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' })
  })

  it('only checks in a dry run', async () => {
    bench.define('f', FAILS)
    expect(await bench.call('Invoke', { FunctionName: 'f', InvocationType: 'DryRun' })).toEqual({
      StatusCode: 204,
    })
  })

  it('throttles beyond the reserved concurrency, but lets the host queue what AWS would run', async () => {
    const source = "exports.handler = () => require('node:timers/promises').setTimeout(50, process.pid)"
    bench.define('many', source)
    bench.define('one', source, { reservedConcurrency: 1 })
    const all = await Promise.all(Array.from({ length: 12 }, () => bench.invoke('many')))
    expect(all.every(({ result }) => result === process.pid)).toBe(true)
    expect(bench.lambda.coldStarts('many')).toBe(4)
    const first = bench.invoke('one')
    await expect(bench.invoke('one')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      fields: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    })
    await first
  })

  it('holds virtual time while a function runs', async () => {
    bench.define('slow', "exports.handler = () => require('node:timers/promises').setTimeout(30, Date.now())")
    const call = bench.invoke('slow')
    await bench.timeline.advance(1000)
    expect((await call).result).toBeLessThan(START + 1000)
  })
})

describe('an asynchronous call', () => {
  const accept = (FunctionName: string) =>
    bench.call('Invoke', { FunctionName, InvocationType: 'Event', Payload: Buffer.from('{"n":1}') })

  it('is tried again one and two minutes later, then goes to the dead-letter queue', async () => {
    bench.define('f', 'exports.handler = async () => { console.log(Date.now()); throw new Error("no") }', {
      deadLetterArn: QUEUE,
    })
    bench.aws.answers['sqs:SendMessage'] = () => ({})
    expect(await accept('f')).toEqual({ StatusCode: 202 })
    await bench.timeline.advance(600_000)
    const minutes = bench.log
      .filter(({ text }) => /^\d+$/.test(text))
      .map(({ text }) => Math.floor((Number(text) - START) / 60_000))
    expect(minutes).toEqual([0, 1, 3])
    expect(new Set(bench.log.map(({ requestId }) => requestId)).size).toBe(1)
    expect(bench.aws.calls).toEqual([
      expect.objectContaining({
        operation: 'SendMessage',
        caller: { kind: 'role', arn: ROLE },
        at: START + 180_000,
        input: {
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/dead',
          MessageBody: '{"n":1}',
          MessageAttributes: {
            RequestID: { DataType: 'String', StringValue: bench.log[0]!.requestId },
            ErrorCode: { DataType: 'Number', StringValue: '200' },
            ErrorMessage: { DataType: 'String', StringValue: 'no' },
          },
        },
      }),
    ])
  })

  it('follows the event invoke configuration and reports to its destinations', async () => {
    bench.define('f', FAILS)
    await bench.call('PutFunctionEventInvokeConfig', {
      FunctionName: 'f',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: QUEUE } },
    })
    bench.aws.answers['sqs:SendMessage'] = () => ({})
    await accept('f')
    await bench.timeline.quiet()
    expect(JSON.parse(bench.aws.calls[0]!.input.MessageBody)).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'no' },
    })
  })

  it('waits in the queue while the function is throttled, until the event is too old', async () => {
    bench.define('f', 'exports.handler = async () => 1', { reservedConcurrency: 0, deadLetterArn: QUEUE })
    bench.aws.answers['sqs:SendMessage'] = () => ({})
    await accept('f')
    await bench.timeline.advance(5 * 3_600_000)
    expect(bench.aws.calls).toEqual([])
    await bench.timeline.advance(3_600_000)
    expect(bench.aws.calls).toHaveLength(1)
  })

  it('shows in the log that the role may not send to the dead-letter queue', async () => {
    bench.define('f', FAILS, { deadLetterArn: QUEUE })
    await accept('f')
    await bench.timeline.advance(200_000)
    expect(bench.log.at(-1)!.text).toBe(
      `could not send to ${QUEUE}: AccessDeniedException: SendMessage is not allowed`,
    )
  })
})

describe('a definition', () => {
  it.each([
    [{ runtime: 'nodejs22.x' }, /nodejs22\.x is not modelled/],
    [{ layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'] }, /layers are not modelled/],
    [{ timeoutSeconds: 901 }, /between 1 and 900/],
    [{ memoryMb: 64 }, /between 128 and 10240/],
    [{ environment: { AWS_REGION: 'x' } }, /Reserved keys used in this request: AWS_REGION/],
    [{ environment: { X: 'x'.repeat(5000) } }, /exceeded the 4KB limit/],
  ])('is refused with %j', (more, message) => {
    expect(() => bench.define('f', '', more)).toThrow(
      expect.objectContaining({
        name: 'InvalidParameterValueException',
        message: expect.stringMatching(message),
      }),
    )
  })

  it('shows in GetFunctionConfiguration and ListFunctions', async () => {
    bench.define('f', '', { deadLetterArn: QUEUE, environment: { A: 'b' } })
    const shown = await bench.call('GetFunctionConfiguration', { FunctionName: 'f' })
    expect(shown).toMatchObject({
      FunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      Runtime: 'nodejs24.x',
      Timeout: 3,
      Role: ROLE,
      DeadLetterConfig: { TargetArn: QUEUE },
      Environment: { Variables: { A: 'b' } },
    })
    expect(await bench.call('ListFunctions', {})).toEqual({ Functions: [shown] })
  })

  it('replaces the code of the function: the next call runs the new one', async () => {
    bench.define('f', 'exports.handler = async () => 1')
    expect(await bench.invoke('f')).toEqual({ result: 1 })
    bench.define('f', 'exports.handler = async () => 2')
    expect(await bench.invoke('f')).toEqual({ result: 2 })
  })
})

describe("a function's policy", () => {
  it('is what a service that calls it is judged by', async () => {
    bench.define('f', '')
    const input = {
      FunctionName: 'f',
      StatementId: 'connect',
      Action: 'lambda:InvokeFunction',
      Principal: 'connect.amazonaws.com',
      SourceArn: 'arn:aws:connect:us-east-1:111122223333:instance/i',
      SourceAccount: '111122223333',
    }
    await bench.call('AddPermission', input)
    const statement = {
      Sid: 'connect',
      Effect: 'Allow',
      Principal: { Service: 'connect.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: 'arn:aws:lambda:us-east-1:111122223333:function:f',
      Condition: {
        StringEquals: { 'AWS:SourceAccount': '111122223333' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:connect:us-east-1:111122223333:instance/i' },
      },
    }
    expect(bench.lambda.resourcePolicy!('Invoke', { FunctionName: 'f' })).toEqual([statement])
    await expect(bench.call('AddPermission', input)).rejects.toMatchObject({
      name: 'ResourceConflictException',
    })
    expect(JSON.parse((await bench.call('GetPolicy', { FunctionName: 'f' })).Policy).Statement).toEqual([
      statement,
    ])
    await bench.call('RemovePermission', { FunctionName: 'f', StatementId: 'connect' })
    await expect(bench.call('GetPolicy', { FunctionName: 'f' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })

  it('is asked for as lambda:InvokeFunction on the function', () => {
    expect(bench.lambda.access!('Invoke', { FunctionName: 'f' })).toEqual([
      { action: 'lambda:InvokeFunction', resources: ['arn:aws:lambda:us-east-1:111122223333:function:f'] },
    ])
  })
})
