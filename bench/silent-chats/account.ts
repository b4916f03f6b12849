import type { ChatView } from '../../local/connect/chats.ts'
import { type HeardCall, isBy } from '../stage/heard.ts'
import { MINUTE, SECOND, type Stage } from '../stage/stage.ts'

/** Defaults of the configuration: `chat.idleMinutes`, then three times `chat.nudges.spacingMinutes`. */
const SAID_AFTER_MS = [2, 4, 6, 8].map((minutes) => minutes * MINUTE)
const NEAR_MS = SECOND
const OURS = ['set-chat-timers', 'close-chat', 'nudge-chat', 'note-chat-message', 'label-contact']

/** What customers read who were silent. */
export interface Account {
  /** Questions and closing messages within a second of their time. */
  onTime: number
  /** By how much the latest was late, in milliseconds. */
  latestMs: number
  /** Chats in which all was said, and nothing else, and that are closed. */
  whole: number
}

export const MESSAGES = SAID_AFTER_MS.length

export function accountOf(chats: readonly ChatView[], silentSince: ReadonlyMap<string, number>): Account {
  const account: Account = { onTime: 0, latestMs: 0, whole: 0 }
  for (const chat of chats) {
    const since = silentSince.get(chat.chatId) ?? Number.NaN
    const said = chat.transcript.filter(
      ({ role, type, at }) => role === 'SYSTEM' && type === 'MESSAGE' && at > since,
    )
    const off = said.map(({ at }, index) => at - since - (SAID_AFTER_MS[index] ?? Number.NaN))
    account.onTime += off.filter((ms) => Math.abs(ms) <= NEAR_MS).length
    account.latestMs = Math.max(account.latestMs, ...off.filter((ms) => !Number.isNaN(ms)))
    if (said.length === MESSAGES && chat.over) account.whole++
  }
  return account
}

/** Whether one of our functions made the call about a chat. */
export const isAboutChats = (call: HeardCall) =>
  OURS.some((name) => isBy(name, call)) && /^(dynamodb|connect)$/.test(call.service)

/** How many contacts have a disposition in their record. */
export async function disposed(stage: Stage): Promise<number> {
  const TableName = stage.resource('AWS::DynamoDB::Table')
  let [count, ExclusiveStartKey]: [number, object | undefined] = [0, undefined]
  do {
    const page: any = await stage.call('dynamodb', 'Scan', {
      TableName,
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    })
    count += page.Items.filter(({ disposition }: { disposition?: object }) => disposition).length
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return count
}

/** How many of the contacts with which customers fell silent have a disposition of their own. */
export const labelled = (stage: Stage, silentSince: ReadonlyMap<string, number>) =>
  stage.centre.connect
    .contacts()
    .filter(({ id, segmentAttributes }) => silentSince.has(id) && segmentAttributes.Disposition !== undefined)
    .length
