import * as sdk from '@aws-sdk/client-sts'
import { ACCOUNT } from '../place.ts'
import type { Caller, Service } from '../service.ts'
import { sessionArn } from './session.ts'

/** Who am I: the one question that tools ask of STS before they do anything. It needs no permission. */
export const sts: Service = {
  name: 'sts',
  sdk,
  operations: {
    GetCallerIdentity: (_input: unknown, caller: Caller) => ({
      UserId: caller.kind === 'role' ? 'AROALOCAL:local' : 'AIDALOCAL',
      Account: ACCOUNT,
      Arn: caller.kind === 'role' ? sessionArn(caller.arn) : `arn:aws:iam::${ACCOUNT}:user/operator`,
    }),
  },
  access: () => [],
}
