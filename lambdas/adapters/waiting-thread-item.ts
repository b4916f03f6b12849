import type { WaitingThread } from '../domain/follow-up.ts'
import type { ContactId, EpochMs, ThreadId } from '../domain/values.ts'
import { toThread } from './dynamo-threads.ts'
import { rowOf } from './row.ts'
import type { Item } from './table.ts'

/** What is known of a message, an answer or a transfer is one text of a set, so that adding it needs no reading. */
export const pairOf = (one: string | number, other: string) => `${one} ${other}`

/** A thread with the sets that tell who waits in it: `messages` and `answers` an instant and a contact each, `continuations` two contacts. */
export function toWaitingThread(id: ThreadId, item: Item): WaitingThread {
  const row = rowOf(item)
  const pairs = (attribute: string) =>
    row.texts(attribute)?.map((text) => text.split(' ') as [string, string])
  return {
    ...toThread(id, item),
    messages: pairs('messages')?.map(([at, contact]) => ({ at: instant(at), contact: contact as ContactId })),
    answers: pairs('answers')?.map(([at, to]) => ({ at: instant(at), to: to as ContactId })),
    answeredAt: row.number('answeredAt'),
    followedUpSince: row.number('followedUpSince'),
    continuations: pairs('continuations')?.map(([contact, of]) => ({
      contact: contact as ContactId,
      of: of as ContactId,
    })),
  }
}

const instant = (text: string) => Number(text) as EpochMs
