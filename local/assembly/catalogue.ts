import { connectEmailKinds } from './provision/connect/email.ts'
import { connectInstanceKinds } from './provision/connect/instance.ts'
import { connectPeopleKinds } from './provision/connect/people.ts'
import { connectRoutingKinds } from './provision/connect/routing.ts'
import { connectViewKinds } from './provision/connect/views.ts'
import { customKind } from './provision/custom.ts'
import { dynamodbKinds } from './provision/dynamodb.ts'
import { eventsKinds } from './provision/events.ts'
import { iamKinds } from './provision/iam.ts'
import type { Kind, Kinds } from './provision/kind.ts'
import { kinesisKinds } from './provision/kinesis.ts'
import { lambdaKinds } from './provision/lambda.ts'
import { notedKinds } from './provision/noted.ts'
import { schedulerKinds } from './provision/scheduler.ts'
import { sesKinds } from './provision/ses.ts'
import { snsKinds } from './provision/sns.ts'
import { sqsKinds } from './provision/sqs.ts'
import { statesKinds } from './provision/states.ts'
import { wisdomKinds } from './provision/wisdom.ts'

const KINDS: Kinds = {
  ...connectEmailKinds,
  ...connectInstanceKinds,
  ...connectPeopleKinds,
  ...connectViewKinds,
  ...connectRoutingKinds,
  ...dynamodbKinds,
  ...eventsKinds,
  ...iamKinds,
  ...kinesisKinds,
  ...lambdaKinds,
  ...notedKinds,
  ...schedulerKinds,
  ...sesKinds,
  ...snsKinds,
  ...sqsKinds,
  ...statesKinds,
  ...wisdomKinds,
}

/** How a resource type is made; undefined where it is not supported. */
export function kindOf(type: string): Kind | undefined {
  if (type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource') return customKind
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined
}
