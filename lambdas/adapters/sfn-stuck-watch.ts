import type { SFNClient } from '@aws-sdk/client-sfn'

import type { StuckWatch } from '../ports/stuck-agents.ts'
import { startOnce } from './sfn-workflows.ts'

export function sfnStuckWatch(client: Pick<SFNClient, 'send'>, watchStuckAgent: string): StuckWatch {
  return {
    watch: (agent, contact, lookAt) =>
      startOnce(client, watchStuckAgent, `${agent}-${contact}`, {
        ...{ agent, contact },
        // A Wait state cuts milliseconds off and would wake early: up to the next whole second.
        until: new Date(Math.ceil(lookAt / 1000) * 1000).toISOString(),
      }),
  }
}
