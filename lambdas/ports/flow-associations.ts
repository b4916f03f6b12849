/** Which flow an email address runs. ARNs. */
export interface FlowAssociations {
  /** Undefined when no flow is associated, or the address is gone. */
  find(address: string): Promise<string | undefined>
  associate(address: string, flow: string): Promise<void>
  disassociate(address: string): Promise<void>
}
