/** The address belongs to an instance that Homeward was deployed for once, and is not any more: it keeps the flow that it has. */
export class OfAnotherInstance extends Error {
  override readonly name = 'OfAnotherInstance'
}

/** Which flow an email address runs. ARNs. Whatever is asked of another instance's address throws OfAnotherInstance. */
export interface FlowAssociations {
  /** Undefined when no flow is associated, or the address is gone. */
  find(address: string): Promise<string | undefined>
  associate(address: string, flow: string): Promise<void>
  disassociate(address: string): Promise<void>
}
