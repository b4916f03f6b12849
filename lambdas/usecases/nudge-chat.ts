import type { ChatSettings } from '../domain/chat.ts'
import { type Nudge, nextNudge } from '../domain/nudge.ts'
import type { ContactId } from '../domain/values.ts'
import type { ChatSilence } from '../ports/chats.ts'
import type { AfterContactWork } from '../ports/dispositions.ts'
import { keepDisposition, labelContact, type RecordDispositionPorts } from './record-disposition.ts'

export interface NudgeChatPorts extends Omit<RecordDispositionPorts, 'directory' | 'afterContactWork'> {
  silence: Pick<ChatSilence, 'noteStep' | 'noteCustomer'>
  afterContactWork: Pick<AfterContactWork, 'label'>
}

/** Where the disconnect flow is with a customer. */
export interface NudgeQuestion {
  contact: ContactId
  /** That of the agent who was parted from the chat. */
  previous: ContactId
  step: number
  /** They wrote while the flow waited for it. */
  answered: boolean
  language: string | undefined
}

/**
 * Says what is next for a customer who was left alone for their silence. A step is noted only where nothing is known of
 * their having written, in the one write that asks. The agent's contact has its disposition before the last of these
 * looks: whoever wrote meanwhile is not closed. Twice is harmless.
 */
export async function nudgeChat(
  { contact, previous, step, answered, language }: NudgeQuestion,
  settings: ChatSettings,
  ports: NudgeChatPorts,
): Promise<Nudge> {
  const { silence, journal, clock } = ports
  if (!settings.nudges) throw new Error('nudges are not configured')
  if (answered) await silence.noteCustomer(contact, clock.now())
  const silent = !answered && (await silence.noteStep(contact, step, previous, clock.now()))
  const next = nextNudge(step, silent, settings.nudges, language)
  if (next.kind === 'listen') await recordSilence(previous, settings, ports)
  journal.decided('chat nudged', { contact, previous, step, next: next.kind })
  return next
}

export interface AskedCustomerGonePorts
  extends Omit<NudgeChatPorts, 'silence'>,
    Readonly<{ silence: Pick<ChatSilence, 'silentAfter'> }> {}

/**
 * A contact on which a customer was alone in a chat is over. Whoever was asked and went without a word was silent, which no
 * flow of ours is there to say any more. Harmless where it has been said, and for any other contact.
 */
export async function askedCustomerGone(
  contact: ContactId,
  settings: ChatSettings,
  ports: AskedCustomerGonePorts,
): Promise<void> {
  const previous = await ports.silence.silentAfter(contact)
  if (previous !== undefined) await recordSilence(previous, settings, ports)
}

/** Writes it on the contact as well, each time: it is one value, and the time before may have failed. */
async function recordSilence(
  contact: ContactId,
  { disposition: value }: ChatSettings,
  ports: Omit<NudgeChatPorts, 'silence'>,
): Promise<void> {
  const { disposition } = await keepDisposition(contact, value, 'silence', ports)
  await labelContact(contact, disposition?.value ?? value, ports)
}
