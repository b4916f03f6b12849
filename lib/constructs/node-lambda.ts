import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { FunctionName } from '../permissions.ts'
import type { Settings } from '../settings.ts'
import type { DeadLetters } from './dead-letters.ts'
import { functionCode } from './function-code.ts'

/** What all functions have in common. */
export interface FunctionDefaults {
  readonly artefacts: Artefacts
  readonly logRetention: RetentionDays
  readonly logLevel: string
}

export interface NodeLambdaProps extends FunctionDefaults {
  /** lambdas/handlers/<handler>.ts */
  readonly handler: FunctionName
  readonly description: string
  readonly timeout: Duration
  /** Lies beside the code as settings.json. */
  readonly settings?: Settings
  /** For a function that is invoked asynchronously: where Lambda puts an event it has given up on. */
  readonly deadLetters?: DeadLetters
}

/** One bundled handler under a role of its own, which may write its log and traces until it is allowed more. */
export class NodeLambda extends Construct {
  readonly function: LambdaFunction
  private readonly role: Role

  constructor(scope: Construct, id: string, props: NodeLambdaProps) {
    super(scope, id)
    const logGroup = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn])

    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: functionCode(props.artefacts.bundle(props.handler), props.settings),
      memorySize: 512,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      tracing: Tracing.ACTIVE,
      ...(props.deadLetters && { deadLetterQueue: props.deadLetters.queue }),
      environment: {
        POWERTOOLS_SERVICE_NAME: 'homeward',
        POWERTOOLS_METRICS_NAMESPACE: 'Homeward',
        POWERTOOLS_LOG_LEVEL: props.logLevel,
      },
    })
    this.acknowledgeFindings(props.deadLetters !== undefined)
  }

  /** Allows the function's role `actions` on `resources`. */
  may(actions: readonly string[], resources: readonly string[]): void {
    const statement = { effect: Effect.ALLOW, actions: [...actions], resources: [...resources] }
    this.role.addToPolicy(new PolicyStatement(statement))
  }

  /** Tells the function something that is known only at deployment. */
  knows(name: string, value: string): void {
    this.function.addEnvironment(name, value)
  }

  private acknowledgeFindings(hasDeadLetters: boolean): void {
    Validations.of(this.role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'For actions that know no resource of their own: traces, and sending an email.',
    })
    if (hasDeadLetters) return
    Validations.of(this.function).acknowledge({
      id: 'Serverless::Serverless-LambdaDLQ',
      reason:
        'Invoked synchronously: whoever calls sees the failure and retries, a dead-letter queue would stay empty.',
    })
  }
}
