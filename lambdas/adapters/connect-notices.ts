import { missingDispositionNotice } from '../domain/disposition.ts'
import type { AgentNotices } from '../ports/dispositions.ts'
import { tellAgent } from './connect-agent-notice.ts'
import type { ConnectSender } from './lazy-connect.ts'

export function connectNotices(client: ConnectSender, instanceId: string, instanceArn: string): AgentNotices {
  return {
    dispositionMissing: (agent, contact) =>
      tellAgent(client, instanceId, instanceArn, {
        ...{ agent, priority: 'LOW', token: `disposition-missing-${contact}` },
        notice: missingDispositionNotice(contact),
      }),
  }
}
