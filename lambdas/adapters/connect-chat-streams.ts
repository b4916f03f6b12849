import { StartContactStreamingCommand } from '@aws-sdk/client-connect'

import type { ChatStreams } from '../ports/chats.ts'
import type { ConnectSender } from './lazy-connect.ts'

/** To an SNS topic (API_StartContactStreaming). `topicArn` is asked only where it is needed: most chats are not streamed. */
export function connectChatStreams(
  client: ConnectSender,
  instanceId: string,
  topicArn: () => string,
): ChatStreams {
  return {
    async start(id) {
      await client.send(
        new StartContactStreamingCommand({
          InstanceId: instanceId,
          ContactId: id,
          ChatStreamingConfiguration: { StreamingEndpointArn: topicArn() },
          ClientToken: `stream-${id}`,
        }),
      )
    },
  }
}
