/** What a silent customer reads, in one language. */
export type NudgeWording = Readonly<{
  messages: readonly string[]
  closingMessage: string
}>

/** How a customer is spoken to who has gone silent, as the operator configured it. */
export type NudgeSettings = Readonly<{
  wording: NudgeWording
  /** Language tag, in lower case → what is said in it. */
  languages: Readonly<Record<string, NudgeWording>>
  /** From one message to the next, and from the last one to the closing message. */
  spacingSeconds: number
  /** From the closing message to the end. */
  returnSeconds: number
}>

/**
 * What is next for a customer who was left alone for their silence. `return`: they have written, and go to an agent.
 * `listen`: all is said, and how the chat ended is to be recorded, before the last look. `close`: that was it.
 */
export type Nudge =
  | Readonly<{ kind: 'return' }>
  | Readonly<{ kind: 'say'; text: string; waitSeconds: number; step: number }>
  | Readonly<{ kind: 'listen'; waitSeconds: number; step: number }>
  | Readonly<{ kind: 'close' }>

/** What a customer writes while the end is recorded has come to us within that time. */
const LAST_LOOK_SECONDS = 2

/**
 * Takes how much has been said already, and whether the customer has kept silent since they were left alone. The same
 * step gives the same answer, however often it is asked: `step` of the answer is what is to be asked next.
 */
export function nextNudge(
  step: number,
  silent: boolean,
  settings: NudgeSettings,
  language: string | undefined,
): Nudge {
  if (!silent) return { kind: 'return' }
  const { messages, closingMessage } = wordingFor(language, settings)
  const message = messages[step]
  if (message !== undefined)
    return { kind: 'say', text: message, waitSeconds: settings.spacingSeconds, step: step + 1 }
  if (step === messages.length)
    return { kind: 'say', text: closingMessage, waitSeconds: settings.returnSeconds, step: step + 1 }
  if (step === messages.length + 1) return { kind: 'listen', waitSeconds: LAST_LOOK_SECONDS, step: step + 1 }
  return { kind: 'close' }
}

/** By the whole tag, then by its language alone; what is not configured reads the default. */
function wordingFor(tag: string | undefined, { wording, languages }: NudgeSettings): NudgeWording {
  const wanted = tag?.toLowerCase().replaceAll('_', '-') ?? ''
  const known = new Map(Object.entries(languages))
  return known.get(wanted) ?? known.get(wanted.split('-')[0] ?? '') ?? wording
}
