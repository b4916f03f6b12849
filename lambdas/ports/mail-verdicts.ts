import type { ContactRecord } from '../domain/contact-record.ts'
import type { MailKey } from '../domain/mail/mail-key.ts'
import type { MailVerdict, MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import type { ContactId } from '../domain/values.ts'

/** Where InspectMail leaves its verdicts, for some minutes. */
export interface VerdictRecorder {
  /** The latest of each kind stands, and of those that name a person to answer also the latest that named another. One that is known stays as it is. */
  record(mail: MailKey, verdict: MailVerdict): Promise<void>
}

export interface VerdictUses {
  /** Notes that the contact rests on this verdict. False where another one does already, or it is gone. */
  use(mail: MailKey, verdict: MailVerdict, contact: ContactId): Promise<boolean>
}

export interface VerdictBook extends VerdictRecorder, VerdictUses {
  find(mail: MailKey): Promise<MailVerdicts | undefined>
}

/** Everything that is known before a contact is recorded, in one request. */
export interface Precedents extends VerdictUses {
  find(asked: {
    related: ContactId | undefined
    /** Undefined where no verdicts are made. */
    mail: MailKey | undefined
  }): Promise<{ related: ContactRecord | undefined; verdicts: MailVerdicts | undefined }>
}
