import type { Notice } from './notice.ts'
import type { QueueId } from './values.ts'

/** What the attributes of the caller's contact are called; the second one is read by contact-flows/call-transfer-queue.json. */
export const coldTransferNote = (note: string): Readonly<Record<string, string>> => ({
  homewardDispositionNote: note,
  homewardColdTransfer: 'allowed',
})

/** The same of a caller who was left too early, on the contact that waits; with where they go back to, if they do. */
export const leftEarlyNote = (
  note: string,
  cameFrom: QueueId | undefined,
): Readonly<Record<string, string>> => ({
  homewardDispositionNote: note,
  homewardColdTransfer: cameFrom === undefined ? 'recorded' : 'too-early',
  ...(cameFrom !== undefined && { homewardCameFrom: cameFrom }),
})

/** Nothing of anybody: notifications are not for personal data (admin guide, "Notifications"). */
export const COLD_TRANSFER_NOTICE: Notice = {
  en: 'Your caller is still on hold, and nobody has answered your transfer. You may leave the call to the transfer now. The reason is noted on the contact.',
  de: 'Ihr Anruf wird noch gehalten, und niemand hat die Übergabe angenommen. Sie dürfen den Anruf jetzt ohne Ankündigung übergeben. Der Grund steht am Kontakt.',
}
