/** Which quick connects the agents of a queue see: at most 50 at once, and none is no call. Both may be done twice. */
export interface QuickConnects {
  attach(queue: string, quickConnects: readonly string[]): Promise<void>
  /** Also where any is gone. */
  detach(queue: string, quickConnects: readonly string[]): Promise<void>
}
