import type { SilenceTimers } from '../domain/chat.ts'
import type { AgentId, ContactId, EpochMs } from '../domain/values.ts'

/** Has the contact centre count silence. */
export interface ChatTimers {
  /** Sets how long the customer may be silent, for every agent who joins from now on. */
  watch(id: ContactId, timers: SilenceTimers): Promise<void>
}

/** Has the contact centre tell us what is written in a chat. */
export interface ChatStreams {
  /** For the whole chat, whose first contact this is. Asking twice changes nothing. */
  start(id: ContactId): Promise<void>
}

/** What is known of a customer who was left alone in a chat. Every write adds a fact; writing it again changes nothing. */
export interface ChatSilence {
  /** The customer wrote on that contact: the first time stands. */
  noteCustomer(id: ContactId, at: EpochMs): Promise<void>
  /** The agent has the customer of that contact: the first time stands. */
  noteAgent(id: ContactId, agent: AgentId, at: EpochMs): Promise<void>
  /**
   * The customer's silence has parted the agent from them. Nothing is noted where no agent is known to have had that contact:
   * the customer may be alone on it.
   */
  noteParted(id: ContactId, at: EpochMs): Promise<void>
  /** The agent who was parted from the customer of that contact by their silence; undefined where nothing is known of that. */
  partedFrom(id: ContactId): Promise<AgentId | undefined>
  /**
   * That a step is taken, with a customer whom their agent was parted from on the contact before. False where the customer has
   * written on that contact: then nothing is noted.
   */
  noteStep(id: ContactId, step: number, before: ContactId, at: EpochMs): Promise<boolean>
  /** The contact before, where a customer was asked on that contact and has written nothing. */
  silentAfter(id: ContactId): Promise<ContactId | undefined>
}
