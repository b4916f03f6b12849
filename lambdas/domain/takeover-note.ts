import { type Inbox, isGerman } from './inbox.ts'
import type { TakeoverReason } from './takeover.ts'
import { cut, oneLine } from './wording.ts'

const LONGEST_NAME = 100

/** What is said about a takeover, to whoever has the contact and to its owner. Neither has a word of the customer's. */
export type TakeoverWords = Readonly<{
  /** Who the owner is. */
  owner: string
  /** Why it came to somebody else. */
  reason: string
  /** Of both, and what has been done. */
  note: string
  task: Readonly<{ title: string; text: string }>
}>

interface Language {
  unnamed: string
  gone: string
  reasons: (hours: string) => Record<TakeoverReason, string>
  note: (owner: string, reason: string) => string
  taskFollows: string
  task: { title: string; text: (reason: string) => string }
}

const ENGLISH: Language = {
  unnamed: 'another agent',
  gone: 'an agent who is not here any more',
  reasons: (hours) => ({
    deadline: `The original agent did not take it within ${hours} hours.`,
    'owner-deleted': 'The original agent is not here any more.',
    'owner-serves-not': 'The original agent does not serve this queue any more.',
    'owner-away': 'The original agent was away when it was to be returned.',
    'before-the-end': 'It was taken while it was still held for the original agent.',
  }),
  note: (owner, reason) => `This conversation has been with ${owner}. ${reason}`,
  taskFollows: 'The original agent gets a task about it.',
  task: {
    title: 'A customer of yours wrote, and somebody else took it',
    text: (reason) =>
      `A reply in a conversation of yours is with another agent. ${reason} See the contact that this task is linked to for what was answered. The conversation stays yours.`,
  },
}

const GERMAN: Language = {
  unnamed: 'einer anderen Person im Team',
  gone: 'einer Person, die nicht mehr im Team ist',
  reasons: (hours) => ({
    deadline: `Wer den Vorgang kennt, hat ihn nicht innerhalb von ${hours} Stunden übernommen.`,
    'owner-deleted': 'Wer den Vorgang kennt, ist nicht mehr im Team.',
    'owner-serves-not': 'Wer den Vorgang kennt, bearbeitet diese Warteschlange nicht mehr.',
    'owner-away': 'Wer den Vorgang kennt, war nicht da, als er zurückgegeben werden sollte.',
    'before-the-end': 'Der Vorgang wurde übernommen, während er noch zurückgehalten war.',
  }),
  note: (owner, reason) => `Dieser Vorgang war bisher bei ${owner}. ${reason}`,
  taskFollows: 'Wer den Vorgang kennt, bekommt eine Aufgabe dazu.',
  task: {
    title: 'Eine Antwort in einem Ihrer Vorgänge hat jemand anderes übernommen',
    text: (reason) =>
      `Eine Antwort in einem Ihrer Vorgänge ist bei einer anderen Person. ${reason} Was geantwortet wurde, steht im verknüpften Kontakt. Der Vorgang bleibt Ihrer.`,
  },
}

/** Each agent reads the language in which their inbox is answered: German, or English in place of any other. */
export function takeoverWords(
  reason: TakeoverReason,
  owner: Readonly<{ name?: string | undefined; isGone: boolean }>,
  inbox: Pick<Inbox, 'language' | 'holdForSeconds'> | undefined,
): TakeoverWords {
  const words = isGerman(inbox) ? GERMAN : ENGLISH
  const hours = String(Math.round((inbox?.holdForSeconds ?? 57_600) / 360) / 10)
  const why = words.reasons(hours)[reason]
  const name = nameOf(owner, words)
  const note = words.note(name, why)
  return {
    owner: name,
    reason: why,
    note: owner.isGone ? note : `${note} ${words.taskFollows}`,
    task: { title: words.task.title, text: words.task.text(why) },
  }
}

function nameOf({ name, isGone }: { name?: string | undefined; isGone: boolean }, words: Language): string {
  const plain = cut(oneLine(name ?? ''), LONGEST_NAME)
  return plain || (isGone ? words.gone : words.unnamed)
}
