/** The Amazon States Language as it is parsed; what is checked is in check/. */
export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map'

export interface State {
  Type: StateType
  [field: string]: any
}

/** A machine, a branch of a Parallel or the processor of a Map: states among which transitions stay. */
export interface Scope {
  StartAt: string
  States: Record<string, State>
}

export interface Definition extends Scope {
  /** Of the whole execution; it ends TIMED_OUT. */
  TimeoutSeconds?: number
}

/** The scopes inside a state, with their path relative to it. */
export function scopesOf(state: any): [path: string, scope: any][] {
  if (state?.Type === 'Parallel' && Array.isArray(state.Branches)) {
    return state.Branches.map((branch: unknown, at: number) => [`/Branches[${at}]`, branch])
  }
  if (state?.Type === 'Map' && state.ItemProcessor !== undefined)
    return [['/ItemProcessor', state.ItemProcessor]]
  return []
}

/** Every state of a scope with its path, and those of the scopes inside it. */
export function* statesOf(scope: any, path = ''): Generator<[path: string, name: string, state: any]> {
  for (const [name, state] of Object.entries<any>(scope?.States ?? {})) {
    const at = `${path}/States/${name}`
    yield [at, name, state]
    for (const [inner, nested] of scopesOf(state)) yield* statesOf(nested, at + inner)
  }
}
