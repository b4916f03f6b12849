import type { SFNClient } from '@aws-sdk/client-sfn'

import type { HeldCallWatch } from '../ports/held-calls.ts'
import { startOnce } from './sfn-workflows.ts'

export function sfnHeldCalls(client: Pick<SFNClient, 'send'>, escalateHeldCall: () => string): HeldCallWatch {
  return {
    watch: ({ call, contact, consulted, since, until }) =>
      // Two tellers of one hold agree on its second, hardly ever on more. One hold may see several transfers.
      startOnce(client, escalateHeldCall(), `${consulted}-${Math.floor(since / 1000)}`, {
        ...{ call, contact },
        // A Wait state cuts milliseconds off and would wake early: up to the next whole second.
        until: new Date(Math.ceil(until / 1000) * 1000).toISOString(),
      }),

    lookNow: ({ call, contact, consulted }, at) =>
      startOnce(client, escalateHeldCall(), `${consulted}-left`, {
        ...{ call, contact, until: new Date(at).toISOString() },
      }),
  }
}
