import { lambdaOf } from './lambda-of.ts'

interface Asked {
  ResponseURL: string
  StackId: string
  RequestId: string
  LogicalResourceId: string
  /** None in a Create. Every other answer has to have it, a FAILED one too: another id is another resource to CloudFormation. */
  PhysicalResourceId: string | undefined
}

interface Answered extends Omit<Asked, 'ResponseURL' | 'PhysicalResourceId'> {
  Status: 'SUCCESS' | 'FAILED'
  PhysicalResourceId: string
  Reason?: string
}

/**
 * For a CloudFormation custom resource: whatever happens, CloudFormation is told, or it would wait for an hour.
 * `run` gives the resource's physical id.
 */
export function customResourceOf<Request extends Asked>(
  parse: (event: unknown) => Request,
  run: (request: Request) => Promise<string>,
  answer: (url: string, answered: Answered) => Promise<void>,
) {
  return lambdaOf(parse, async (request) => {
    const { ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId } = request
    const about = { StackId, RequestId, LogicalResourceId }
    await answer(ResponseURL, { ...about, ...(await outcome()) })

    async function outcome() {
      try {
        return { Status: 'SUCCESS', PhysicalResourceId: await run(request) } as const
      } catch (error) {
        const Reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
        return { Status: 'FAILED', PhysicalResourceId: PhysicalResourceId ?? RequestId, Reason } as const
      }
    }
  })
}
