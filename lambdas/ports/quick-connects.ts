/** Which quick connects the agents of a queue see. Both may be done twice. */
export interface QuickConnects {
  attach(queue: string, quickConnect: string): Promise<void>
  /** Also where either is gone. */
  detach(queue: string, quickConnect: string): Promise<void>
}
