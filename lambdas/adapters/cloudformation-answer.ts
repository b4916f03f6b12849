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

/** Puts the answer where CloudFormation asked for it. Throws if it was not taken, so that Lambda tries again. */
export async function answerCloudFormation(url: string, answer: Answer): Promise<void> {
  const body = JSON.stringify({
    ...answer,
    ...(answer.Reason && { Reason: answer.Reason.slice(0, LONGEST_REASON) }),
  })
  const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' } })
  if (!response.ok) throw new Error(`CloudFormation's answer was not taken: HTTP ${response.status}`)
}
