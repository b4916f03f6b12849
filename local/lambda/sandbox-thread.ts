/**
 * The inside of a sandbox: what AWS's Node.js 24 runtime does around a handler, on a worker thread.
 * Here alone the host's clock is read, to let the thread's own Date run from the virtual instant of the call.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { describeFault } from './sandbox-faults.ts'
import { loadHandler } from './sandbox-handler.ts'
import type { Call, Fault, FromSandbox, SandboxData } from './sandbox-messages.ts'
import { Pauses } from './sandbox-pauses.ts'
import { replaceChance, replaceClock } from './sandbox-virtual.ts'

const port = parentPort!
const { taskRoot, handler, now, seed, frozen, skipsPauses } = workerData as SandboxData
const tell = (message: FromSandbox) => port.postMessage(message)

const clock = replaceClock(frozen)
const setSeed = replaceChance()
const pauses = skipsPauses ? new Pauses(skip) : undefined
clock.set(now)
setSeed(seed)
process.cwd = () => taskRoot

for (const stream of [process.stdout, process.stderr]) {
  // Over the port instead of the stream, so that lines arrive in order with the call they belong to.
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    tell({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() })
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }
}

function end(fault: Fault, code: number): void {
  tell({ kind: 'fatal', fault })
  setImmediate(() => process.exit(code))
}

process.on('uncaughtException', (error) => end(describeFault(error), 129))
process.on('unhandledRejection', (reason) => {
  const error = new Error(String(reason))
  error.name = 'Runtime.UnhandledPromiseRejection'
  error.stack = `${error.name}: ${error.message}\n${reason instanceof Error ? reason.stack : ''}`.trim()
  end(describeFault(error), 128)
})

function contextOf(call: Call) {
  const begun = performance.now()
  const spentMs = () => performance.now() - begun + (pauses?.skipped() ?? 0)
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: call.functionArn,
    awsRequestId: call.id,
    getRemainingTimeInMillis: () => Math.floor(call.timeoutMs - spentMs()),
  }
}

function serialize(result: unknown): string {
  try {
    // A function or symbol has no JSON at all, which the type of stringify conceals.
    const text = JSON.stringify(result) as string | undefined
    return text ?? 'null'
  } catch {
    const error = new Error('Unable to stringify response body')
    error.name = 'Runtime.JSONStringifyError'
    throw error
  }
}

async function perform(call: Call, run: (event: unknown, context: object) => unknown): Promise<void> {
  clock.set(call.now)
  pauses?.begin(call.timeoutMs)
  setSeed(call.seed)
  process.env._X_AMZN_TRACE_ID = call.traceId
  try {
    const payload = serialize(await run(JSON.parse(call.event), contextOf(call)))
    tell({ kind: 'result', id: call.id, payload })
  } catch (error) {
    const fault = describeFault(error)
    const { errorType, errorMessage, trace } = fault
    const line = JSON.stringify({ errorType, errorMessage, stack: trace })
    tell({ kind: 'log', text: `${new Date().toISOString()}\t${call.id}\tERROR\tInvoke Error \t${line}\n` })
    tell({ kind: 'error', id: call.id, fault })
  } finally {
    pauses?.end()
  }
}

function skip(ms: number): void {
  clock.moveOn(ms)
  tell({ kind: 'paused', ms })
}

try {
  const run = await loadHandler(taskRoot, handler)
  port.on('message', (call: Call) => void perform(call, run))
  tell({ kind: 'ready' })
} catch (error) {
  end(describeFault(error), 1)
}
