import { missingDispositionNotice } from '../domain/disposition.ts'
import { HOUR, later } from '../domain/values.ts'
import type { AgentNotices } from '../ports/dispositions.ts'
import { tellAgent } from './connect-agent-notice.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** A shift. An instance has 500 active notifications at most, and what calls need must find room among them. */
const SHOWN_MS = 12 * HOUR

export function connectNotices(client: ConnectSender, instanceId: string, instanceArn: string): AgentNotices {
  return {
    dispositionMissing: (agent, contact, now) =>
      tellAgent(client, instanceId, instanceArn, {
        ...{ agent, priority: 'LOW', token: `disposition-missing-${contact}`, until: later(now, SHOWN_MS) },
        notice: missingDispositionNotice(contact),
      }),
  }
}
