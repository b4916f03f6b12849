import type { Chats } from './ports.ts'
import { ControlRefusal, orConflict } from './refusal.ts'
import { onlyFields, shown, textOf } from './request.ts'
import type { Route } from './route.ts'

/** The customers who chat: what their pages show, and what they do. */
export const CHAT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/_local/chats',
    does: 'all chats with what was written, oldest first',
    run: (_, { chats }) => ({ chats: chats.list() }),
  },
  {
    method: 'POST',
    path: '/_local/chats',
    does: '{"flow":"<name or id>","name":"Ada","message":"Hello"} starts a chat; {"participantToken":"…"} connects to one of StartChatContact',
    async run(request, { chats }) {
      const body = await request.json()
      if (body.participantToken !== undefined) {
        onlyFields(body, 'participantToken')
        const token = textOf(body, 'participantToken', '<token>')
        return await orConflict(() => chats.connect(token))
      }
      onlyFields(body, 'flow', 'name', 'message')
      const chat = {
        flow: textOf(body, 'flow', 'inbound-chat'),
        name: textOf(body, 'name', 'Ada'),
        ...(body.message !== undefined && { message: textOf(body, 'message', 'Hello') }),
      }
      return await orConflict(() => chats.start(chat))
    },
  },
  {
    method: 'GET',
    path: '/_local/chats/{}',
    does: 'one chat, by any contact of it',
    run: ({ parts: [id = ''] }, { chats }) => chatOf(chats, id),
  },
  {
    method: 'POST',
    path: '/_local/chats/{}/messages',
    does: '{"text":"Hello"} is what the customer writes',
    async run(request, { chats }) {
      const [id = ''] = request.parts
      chatOf(chats, id)
      const body = await request.json()
      onlyFields(body, 'text')
      const text = textOf(body, 'text', 'Hello')
      return await orConflict(() => chats.write(id, text))
    },
  },
  {
    method: 'POST',
    path: '/_local/chats/{}/leave',
    does: 'the customer ends the chat',
    async run(request, { chats }) {
      const [id = ''] = request.parts
      chatOf(chats, id)
      return await orConflict(() => chats.leave(id))
    },
  },
]

function chatOf(chats: Chats, id: string): object {
  const chat = chats.find(id)
  if (!chat) throw new ControlRefusal(404, `there is no chat ${shown(id)}: GET /_local/chats lists them`)
  return chat
}
