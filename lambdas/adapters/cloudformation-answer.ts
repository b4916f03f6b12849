import { setTimeout } from 'node:timers/promises'

/** What CloudFormation waits for (user guide, "Custom resource response objects"). */
export type Answer = Readonly<{
  Status: 'SUCCESS' | 'FAILED'
  PhysicalResourceId: string
  StackId: string
  RequestId: string
  LogicalResourceId: string
  Reason?: string
}>

/** CloudFormation takes no longer reason. */
const LONGEST_REASON = 1000

/** The function has a minute in all. */
const WAITS_MS = [1_000, 2_000, 4_000]
const ONE_TRY_MS = 10_000

/**
 * Puts the answer where CloudFormation asked for it, several times if need be: a function that is invoked again finds its own
 * work done, and cannot tell what was there before. Throws if it was not taken, so that Lambda tries again all the same.
 */
export async function answerCloudFormation(
  url: string,
  answer: Answer,
  pause: (ms: number) => Promise<unknown> = setTimeout,
): Promise<void> {
  const body = JSON.stringify({
    ...answer,
    ...(answer.Reason && { Reason: answer.Reason.slice(0, LONGEST_REASON) }),
  })
  for (const wait of WAITS_MS) {
    const taken = await put(url, body).then(
      () => true,
      () => false,
    )
    if (taken) return
    await pause(wait)
  }
  await put(url, body)
}

async function put(url: string, body: string): Promise<void> {
  const signal = AbortSignal.timeout(ONE_TRY_MS)
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' }, signal })
  if (!response.ok) throw new Error(`CloudFormation's answer was not taken: HTTP ${response.status}`)
}
