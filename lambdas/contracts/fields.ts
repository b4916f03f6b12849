/**
 * Reads what comes in, field by field, and throws where one is not what it must be: its name and what was expected,
 * never its value, which may be a customer's. By hand, because loading a parser for it would be a good part of a cold
 * start (docs/adr/0016).
 */
export interface Fields {
  /** A string that is not empty. */
  text(name: string): string
  /** Undefined where there is none, or null. */
  textIfAny(name: string): string | undefined
  oneOf<const Allowed extends string>(name: string, allowed: readonly Allowed[]): Allowed
  within(name: string): Fields
  withinIfAny(name: string): Fields | undefined
  /** Name → string, for an object that has nothing else. Empty where there is none, or null. */
  texts(name: string): Readonly<Record<string, string>>
  /** A whole number, or its digits. Undefined where there is none, or null, or ''. */
  wholeIfAny(name: string): number | undefined
  isPresent(name: string): boolean
}

export function fieldsOf(value: unknown, Malformed: new (problem: string) => Error, path = ''): Fields {
  const wrong = (name: string, expected: string) =>
    new Malformed(`${[path, name].filter(Boolean).join('.') || 'the event'}: expected ${expected}`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('', 'an object')
  // Own members only: nothing that comes in has inherited any.
  const members = new Map<string, unknown>(Object.entries(value))

  const textIfAny = (name: string) => {
    const member = members.get(name) ?? undefined
    if (member !== undefined && typeof member !== 'string') throw wrong(name, 'a string')
    return member
  }
  const text = (name: string) => {
    const member = textIfAny(name)
    if (!member) throw wrong(name, 'a string that is not empty')
    return member
  }
  const within = (name: string) =>
    fieldsOf(members.get(name), Malformed, [path, name].filter(Boolean).join('.'))
  const withinIfAny = (name: string) =>
    (members.get(name) ?? undefined) === undefined ? undefined : within(name)

  return {
    text,
    textIfAny,
    oneOf(name, allowed) {
      const member = text(name)
      const found = allowed.find((each) => each === member)
      if (found === undefined) throw wrong(name, allowed.join(' or '))
      return found
    },
    within,
    withinIfAny,
    texts(name) {
      const all = members.get(name) ?? {}
      if (
        typeof all !== 'object' ||
        Array.isArray(all) ||
        Object.values(all).some((each) => typeof each !== 'string')
      )
        throw wrong(name, 'an object of strings')
      return all as Record<string, string>
    },
    wholeIfAny(name) {
      const member = members.get(name) ?? ''
      if (!/^\d{0,9}$/.test(String(member))) throw wrong(name, 'a whole number')
      return member === '' ? undefined : Number(member)
    },
    isPresent: (name) => members.get(name) !== undefined,
  }
}
