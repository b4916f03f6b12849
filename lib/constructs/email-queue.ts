import { CfnQueue } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

export interface EmailQueueProps {
  readonly instanceArn: string
  readonly name: string
  readonly hoursOfOperationArn: string
  /** The addresses agents of this queue may write from, the default one first. */
  readonly emailAddressArns: readonly string[]
}

/** A new queue for the mail to one or more addresses, which its agents also write from. */
export class EmailQueue extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string, props: EmailQueueProps) {
    super(scope, id)
    const [defaultAddress, ...others] = props.emailAddressArns
    const queue = new CfnQueue(this, 'Queue', {
      instanceArn: props.instanceArn,
      name: props.name,
      description: 'Customer emails that Homeward acknowledges and brings home',
      hoursOfOperationArn: props.hoursOfOperationArn,
      outboundEmailConfig: { outboundEmailAddressId: defaultAddress! },
      ...(others.length > 0 && {
        additionalEmailAddresses: others.map((emailAddressArn) => ({ emailAddressArn })),
      }),
    })
    this.arn = queue.attrQueueArn
  }
}
