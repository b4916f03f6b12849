import type { NudgeSettings } from './nudge.ts'

/** How a chat whose customer has gone silent ends, as the operator configured it. */
export type ChatSettings = Readonly<{
  /** Of the customer's silence, until everybody connected is told. Whole, at least 2, as Connect allows. */
  idleMinutes: number
  /** From then on, until the agent is parted from the chat. Whole, at least 2. */
  closeAfterMinutes: number
  /** What such a chat was about. */
  disposition: string
  /** Present: customers who are silent are spoken to, once their agent has been parted from the chat. */
  nudges?: NudgeSettings
}>

/** Why the customer of a chat is alone in it: they said nothing, or the agent left. */
export type ChatEnding = 'silent' | 'agent-left'

/** Connect's word for a chat from which a timer parted the agent (admin guide, "ContactTraceRecord", DisconnectReason). */
const IDLE = 'IDLE_DISCONNECT'

/** Takes the DisconnectReason of the contact that the agent had. */
export const chatEnding = (disconnectReason: string | undefined): ChatEnding =>
  disconnectReason === IDLE ? 'silent' : 'agent-left'

/** How long Connect's own timers let a customer be silent, in minutes. */
export type SilenceTimers = Readonly<{ idleMinutes?: number; closeAfterMinutes: number }>

/**
 * Nobody but the customer's agent can write into a chat while there is one: so where customers are to be spoken to, the
 * agent is parted from them when the first message is due, and the disconnect flow speaks (docs/adr/0039).
 */
export const silenceTimers = ({ idleMinutes, closeAfterMinutes, nudges }: ChatSettings): SilenceTimers =>
  nudges ? { closeAfterMinutes: idleMinutes } : { idleMinutes, closeAfterMinutes }
