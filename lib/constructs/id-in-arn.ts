import { Fn } from 'aws-cdk-lib'

/** The id of a queue, flow or quick connect, which its ARN ends with after the instance's; known once it is made. */
export const idInArn = (arn: string) => Fn.select(3, Fn.split('/', arn))
