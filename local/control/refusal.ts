/** A control request that is not carried out; the message names the field, its value and the fix. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal'
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 503

  constructor(status: ControlRefusal['status'], message: string) {
    super(message)
    this.status = status
  }
}

/** What the model will not do now, in a sentence for people, is a 409. */
export async function orConflict(act: () => unknown): Promise<unknown> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Error') throw error
    throw new ControlRefusal(409, error.message)
  }
}
