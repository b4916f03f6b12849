import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'

import type { Artefacts } from '../artefacts.ts'
import type { WorkflowName } from '../permissions.ts'
import { ImpactAlarm } from './impact-alarm.ts'
import type { NodeLambda } from './node-lambda.ts'

export interface WorkflowProps {
  readonly artefacts: Artefacts
  /** stepfunctions/<definition>.asl.json, which carries its own timeout: the construct's would be ignored. */
  readonly definition: WorkflowName
  /** The function behind each `${Name}` in the file. */
  readonly tasks: Readonly<Record<string, NodeLambda>>
  readonly logRetention: RetentionDays
  /** What a customer notices when this fails. */
  readonly failureImpact: string
  readonly topicArn: string | undefined
}

/** A state machine from its file, allowed to call its tasks and nothing else. */
export class Workflow extends Construct {
  private readonly stateMachine: StateMachine

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id)
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      definitionBody: DefinitionBody.fromString(props.artefacts.workflow(props.definition)),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(props.tasks).map(([name, task]) => [name, task.function.functionArn]),
      ),
      tracingEnabled: true,
      // Without the data of the executions, which may name customers.
      logs: { destination: this.log(props), level: LogLevel.ALL, includeExecutionData: false },
    })
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(props.tasks).map((task) => task.function.functionArn),
      }),
    )
    this.watch(props)
    Validations.of(this.stateMachine.role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'X-Ray and the delivery of logs by Step Functions know no resources.',
    })
  }

  /** Allows a function to start this machine, and tells it where it is. */
  lets(lambda: NodeLambda, variable: string): void {
    lambda.may(['states:StartExecution'], [this.stateMachine.stateMachineArn])
    lambda.knows(variable, this.stateMachine.stateMachineArn)
  }

  /** A name below /aws/vendedlogs/ keeps the account's one resource policy for log delivery from filling up. */
  private log({ definition, logRetention }: WorkflowProps): LogGroup {
    return new LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-${definition}`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    })
  }

  /** CloudWatch does not count an execution that timed out as one that failed. */
  private watch({ failureImpact, definition, topicArn }: WorkflowProps): void {
    const endings: Record<string, IMetric> = {
      Failed: this.stateMachine.metricFailed(),
      TimedOut: this.stateMachine.metricTimedOut(),
    }
    for (const [ending, metric] of Object.entries(endings))
      new ImpactAlarm(this, ending, { metric, impact: failureImpact, runbook: definition, topicArn })
  }
}
