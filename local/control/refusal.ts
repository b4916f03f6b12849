/** A control request that is not carried out; the message names the field, its value and the fix. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal'
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 503

  constructor(status: ControlRefusal['status'], message: string) {
    super(message)
    this.status = status
  }
}
