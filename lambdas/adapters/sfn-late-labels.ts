import type { SFNClient } from '@aws-sdk/client-sfn'

import type { LateLabels } from '../ports/dispositions.ts'
import { startOnce } from './sfn-workflows.ts'

/** @param labelContact The machine's ARN, asked for when it is needed: the function of contact events runs where there is none as well. */
export function sfnLateLabels(client: Pick<SFNClient, 'send'>, labelContact: () => string): LateLabels {
  return {
    label: (contact, disposition, from) =>
      startOnce(client, labelContact(), contact, { contact, disposition, at: new Date(from).toISOString() }),
  }
}
