import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FunctionDefinition } from '../../../local/lambda/function.ts'
import type { LogLine } from '../../../local/lambda/host.ts'
import { createLambda, type Lambda, type LambdaProps } from '../../../local/lambda/lambda.ts'
import { Random } from '../../../local/random.ts'
import { type Aws, AwsError, type Caller, OPERATOR } from '../../../local/service.ts'
import { Timeline } from '../../../local/timeline.ts'

export const START = Date.UTC(2026, 2, 1, 12)
export const ROLE = 'arn:aws:iam::111122223333:role/function'

interface AwsCall {
  service: string
  operation: string
  input: any
  caller: Caller
  at: number
}

/** Records every call and answers it by `answers['service:Operation']`; anything else is refused. */
function fakeAws(
  timeline: Timeline,
  answers: Record<string, (input: any, caller: Caller) => unknown> = {},
): Aws & { calls: AwsCall[]; answers: typeof answers } {
  const calls: AwsCall[] = []
  return {
    calls,
    answers,
    call: async (service, operation, input, caller) => {
      calls.push({ service, operation, input, caller, at: timeline.now() })
      const answer = answers[`${service}:${operation}`]
      if (!answer) throw new AwsError('AccessDeniedException', `${operation} is not allowed`)
      return (await answer(input, caller)) as any
    },
  }
}

/** A Lambda service with a folder of little handlers. */
export class Bench {
  readonly timeline = new Timeline({ start: START, flowing: false })
  readonly aws = fakeAws(this.timeline)
  readonly log: LogLine[] = []
  readonly lambda: Lambda
  readonly wakers: (() => void)[] = []
  private readonly folders: string[] = []

  constructor(props: Partial<LambdaProps> = {}) {
    this.lambda = createLambda({
      timeline: this.timeline,
      random: new Random(7),
      aws: this.aws,
      endpointUrl: () => 'http://127.0.0.1:1',
      credentialsFor: (roleArn) => ({
        accessKeyId: `key of ${roleArn.split('/')[1]}`,
        secretAccessKey: 'secret',
        sessionToken: 'token',
      }),
      onLog: (line) => this.log.push(line),
      wakeOn: (_, listener) => {
        this.wakers.push(listener)
        return undefined
      },
      ...props,
    })
  }

  define(name: string, source: string, more: Partial<FunctionDefinition> & { file?: string } = {}): void {
    const directory = mkdtempSync(join(tmpdir(), 'homeward-lambda-'))
    this.folders.push(directory)
    const { file = 'index.cjs', ...rest } = more
    writeFileSync(join(directory, file), source)
    this.lambda.define({
      name,
      directory,
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      environment: {},
      timeoutSeconds: 3,
      memoryMb: 128,
      roleArn: ROLE,
      ...rest,
    })
  }

  async call(operation: string, input: object): Promise<any> {
    return this.lambda.operations[operation]!(input, OPERATOR)
  }

  /** Invokes and parses: `{ result }`, or `{ fault }` with the error's payload. */
  async invoke(FunctionName: string, event: unknown = {}): Promise<{ result?: any; fault?: any }> {
    const answer = await this.call('Invoke', { FunctionName, Payload: Buffer.from(JSON.stringify(event)) })
    const payload: unknown = JSON.parse(Buffer.from(answer.Payload).toString())
    return answer.FunctionError ? { fault: payload } : { result: payload }
  }

  async close(): Promise<void> {
    await this.lambda.stop()
    this.timeline.stop()
    for (const folder of this.folders) rmSync(folder, { recursive: true })
  }
}
