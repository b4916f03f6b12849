import { plainly } from './plain-words.ts'
import * as raw from './subject-phrases.ts'

/*
 * The phrases of subjects as they are compared. Making them so needs Unicode's tables, which are slow to read for the first
 * time: scripts/bundle.ts puts what these functions give into what deploys.
 */
export const answer = plainly(raw.ANSWER)
export const forward = plainly(raw.FORWARD)
export const automaticReply = inAll(raw.AUTOMATIC_REPLY)
export const absence = inAll(raw.ABSENCE)
export const absenceTold = inAll(raw.ABSENCE_TOLD)
export const readReceipt = plainly(raw.READ_RECEIPT)
export const beforeOurSubject = plainly(raw.BEFORE_OUR_SUBJECT)
export const returnedMail = inAll(raw.RETURNED_MAIL)
export const returnedMailTold = inAll(raw.RETURNED_MAIL_TOLD)
export const failedDelivery = inAll(raw.FAILED_DELIVERY)

function inAll(languages: Readonly<Record<string, string>>): () => string {
  return plainly(Object.values(languages).join('|'))
}
