import type { SFNClient } from '@aws-sdk/client-sfn'

import type { TakeoverWatch } from '../ports/takeovers.ts'
import { startOnce } from './sfn-workflows.ts'

export function sfnTakeovers(client: Pick<SFNClient, 'send'>, tellOwner: string): TakeoverWatch {
  return { tellOwner: (takeover) => startOnce(client, tellOwner, takeover.contact, { ...takeover }) }
}
