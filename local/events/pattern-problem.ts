/** A pattern that EventBridge refuses. `offset`: how far it had been read; undefined where the service does not say. */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem'
  readonly offset: number | undefined

  constructor(message: string, offset: number | undefined) {
    super(message)
    this.offset = offset
  }
}

export function refuse(message: string, offset: number | undefined): never {
  throw new PatternProblem(message, offset)
}
