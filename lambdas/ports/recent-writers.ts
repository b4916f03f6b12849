import type { Writer } from '../domain/mail/look-alikes.ts'
import type { ContactId } from '../domain/values.ts'

/** Who wrote under a subject lately. Busy subjects forget sooner. */
export interface RecentWriters {
  /**
   * Adds one to those who wrote under a subject, and gives the others. Of any two, one at least is given the other. Asked
   * again for the same contact it adds nobody, and gives who was there when it was first asked.
   */
  join(subject: string, writer: Writer, contact: ContactId): Promise<readonly Writer[]>
}
