/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A member under its name in camel or Pascal case: AWS's own samples and records have either. */
export function part(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const members = value as Record<string, unknown>
  return members[name] ?? members[name.charAt(0).toUpperCase() + name.slice(1)]
}
