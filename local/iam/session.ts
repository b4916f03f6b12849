import { ACCOUNT } from '../place.ts'

/** A role acts through a session: arn:aws:sts::…:assumed-role/<role>/<session>. */
export function sessionArn(roleArn: string): string {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/local`
}
