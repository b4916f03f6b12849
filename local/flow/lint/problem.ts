/** What the linter has to say: `error` is what CreateContactFlow refuses, `warning` is advice of this house. */
export interface Problem {
  /** For errors the service's own text where it is known. */
  message: string
  /** e.g. `Actions[0].Parameters.Foo` */
  path?: string
  /** The action's identifier. */
  action?: string
  severity: 'error' | 'warning'
  /** What to write instead. */
  hint?: string
}

export function invalidValue(path: string, action: string): Problem {
  return { message: `Invalid Action property value. Path: ${path}`, path, action, severity: 'error' }
}

export function missingProperty(path: string, action: string): Problem {
  return { message: `Action is missing required property. Path: ${path}`, path, action, severity: 'error' }
}
