import type { Addressee } from './follow-up.ts'
import { type Inbox, isGerman } from './inbox.ts'
import { type ContactId, type EpochMs, MINUTE } from './values.ts'

type Whose = 'owner' | Extract<Addressee, { kind: 'queue' }>['reason']

interface Language {
  title: (inbox: string) => string
  waitsSince: (utc: string) => string
  whose: Record<Whose, string>
  email: (contact: ContactId) => string
}

const ENGLISH: Language = {
  title: (inbox) => `Customer waiting for an answer (${inbox})`,
  waitsSince: (utc) => `The customer has been waiting for an answer since ${utc}.`,
  whose: {
    owner: 'The conversation is yours.',
    'no-owner': 'Nobody has handled the conversation yet.',
    'owner-unknown': 'Whoever it belongs to has not been seen here.',
    'owner-away': 'Whoever it belongs to has been away for longer than customers are to wait for them.',
  },
  email: (contact) => `The email is contact ${contact}.`,
}

const GERMAN: Language = {
  title: (inbox) => `Eine Antwort steht aus (${inbox})`,
  waitsSince: (utc) => `Auf diese E-Mail steht seit ${utc} eine Antwort aus.`,
  whose: {
    owner: 'Der Vorgang ist Ihrer.',
    'no-owner': 'Den Vorgang hat noch niemand bearbeitet.',
    'owner-unknown': 'Wem der Vorgang gehört, ist hier nicht bekannt.',
    'owner-away': 'Wer den Vorgang kennt, ist länger nicht da, als jemand darauf warten soll.',
  },
  email: (contact) => `Die E-Mail ist der Kontakt ${contact}.`,
}

/** Each agent reads the language in which their inbox is answered: German, or English in place of any other. */
const languageOf = (inbox: Pick<Inbox, 'language'>) => (isGerman(inbox) ? GERMAN : ENGLISH)

/** Nothing of a customer's is in it: a task is read by whoever serves the queue, and kept longer than we keep names. */
export function followUpTitle(inbox: Pick<Inbox, 'displayName' | 'language'>): string {
  return languageOf(inbox).title(inbox.displayName)
}

/** `email`: the contact that the customer wrote last. */
export function followUpText(
  since: EpochMs,
  addressee: Addressee,
  email: ContactId | undefined,
  inbox: Pick<Inbox, 'language'>,
): string {
  const words = languageOf(inbox)
  const whose = words.whose[addressee.kind === 'owner' ? 'owner' : addressee.reason]
  const sentences = [
    words.waitsSince(utc(since)),
    whose,
    ...(email === undefined ? [] : [words.email(email)]),
  ]
  return sentences.join(' ')
}

/** `2026-03-04 09:05 UTC` */
function utc(at: EpochMs): string {
  const minute = new Date(Math.floor(at / MINUTE) * MINUTE).toISOString()
  return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`
}
