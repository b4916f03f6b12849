import type { Centre } from '../centre.ts'
import type { Story } from './story.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const FLOW = 'homeward-prod-inbound-chat'

/** A customer who falls silent in a chat: asked, back with their agent, silent for good, and told that the chat closes. */
export async function silentChat(centre: Centre, story: Story): Promise<void> {
  const { connect, timeline } = centre
  const { chats, people } = connect
  let read = 0
  story.chapter('Carla starts a chat, and Ana takes it')
  people.setStatus('ana', 'Available')
  const { chatId } = chats.start({ flow: FLOW, name: 'Carla', message: 'Where is my invoice?' })
  const chat = () => {
    const found = chats.find(chatId)
    if (!found) throw new Error(`there is no chat ${chatId}`)
    return found
  }
  /** What Carla read since she was last looked at. */
  const reads = () => {
    const news = chat().transcript.slice(read)
    read += news.length
    const said = news.flatMap(({ at, role, text }) =>
      text !== undefined && role !== 'CUSTOMER' ? [{ at, text }] : [],
    )
    for (const { at, text } of said) story.person(at, 'Carla', `reads: ${text}`)
    return said
  }
  const passes = async (ms: number) => {
    await timeline.advance(ms)
    return reads()
  }
  const writes = (text: string) => {
    story.person(timeline.now(), 'Carla', `writes: ${text}`)
    chats.write(chatId, text)
  }
  const has = (username: string) =>
    people.list().find((person) => person.username === username)?.contacts.length ?? 0
  const takes = async () => {
    await passes(5 * SECOND)
    people.accept('ana', chat().contactId)
    await passes(SECOND)
  }

  await takes()
  people.message('ana', chat().contactId, 'Which month do you mean?')
  story.check('Ana has the chat', has('ana') === 1)

  story.chapter('She says nothing for two minutes')
  const asked = await passes(2 * MINUTE + 5 * SECOND)
  story.check(
    'she is asked whether she is there',
    asked.some(({ text }) => text === 'Hello, are you there?'),
  )
  story.check('Ana is free for the next customer', has('ana') === 0)
  writes('Sorry, I was looking for it. March.')
  await takes()
  story.check('who answers is with the same agent again', has('ana') === 1)

  story.chapter('She falls silent again, and stays so')
  const began = timeline.now()
  const questions = await passes(7 * MINUTE)
  story.check(
    'she is asked three times, two minutes apart',
    questions.length === 3 && apart(questions, 2 * MINUTE),
  )
  const closing = await passes(70 * SECOND + MINUTE)
  story.check(
    'then she reads that the chat closes',
    closing[0]?.text.startsWith('We close this chat') ?? false,
  )
  await passes(began + 10 * MINUTE - timeline.now())
  story.check('and it is closed', chat().over)
  const disposition = connect
    .contacts()
    .map(({ segmentAttributes }) => segmentAttributes.Disposition?.ValueString)
    .find((value) => value !== undefined)
  story.check(`with its disposition: ${disposition}`, disposition === 'No response from the customer')
}

const apart = (said: readonly { at: number }[], ms: number) =>
  said.every(({ at }, index) => index === 0 || Math.abs(at - (said[index - 1]?.at ?? 0) - ms) <= SECOND)
