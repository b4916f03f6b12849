import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

import type { Workflows } from '../ports/workflows.ts'

interface Machines {
  acknowledgeEmail: string
  holdForOriginalAgent: string
}

export function sfnWorkflows(client: SFNClient, machines: Machines): Pick<Workflows, 'acknowledge' | 'hold'> {
  return {
    ...sfnAcknowledging(client, machines),
    ...sfnHolding(client, machines),
  }
}

export function sfnHolding(
  client: SFNClient,
  { holdForOriginalAgent }: Pick<Machines, 'holdForOriginalAgent'>,
): Pick<Workflows, 'hold'> {
  return {
    hold: (contact, wakeAt) =>
      startOnce(client, holdForOriginalAgent, contact, { contact, until: new Date(wakeAt).toISOString() }),
  }
}

export function sfnAcknowledging(
  client: SFNClient,
  { acknowledgeEmail }: Pick<Machines, 'acknowledgeEmail'>,
): Pick<Workflows, 'acknowledge'> {
  return {
    acknowledge: (contact, attempt) =>
      startOnce(client, acknowledgeEmail, attempt === 0 ? contact : `${contact}-${attempt}`, { contact }),
  }
}

export function sfnEscalating(
  client: SFNClient,
  { escalateTransfer }: { escalateTransfer: string },
): Pick<Workflows, 'escalateTransfer'> {
  return {
    escalateTransfer: (contact, wakeAt) =>
      startOnce(client, escalateTransfer, contact, { contact, until: new Date(wakeAt).toISOString() }),
  }
}

/** An execution is named by its contact: a second start under that name is refused by Step Functions, and that is what we want. */
export async function startOnce(
  client: Pick<SFNClient, 'send'>,
  stateMachineArn: string,
  name: string,
  input: object,
): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}
