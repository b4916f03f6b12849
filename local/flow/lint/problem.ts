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
  return problemAt('Invalid Action property value.', path, action)
}

/** A message about one place, whose path the service appends. */
export function problemAt(message: string, path: string, action: string): Problem {
  return { message: `${message} Path: ${path}`, path, action, severity: 'error' }
}

export function missingProperty(path: string, action: string): Problem {
  return problemAt('Action is missing required property.', path, action)
}

export function invalidType(type: string, index: number, action: string): Problem {
  return problemAt(`Invalid Action type. Type: ${type},`, `Actions[${index}].Type`, action)
}

export function invalidError(type: string, path: string, action: string): Problem {
  return problemAt(`Invalid Action error. Error: ${type},`, path, action)
}
