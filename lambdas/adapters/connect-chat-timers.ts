import { UpdateParticipantRoleConfigCommand } from '@aws-sdk/client-connect'

import type { ChatTimers } from '../ports/chats.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** The agent's own silence never counts: only the customer's timers are set (API_UpdateParticipantRoleConfig). */
export function connectChatTimers(client: ConnectSender, instanceId: string): ChatTimers {
  return {
    async watch(id, { idleMinutes, closeAfterMinutes }) {
      const timers = [
        ...(idleMinutes === undefined ? [] : [['IDLE', idleMinutes] as const]),
        ['DISCONNECT_NONCUSTOMER', closeAfterMinutes] as const,
      ]
      await client.send(
        new UpdateParticipantRoleConfigCommand({
          InstanceId: instanceId,
          ContactId: id,
          ChannelConfiguration: {
            Chat: {
              ParticipantTimerConfigList: timers.map(([TimerType, minutes]) => ({
                ParticipantRole: 'CUSTOMER',
                TimerType,
                TimerValue: { ParticipantTimerDurationInMinutes: minutes },
              })),
            },
          },
        }),
      )
    },
  }
}
