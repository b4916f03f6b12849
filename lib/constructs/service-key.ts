import { Stack } from 'aws-cdk-lib'
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'

/**
 * Whoever of this account may use what a service keeps under the key may have the service use it, and nobody may use it
 * otherwise: as with the keys that AWS manages. So what a role may do stays to be read from its other permissions alone.
 */
export function usableThrough(key: Key, service: 'dynamodb' | 'kinesis', actions: readonly string[]): void {
  const { account, region } = Stack.of(key)
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': `${service}.${region}.amazonaws.com`,
        },
      },
    }),
  )
}
