import type { ContactRecord } from './contact-record.ts'

/**
 * A machine wrote it, here or at the beginning of its chain of transfers. However often agents pass it on, it is no word
 * of a customer: it gives a thread to nobody, opens none, and nobody waits in it.
 */
export function isMachines({ route, transfer }: Pick<ContactRecord, 'route' | 'transfer'>): boolean {
  return route?.kind === 'automatic' || transfer?.automatic === true
}
