import { Construct } from 'constructs'

import type { DeadLetters } from './dead-letters.ts'
import type { NodeLambda } from './node-lambda.ts'
import { schedule } from './schedule.ts'

export interface SweepProps {
  readonly description?: string
  readonly everyMinutes: number
  readonly lambda: NodeLambda
  readonly deadLetters: DeadLetters
}

/** The schedule that finds what everything else missed. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id)
    const { description = 'Releases holds and sends acknowledgements that are overdue' } = props
    const { everyMinutes, lambda, deadLetters } = props
    schedule(this, {
      description,
      everyMinutes,
      target: { arn: lambda.function.functionArn, deadLetterConfig: { arn: deadLetters.queue.queueArn } },
      may: {
        'lambda:InvokeFunction': lambda.function.functionArn,
        'sqs:SendMessage': deadLetters.queue.queueArn,
      },
    })
  }
}
