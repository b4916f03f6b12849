import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

import type { Workflows } from '../ports/workflows.ts'

interface Machines {
  acknowledgeEmail: string
  holdForOriginalAgent: string
}

export function sfnWorkflows(client: SFNClient, machines: Machines): Pick<Workflows, 'acknowledge' | 'hold'> {
  return {
    ...sfnAcknowledging(client, machines),
    hold: (contact, wakeAt) =>
      start(client, machines.holdForOriginalAgent, contact, {
        contact,
        until: new Date(wakeAt).toISOString(),
      }),
  }
}

export function sfnAcknowledging(
  client: SFNClient,
  { acknowledgeEmail }: Pick<Machines, 'acknowledgeEmail'>,
): Pick<Workflows, 'acknowledge'> {
  return {
    acknowledge: (contact, attempt) =>
      start(client, acknowledgeEmail, attempt === 0 ? contact : `${contact}-${attempt}`, { contact }),
  }
}

export function sfnEscalating(
  client: SFNClient,
  { escalateTransfer }: { escalateTransfer: string },
): Pick<Workflows, 'escalateTransfer'> {
  return {
    escalateTransfer: (contact, wakeAt) =>
      start(client, escalateTransfer, contact, { contact, until: new Date(wakeAt).toISOString() }),
  }
}

/** An execution's name is its contact's id: a second start under it is refused by Step Functions, and that is what we want. */
async function start(client: SFNClient, stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error
  }
}
