import type { ContactRecord } from '../domain/contact-record.ts'
import type { MailKey } from '../domain/mail/mail-key.ts'
import type { MailVerdict, MailVerdicts } from '../domain/mail/mail-verdicts.ts'
import type { ContactId } from '../domain/values.ts'

/** Where InspectMail leaves its verdicts, for some minutes. */
export interface VerdictRecorder {
  /** The latest of each kind stands, and of those that name a person to answer also the latest that named another. */
  record(mail: MailKey, verdict: MailVerdict): Promise<void>
}

export interface VerdictBook extends VerdictRecorder {
  find(mail: MailKey): Promise<MailVerdicts | undefined>
}

/** Everything that is known before a contact is recorded, in one request. */
export interface Precedents {
  find(asked: {
    related: ContactId | undefined
    /** Undefined where no verdicts are made. */
    mail: MailKey | undefined
  }): Promise<{ related: ContactRecord | undefined; verdicts: MailVerdicts | undefined }>
}
