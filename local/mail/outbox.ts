import type { OutboundMail } from './mail.ts'

export interface Outbox {
  put(mail: OutboundMail): void
  /** Newest last. */
  list(): readonly OutboundMail[]
  clear(): void
}

/** Keeps the mails that left, newest last. Beyond `most` the oldest are forgotten: a storm must not eat the memory. */
export function createOutbox(most = 100_000): Outbox {
  let mails: OutboundMail[] = []
  return {
    put(mail) {
      mails.push(mail)
      if (mails.length > most * 1.1) mails = mails.slice(-most)
    },
    list: () => mails.slice(-most),
    clear() {
      mails = []
    },
  }
}
