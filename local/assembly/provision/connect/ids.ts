/** `…:instance/i/queue/q` → `q`; an id stays as it is. CloudFormation has ARNs where the API wants ids. */
export function idOf(arnOrId: string): string {
  return arnOrId.split('/').at(-1)!
}

/** `…:instance/i` or `…:instance/i/queue/q` → `i`; an id stays as it is. */
export function instanceIdOf(arnOrId: string): string {
  return /:instance\/([^/]+)/.exec(arnOrId)?.[1] ?? arnOrId
}

/** The object without members that are undefined. */
export function given(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
