import { AwsError } from '../../service.ts'
import { type Centre, inInstance } from '../centre.ts'
import type { Instance } from '../model.ts'

export type Refusal =
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'ResourceNotFoundException'
  | 'DuplicateResourceException'
  | 'LimitExceededException'

export const refusal = (name: Refusal, message: string) => new AwsError(name, message)

/** Throws where a required member is missing or empty. */
export function need(
  input: Record<string, unknown>,
  members: readonly string[],
  name: Refusal = 'InvalidParameterException',
): void {
  for (const member of members)
    if (input[member] === undefined || input[member] === null || input[member] === '')
      throw refusal(name, `${member} is required`)
}

/** One page of a list, as MaxResults and NextToken ask. Throws InvalidParameterException. */
export function page<T>(
  items: readonly T[],
  { MaxResults: asked, NextToken }: { MaxResults?: number; NextToken?: string },
  most = 1000,
): { items: T[]; NextToken?: string } {
  const MaxResults = asked ?? Math.min(100, most)
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > most)
    throw refusal('InvalidParameterException', `MaxResults is ${MaxResults}, 1 to ${most} is allowed`)
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString())
  if (!Number.isInteger(from) || from < 0)
    throw refusal('InvalidParameterException', 'NextToken is not one of this operation')
  const until = from + MaxResults
  const rest = until < items.length ? { NextToken: Buffer.from(String(until)).toString('base64') } : {}
  return { items: items.slice(from, until), ...rest }
}

/** Throws DuplicateResourceException where the instance has a resource of that name. */
export function freshName(
  resources: Iterable<{ instanceId: string; name: string }>,
  instanceId: string,
  name: string,
): void {
  for (const resource of resources)
    if (resource.instanceId === instanceId && resource.name === name)
      throw refusal('DuplicateResourceException', `the name ${name} is taken`)
}

/** Throws DuplicateResourceException, and LimitExceededException at the quota of such resources. */
export function assertFree(
  resources: Map<string, { instanceId: string; name: string }>,
  instance: Instance,
  name: string,
  most: number,
): void {
  freshName(resources.values(), instance.id, name)
  if (inInstance(resources, instance.id).length >= most)
    throw new AwsError('LimitExceededException', `the instance has ${most} of them`)
}

/** Throws ResourceInUseException. */
export function assertUnused(used: boolean, name: string): void {
  if (used) throw new AwsError('ResourceInUseException', `${name} is in use`)
}

/**
 * What a request with a client token does, once: the same request gets the first answer again, another one with that
 * token IdempotencyException.
 */
export function once<T>(
  centre: Centre,
  operation: string,
  input: { ClientToken?: string },
  work: () => T,
): T {
  const { ClientToken: token, ...asked } = input
  if (token === undefined) return work()
  if (token.length > 500) throw refusal('InvalidRequestException', 'ClientToken has more than 500 characters')
  const key = `${operation} ${token}`
  const before = centre.state.tokens.get(key)
  if (before && before.asked !== fingerprint(asked))
    throw new AwsError('IdempotencyException', `ClientToken ${token} was used for another request`)
  if (before) return before.answer as T
  const answer = work()
  centre.state.tokens.set(key, { asked: fingerprint(asked), answer })
  return answer
}

/** The same members in another order are the same request. */
function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
