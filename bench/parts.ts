import { coldStart } from './cold-start/cold-start.ts'
import type { Figure } from './figure.ts'
import { followUp } from './follow-up/follow-up.ts'
import { heldCalls } from './held-calls/held-calls.ts'
import { hold } from './hold/hold.ts'
import { judging } from './judging/judging.ts'
import { manyHolds } from './many-holds/many-holds.ts'
import { presence } from './presence/presence.ts'
import { price } from './price/price.ts'
import { receiveEmail } from './receive-email/receive-email.ts'
import { silentChats } from './silent-chats/silent-chats.ts'
import { storm } from './storm/storm.ts'
import { takeover } from './takeover/takeover.ts'

type Progress = (line: string) => void

export interface Part {
  about: string
  /** `functions` narrows what is measured of each function. */
  measure: (progress: Progress, functions?: readonly string[]) => Promise<Figure[]>
}

/** What is measured, in this order. */
export const parts = {
  'cold-start': {
    about: "import and first result of each function's bundle, against two other builds of it",
    measure: coldStart,
  },
  judging: {
    about: 'what it takes to judge a parsed mail, and to explain 1,000 mails',
    measure: judging,
  },
  'receive-email': {
    about: 'what a warm ReceiveEmail calls, and how long it takes when each call is throttled once',
    measure: receiveEmail,
  },
  hold: { about: 'what is called for one hold, from its start to its end', measure: hold },
  takeover: { about: 'what is called when another agent takes what was held', measure: takeover },
  'many-holds': { about: '10,000 holds that end in the same minute', measure: manyHolds },
  'follow-up': {
    about:
      'what the jobs that run by the clock ask of a table that grows to a million items, while as much is due',
    measure: followUp,
  },
  storm: { about: '1,000 emails in one minute under the default quotas', measure: storm },
  presence: {
    about: '10,000 agents, of each of whom an event comes every 10 seconds, for ten minutes',
    measure: presence,
  },
  'held-calls': {
    about: 'callers on hold whom nobody answers: one, 100 and 500 at a time',
    measure: heldCalls,
  },
  'silent-chats': { about: '1,000 customers who fall silent in chats, at three paces', measure: silentChats },
  price: { about: 'what 1,000 emails cost, line by line', measure: price },
} as const satisfies Record<string, Part>

export type PartName = keyof typeof parts
