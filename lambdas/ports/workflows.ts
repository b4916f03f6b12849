import type { ContactId, EpochMs } from '../domain/values.ts'

/** Starts what takes longer than a flow waits. Starting it again under the same contact changes nothing. */
export interface Workflows {
  /** `attempt` 0 is the first; the sweep counts on. */
  acknowledge(contact: ContactId, attempt: number): Promise<void>
  hold(contact: ContactId, wakeAt: EpochMs): Promise<void>
  escalateTransfer(contact: ContactId, wakeAt: EpochMs): Promise<void>
}
