import type { SFNClient } from '@aws-sdk/client-sfn'

import type { LateLabels } from '../ports/dispositions.ts'
import { startOnce } from './sfn-workflows.ts'

/** `labelContact`: the machine's ARN, asked for when it is needed, since the function of contact events also runs without. */
export function sfnLateLabels(client: Pick<SFNClient, 'send'>, labelContact: () => string): LateLabels {
  return {
    label: (contact, disposition, from) =>
      startOnce(client, labelContact(), contact, { contact, disposition, at: new Date(from).toISOString() }),
  }
}
