import type { Mailbox } from '../mail-facts.ts'

/**
 * The sender of a From without a domain, which is no address to answer and still tells who wrote: mail systems and
 * programs write so on their own host (`MAILER-DAEMON (Mail Delivery System)`, `root (Cron Daemon)`, `Logwatch`, `"MAILER-DAEMON" <>`).
 * Undefined where From has a domain, or says nothing.
 */
export function bareSender(from: string | undefined): Mailbox | undefined {
  if (from === undefined || from.includes('@')) return undefined
  const inAngles = /<([^<>]*)>/.exec(from)?.[1]?.trim()
  const comment = /\(([^()]*)\)/.exec(from)?.[1]?.trim()
  const words = from
    .replace(/<[^<>]*>|\([^()]*\)/g, ' ')
    .replace(/"/g, '')
    .trim()
  const address = inAngles || words
  return address === '' ? undefined : { name: comment || words, address }
}
