/** A pattern that EventBridge refuses. `offset`: how far it had been read; undefined where the service does not say. */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem'
  readonly offset: number | undefined
  /** In a list of anything-but, where the service says the place twice (recorded). */
  readonly inList: boolean

  constructor(message: string, offset: number | undefined, inList: boolean) {
    super(message)
    this.offset = offset
    this.inList = inList
  }
}

export function refuse(message: string, offset: number | undefined, inList = false): never {
  throw new PatternProblem(message, offset, inList)
}
