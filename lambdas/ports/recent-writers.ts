import type { Writer } from '../domain/mail/look-alikes.ts'
import type { ContactId } from '../domain/values.ts'

/** Who wrote lately, of a company or provider and under a subject (`writerOf`). Where many do, who came first is forgotten. */
export interface RecentWriters {
  /**
   * Adds one to those who wrote, and gives the others. Of any two, one at least is given the other. Asked again for the
   * same contact it adds nobody, and gives who was there when it was first asked.
   */
  join(among: string, writer: Writer, contact: ContactId): Promise<readonly Writer[]>
}
