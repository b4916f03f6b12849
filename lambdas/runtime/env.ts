/** A function's environment variable. Throws when the template forgot it, at cold start rather than at the first customer. */
export function env(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the environment variable ${name} is missing`)
  return value
}
