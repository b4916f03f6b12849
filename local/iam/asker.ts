import { ACCOUNT } from '../place.ts'
import { AwsError, type Caller } from '../service.ts'
import type { Context } from './condition.ts'
import { sessionArn } from './session.ts'
import type { Principal } from './statement.ts'

/** A caller whose permissions are looked at. */
export type Asker = Exclude<Caller, { kind: 'operator' }>

/** How policies see the caller. */
export function principalOf(caller: Asker): Principal {
  return caller.kind === 'role'
    ? { kind: 'aws', arn: caller.arn, account: ACCOUNT }
    : { kind: 'service', name: caller.principal }
}

/** What conditions can ask about its call. */
export function contextOf(caller: Asker): Context {
  // Policies refuse calls without TLS. Ours never leave the machine, and count as secure.
  const transport = { 'aws:securetransport': 'true' } as const
  if (caller.kind === 'service')
    return {
      ...transport,
      'aws:sourcearn': caller.sourceArn,
      'aws:sourceaccount': caller.sourceAccount,
      'aws:principalisawsservice': 'true',
    }
  return {
    ...transport,
    'aws:principalarn': caller.arn,
    'aws:principalaccount': ACCOUNT,
    'aws:principalisawsservice': 'false',
  }
}

/** AWS's own sentence. */
export function denied(caller: Asker, action: string, resource: string, because: string): AwsError {
  const user = caller.kind === 'role' ? sessionArn(caller.arn) : caller.principal
  return new AwsError(
    'AccessDeniedException',
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${because}`,
  )
}
