import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'

import type { Workflows } from '../ports/workflows.ts'

/** An execution's name is its contact's id: a second start under it is refused by Step Functions, and that is what we want. */
export function sfnWorkflows(
  client: SFNClient,
  machines: { acknowledgeEmail: string; holdForOriginalAgent: string },
): Workflows {
  async function start(stateMachineArn: string, name: string, input: object): Promise<void> {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

  return {
    acknowledge: (contact, attempt) =>
      start(machines.acknowledgeEmail, attempt === 0 ? contact : `${contact}-${attempt}`, { contact }),
    hold: (contact, wakeAt) =>
      start(machines.holdForOriginalAgent, contact, { contact, until: new Date(wakeAt).toISOString() }),
  }
}
