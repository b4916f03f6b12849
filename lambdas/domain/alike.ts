/** Whether two plain values say the same. A member that is undefined is none; the order of members does not count. */
export function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [members, others] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const names = new Set([...Object.keys(members), ...Object.keys(others)])
  return [...names].every((name) => alike(members[name], others[name]))
}
