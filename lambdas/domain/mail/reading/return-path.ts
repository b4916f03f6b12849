/**
 * The address that a return path stands for, in lower case: as it is, or as it was before a server signed it (BATV,
 * draft-levine-smtp-batv §4: `prvs=tag=jane@x`, also `prvs=jane/tag@x`) or whoever passes mail on wrote it anew (SRS:
 * `SRS0=hash=day=x=jane@y`, Exchange Online: `jane+SRS=hash=day=y=jane@x`).
 */
export function unwrapped(returnPath: string): string {
  const path = returnPath.trim().toLowerCase()
  const [, domain, local] = /^srs0[=+-][^=]{1,20}=[^=]{1,10}=([^=@]{1,255})=([^@]{1,64})@/.exec(path) ?? []
  if (domain !== undefined) return `${local}@${domain}`
  return path
    .replace(/^(?:prvs=[^=/@]{1,20}=|btv1==[^=@]{1,40}==)/, '')
    .replace(/^prvs=([^/@]{1,64})\/[^@]{1,20}@/, '$1@')
    .replace(/\+srs=[^@]{1,400}@/, '@')
}
