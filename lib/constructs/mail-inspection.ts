import { Stack } from 'aws-cdk-lib'
import { CfnPermission } from 'aws-cdk-lib/aws-lambda'
import { CfnReceiptRule } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'

import type { NodeLambda } from './node-lambda.ts'

export interface MailInspectionProps {
  readonly lambda: NodeLambda
  readonly stage: string
  /** The active one of the account and Region, in which Connect has its own rule. */
  readonly receiptRuleSet: string
  /** A rule that this one comes after. Default: it is the first. */
  readonly after: string | undefined
  /** Mail to others is none of its business. */
  readonly recipients: readonly string[]
}

/**
 * The SES receipt rule that shows every mail's headers to a function before Connect gets the mail, and holds up nothing:
 * SES does not wait for what it invokes.
 */
export class MailInspection extends Construct {
  constructor(scope: Construct, id: string, props: MailInspectionProps) {
    super(scope, id)
    const { lambda, receiptRuleSet, after, recipients } = props
    const { account, region, partition } = Stack.of(this)
    // A name of its own: the permission must be there before the rule, since SES tries it.
    const name = `homeward-${props.stage}-inspect-mail`
    const permission = new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: lambda.function.functionArn,
      principal: 'ses.amazonaws.com',
      sourceAccount: account,
      sourceArn: `arn:${partition}:ses:${region}:${account}:receipt-rule-set/${receiptRuleSet}:receipt-rule/${name}`,
    })
    const rule = new CfnReceiptRule(this, 'Rule', {
      ruleSetName: receiptRuleSet,
      ...(after !== undefined && { after }),
      rule: {
        name,
        enabled: true,
        scanEnabled: true,
        // A mail that was not encrypted on its way is a customer's all the same.
        tlsPolicy: 'Optional',
        recipients: [...recipients],
        actions: [{ lambdaAction: { functionArn: lambda.function.functionArn, invocationType: 'Event' } }],
      },
    })
    rule.addResourceDependency(permission)
  }
}
