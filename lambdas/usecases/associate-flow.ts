import { type AssociationRequest, planAssociation } from '../domain/flow-association.ts'
import type { FlowAssociations } from '../ports/flow-associations.ts'
import type { Journal } from '../ports/journal.ts'

export interface AssociateFlowPorts {
  associations: FlowAssociations
  journal: Journal
}

/** Carries out what CloudFormation asks about an address and its flow. Gives the resource's name. */
export async function associateFlow(
  request: AssociationRequest,
  { associations, journal }: AssociateFlowPorts,
): Promise<string> {
  const plan = planAssociation(request, await associations.find(request.address))
  journal.decided('flow association', { request: request.type, outcome: plan.kind })
  switch (plan.kind) {
    case 'associate':
      await associations.associate(request.address, plan.flow)
      break
    case 'disassociate':
      await associations.disassociate(request.address)
      break
    case 'leave':
      break
  }
  return plan.resource
}
