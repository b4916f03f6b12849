import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench, START } from './functions.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.close())

describe('a sandbox', () => {
  it('answers what a CommonJS handler returns, and null for nothing', async () => {
    bench.define('echo', 'exports.handler = async (event) => event.nothing ? undefined : { got: event }')
    expect(await bench.invoke('echo', { a: 1 })).toEqual({ result: { got: { a: 1 } } })
    expect(await bench.invoke('echo', { nothing: true })).toEqual({ result: null })
    expect(bench.lambda.coldStarts('echo')).toBe(1)
  })

  it('loads an ES module and a handler that is not asynchronous', async () => {
    bench.define('esm', 'import { join } from "node:path"; export const handler = () => join("a", "b")', {
      file: 'index.mjs',
    })
    expect(await bench.invoke('esm')).toEqual({ result: 'a/b' })
  })

  it('sees the variables of the template and of Lambda, and nothing of the host', async () => {
    process.env.HOMEWARD_HOST_SECRET = 'host'
    bench.define('env', 'exports.handler = async () => process.env', { environment: { TABLE: 'threads' } })
    const { result } = await bench.invoke('env')
    delete process.env.HOMEWARD_HOST_SECRET
    expect(result).toMatchObject({
      TABLE: 'threads',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'key of function',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/env',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};/),
    })
    expect(Object.keys(result).filter((key) => /PATH|HOME|VITEST|HOMEWARD|NODE_/.test(key))).toEqual([])
  })

  it('keeps what the handler writes into its environment to itself', async () => {
    bench.define('leak', 'exports.handler = async () => { process.env.LEAKED = "yes"; return true }')
    await bench.invoke('leak')
    expect(process.env.LEAKED).toBeUndefined()
  })

  it('lives in virtual time, also when that moved by days between two calls', async () => {
    bench.define(
      'clock',
      `const begun = Date.now()
       exports.handler = async () => ({ begun, now: Date.now(), made: new Date().getTime(), text: Date(), same: new Date(5) instanceof Date, ctor: new Date().constructor === Date })`,
    )
    const first = (await bench.invoke('clock')).result
    expect(first.begun - START).toBeLessThan(5000)
    expect(first.now - START).toBeLessThan(5000)
    expect(first).toMatchObject({ same: true, ctor: true, text: expect.stringContaining('2026') })
    await bench.timeline.advance(16 * 3_600_000)
    const second = (await bench.invoke('clock')).result
    expect(second.now - START).toBeGreaterThanOrEqual(16 * 3_600_000)
    expect(second.made - START - 16 * 3_600_000).toBeLessThan(5000)
    expect(second.begun).toBe(first.begun)
  })

  it('repeats chance: the same seed gives the same identifiers', async () => {
    const source = `const { randomUUID } = require('node:crypto')
      exports.handler = async (_, { awsRequestId }) => [Math.random(), randomUUID(), crypto.randomUUID(), awsRequestId]`
    bench.define('chance', source)
    const other = new Bench()
    other.define('chance', source)
    const once = [await bench.invoke('chance'), await bench.invoke('chance')]
    const again = [await other.invoke('chance'), await other.invoke('chance')]
    await other.close()
    expect(again).toEqual(once)
    expect(once[0]).not.toEqual(once[1])
    expect(once[0]!.result[1]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  it('gives the handler the whole context', async () => {
    bench.define(
      'context',
      `exports.handler = async (_, c) => ({ ...c, left: c.getRemainingTimeInMillis() })`,
    )
    const { result } = await bench.invoke('context')
    expect(result).toMatchObject({
      functionName: 'context',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:context',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: '/aws/lambda/context',
      logStreamName: expect.stringMatching(/^2026\/03\/01\/\[\$LATEST\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: true,
    })
    expect(result.left).toBeGreaterThan(0)
    expect(result.left).toBeLessThanOrEqual(3000)
  })

  it('hands on what the function writes, line by line, with its request', async () => {
    bench.define(
      'log',
      `exports.handler = async (_, { awsRequestId }) => { console.log('one\\ntwo'); process.stderr.write('three'); return awsRequestId }`,
    )
    const { result: requestId } = await bench.invoke('log')
    expect(bench.log).toEqual(
      ['one', 'two', 'three'].map((text) => ({ functionName: 'log', requestId, text })),
    )
  })
})

describe('a function that pauses, in virtual time', () => {
  it("takes none of the host's, and its clock has gone on; it is billed for the pause", async () => {
    const billed: number[] = []
    bench.lambda.onExecution(({ ms }) => billed.push(ms))
    bench.define(
      'pauses',
      `exports.handler = async (_, context) => {
         const begun = Date.now()
         await new Promise((resolve) => setTimeout(resolve, 50_000, 'x'))
         const [passed, left] = [Date.now() - begun, context.getRemainingTimeInMillis()]
         return { passed, left }
       }`,
      { timeoutSeconds: 60 },
    )
    const begun = performance.now()
    const { result } = await bench.invoke('pauses')
    expect(performance.now() - begun).toBeLessThan(40_000)
    expect(result.passed).toBeGreaterThanOrEqual(49_990)
    expect(result.left).toBeLessThanOrEqual(10_010)
    expect(billed).toEqual([expect.toSatisfy((ms: number) => ms >= 49_990)])
  })

  it('ends the pauses in their order, and none that was called off, or that nothing waits for', async () => {
    bench.define(
      'order',
      `exports.handler = () => new Promise((resolve) => {
         const seen = []
         setTimeout(() => resolve(seen), 9_000)
         setTimeout((what) => seen.push(what), 5_000, 'second')
         setTimeout(() => { seen.push('first'); setTimeout(() => seen.push('third'), 3_000) }, 4_000)
         clearTimeout(setTimeout(() => seen.push('called off'), 1_000))
         setTimeout(() => seen.push('nobody waits'), 2_000).unref()
       })`,
      { timeoutSeconds: 60 },
    )
    expect(await bench.invoke('order')).toEqual({ result: ['first', 'second', 'third'] })
  })

  it('waits for an answer that is under way', async () => {
    const server = createServer((_, response) => void setTimeout(() => response.end('answer'), 200))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    bench.define(
      'asks',
      `const { get } = require('node:http')
       exports.handler = ({ port }) => new Promise((resolve) => {
         setTimeout(resolve, 20_000, 'gave up')
         get({ host: '127.0.0.1', port }, (response) => response.on('data', (text) => resolve(String(text))))
       })`,
      { timeoutSeconds: 60 },
    )
    const { port } = server.address() as AddressInfo
    const answers = [await bench.invoke('asks', { port }), await bench.invoke('asks', { port })]
    server.close()
    expect(answers).toEqual([{ result: 'answer' }, { result: 'answer' }])
  })

  it('times out in what it does after its pauses, if both do not fit into its time', async () => {
    bench.define(
      'slow',
      `exports.handler = async () => {
         await new Promise((resolve) => setTimeout(resolve, 700))
         await require('node:timers/promises').setTimeout(600)
         return 'too late'
       }`,
      { timeoutSeconds: 1 },
    )
    expect((await bench.invoke('slow')).fault).toMatchObject({ errorType: 'Sandbox.Timedout' })
  })

  it('times out in a pause that does not fit into its time', async () => {
    bench.define(
      'late',
      `const pause = () => new Promise((resolve) => setTimeout(resolve, 600))
       exports.handler = async () => { await pause(); await pause(); return 'too late' }`,
      { timeoutSeconds: 1 },
    )
    expect((await bench.invoke('late')).fault).toMatchObject({ errorType: 'Sandbox.Timedout' })
  })
})

describe('what goes wrong in a sandbox', () => {
  it('is answered with type, message and trace when the handler throws', async () => {
    bench.define(
      'throws',
      `class Odd extends Error { name = 'ThreadChangedMeanwhile' }
       exports.handler = async (event) => { throw event.raw ? 'just text' : new Odd('no') }`,
    )
    const { fault } = await bench.invoke('throws')
    expect(fault).toEqual({
      errorType: 'ThreadChangedMeanwhile',
      errorMessage: 'no',
      trace: expect.arrayContaining([expect.stringContaining('index.cjs')]),
    })
    expect(await bench.invoke('throws', { raw: true })).toEqual({
      fault: { errorType: 'string', errorMessage: 'just text', trace: [] },
    })
    expect(bench.lambda.coldStarts('throws')).toBe(1)
  })

  it('cannot be serialized', async () => {
    bench.define('big', 'exports.handler = async () => 1n')
    expect((await bench.invoke('big')).fault).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
    })
  })

  it.each([
    ['sleeps', 'exports.handler = () => new Promise((r) => setTimeout(r, 60_000))'],
    ['spins', 'exports.handler = async (e) => { while (!e.stop); return 1 }'],
  ])('ends a handler that %s past its limit, and starts afresh', async (name, source) => {
    bench.define(name, source, { timeoutSeconds: 1 })
    const { fault } = await bench.invoke(name)
    expect(fault).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1.00 seconds$/,
      ),
    })
    expect(bench.log.at(-1)!.text).toMatch(
      /^2026-03-01T12:00:00.000Z [0-9a-f-]{36} Task timed out after 1.00 seconds$/,
    )
    if (name === 'spins') expect(await bench.invoke(name, { stop: true })).toEqual({ result: 1 })
    expect(bench.lambda.coldStarts(name)).toBe(name === 'spins' ? 2 : 1)
  })

  it.each([
    ['exits', 'exports.handler = async () => process.exit(3)', 'Runtime.ExitError', /exit status 3/],
    [
      'rejects behind its own back',
      'exports.handler = () => { Promise.reject(new Error("lost")); return new Promise(() => {}) }',
      'Runtime.UnhandledPromiseRejection',
      /^Error: lost$/,
    ],
    [
      'throws outside',
      'exports.handler = () => { setTimeout(() => { throw new TypeError("late") }); return new Promise(() => {}) }',
      'TypeError',
      /^late$/,
    ],
    [
      'runs out of memory',
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())) }',
      'Runtime.OutOfMemory',
      /signal: killed/,
    ],
  ])('recycles a sandbox that %s', async (_, source, errorType, message) => {
    bench.define('bad', source, { timeoutSeconds: 10 })
    const { fault } = await bench.invoke('bad')
    expect(fault).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) })
    await bench.invoke('bad')
    expect(bench.lambda.coldStarts('bad')).toBe(2)
  })

  it.each([
    ['throws while it loads', 'throw new RangeError("at load")', {}, 'RangeError', /^at load$/],
    [
      'needs what is not there',
      'require("not-there")',
      {},
      'Runtime.ImportModuleError',
      /^Error: Cannot find module 'not-there'/,
    ],
    ['does not parse', 'exports.handler = (', {}, 'Runtime.UserCodeSyntaxError', /^SyntaxError/],
    [
      'has no such export',
      'exports.other = 1',
      {},
      'Runtime.HandlerNotFound',
      /^index.handler is undefined or not exported$/,
    ],
    [
      'has no such file',
      '',
      { handler: 'elsewhere.handler' },
      'Runtime.ImportModuleError',
      /Cannot find module 'elsewhere'/,
    ],
    [
      'still takes a callback',
      'exports.handler = (event, context, callback) => callback(null, 1)',
      {},
      'Runtime.CallbackHandlerDeprecated',
      /removed support for callback-based function handlers/,
    ],
  ])('fails a function that %s', async (_, source, more, errorType, message) => {
    bench.define('broken', source, more)
    const { fault } = await bench.invoke('broken')
    expect(fault).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) })
  })
})
