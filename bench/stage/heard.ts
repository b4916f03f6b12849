import type { Centre } from '../../local/centre.ts'
import type { Call } from '../../local/endpoint/call-log.ts'

export interface HeardCall extends Call {
  input: any
}

/** A function's role is named after its handler, cut short: enough of it to tell it from all others. */
const roleOf = (handler: string) => handler.replaceAll('-', '').slice(0, 12)

/** Whether the function behind this handler made the call, under its own role. */
export function isBy(handler: string, { caller }: Pick<Call, 'caller'>): boolean {
  return caller.includes(roleOf(handler))
}

/** Lambda's own polling of a queue goes under the function's role, but the function does not make it. */
export function isPolling({ service, operation }: Call): boolean {
  return service === 'sqs' && (operation === 'ReceiveMessage' || operation === 'DeleteMessageBatch')
}

/** All calls made while something is done, first ended first. */
export async function callsDuring({ calls }: Centre, work: () => Promise<unknown>): Promise<HeardCall[]> {
  const heard: HeardCall[] = []
  const stop = calls.onCall((call, { input }) => heard.push({ ...call, input }))
  try {
    await work()
  } finally {
    stop()
  }
  return heard
}

/** `3 × dynamodb UpdateItem, …` */
export function inWords(calls: readonly Call[]): string {
  const counts = new Map<string, number>()
  for (const { service, operation } of calls) {
    const what = `${service} ${operation}`
    counts.set(what, (counts.get(what) ?? 0) + 1)
  }
  return [...counts].map(([what, count]) => `${count} × ${what}`).join(', ') || 'none'
}
