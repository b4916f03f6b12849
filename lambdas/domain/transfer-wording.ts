import { type Inbox, isGerman } from './inbox.ts'

/** Why a contact is with the supervisors: for whoever takes it, who cannot pass it on any more. */
export function lastTransferNote(inbox: Pick<Inbox, 'language'> | undefined): string {
  return isGerman(inbox)
    ? 'Dieser Vorgang wurde zehnmal weitergegeben und zuletzt nicht übernommen. Weiter lässt er sich nicht geben: Bitte schließen Sie ihn selbst ab.'
    : 'This conversation was transferred ten times, and the last time nobody took it. It cannot be transferred any more: please finish it yourself.'
}
