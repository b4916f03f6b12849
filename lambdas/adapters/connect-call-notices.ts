import { COLD_TRANSFER_NOTICE } from '../domain/held-call-notice.ts'
import { later, MINUTE } from '../domain/values.ts'
import type { CallNotices } from '../ports/held-calls.ts'
import { tellAgent } from './connect-agent-notice.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** Of no use after the call. An instance has 500 active notifications at most, so each goes soon. */
const SHOWN_MS = 15 * MINUTE

export function connectCallNotices(
  client: ConnectSender,
  instanceId: string,
  instanceArn: string,
): CallNotices {
  return {
    mayGoCold: (agent, consulted, now) =>
      tellAgent(client, instanceId, instanceArn, {
        ...{ agent, priority: 'HIGH', token: `held-call-${consulted}`, until: later(now, SHOWN_MS) },
        notice: COLD_TRANSFER_NOTICE,
      }),
  }
}
