/** Where the local contact centre says it is. AWS's own documentation uses this account number for examples. */
export const ACCOUNT = '111122223333'
export const REGION = 'us-east-1'
export const PARTITION = 'aws'

/** `arn('sqs', 'queue')` → arn:aws:sqs:us-east-1:111122223333:queue */
export function arn(service: string, resource: string): string {
  return `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`
}
