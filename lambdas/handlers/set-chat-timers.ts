import { connectChatStreams } from '../adapters/connect-chat-streams.ts'
import { connectChatTimers } from '../adapters/connect-chat-timers.ts'
import { lazyConnect } from '../adapters/lazy-connect.ts'
import { parseChatEvent } from '../contracts/chat-event.ts'
import { env } from '../runtime/env.ts'
import { lambdaOf } from '../runtime/lambda-of.ts'
import { journal } from '../runtime/logger.ts'
import { chatSettings } from '../runtime/settings.ts'
import { setChatTimers } from '../usecases/set-chat-timers.ts'

const connect = lazyConnect()
const ports = {
  timers: connectChatTimers(connect, env('INSTANCE_ID')),
  streams: connectChatStreams(connect, env('INSTANCE_ID'), () => env('CHAT_TOPIC_ARN')),
  journal,
}
const configured = chatSettings()

/** Block "Set the timers" of contact-flows/inbound-chat.json, which waits eight seconds at most. */
export const handler = lambdaOf(parseChatEvent, async (contact) => {
  await setChatTimers(contact, configured, ports)
  return { timers: 'set' }
})
