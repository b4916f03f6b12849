import type { Message } from '../domain/follow-up.ts'
import type { ContactId, EpochMs } from '../domain/values.ts'
import { rowOf } from './row.ts'
import type { Item } from './table.ts'

/** The set `messages` of a thread: an instant, a space and a contact each, so that adding one needs no reading. */
export function messagesIn(item: Item): readonly Message[] | undefined {
  return rowOf(item)
    .texts('messages')
    ?.map((text) => {
      const [at, contact] = text.split(' ')
      return { at: Number(at) as EpochMs, contact: contact as ContactId }
    })
}
