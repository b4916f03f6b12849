import {
  AssociateFlowCommand,
  type ConnectClient,
  DisassociateFlowCommand,
  GetFlowAssociationCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-connect'

import { type FlowAssociations, OfAnotherInstance } from '../ports/flow-associations.ts'

export function connectFlowAssociations(client: ConnectClient, instanceId: string): FlowAssociations {
  const inbound = (address: string) => {
    if (!address.includes(`:instance/${instanceId}/`))
      throw new OfAnotherInstance(`${address} keeps its flow: docs/runbooks/associate-flow.md`)
    return { InstanceId: instanceId, ResourceId: address, ResourceType: 'INBOUND_EMAIL' } as const
  }

  return {
    async find(address) {
      try {
        const { FlowId } = await client.send(new GetFlowAssociationCommand(inbound(address)))
        return FlowId
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined
        throw error
      }
    },

    async associate(address, flow) {
      await client.send(new AssociateFlowCommand({ ...inbound(address), FlowId: flow }))
    },

    async disassociate(address) {
      await client.send(new DisassociateFlowCommand(inbound(address)))
    },
  }
}
