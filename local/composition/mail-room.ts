import type { Connect } from '../connect/connect.ts'
import type { Reception } from '../connect/inbound.ts'
import { ControlRefusal } from '../control/refusal.ts'
import type { InboundMail } from '../mail/mail.ts'
import { parseMail } from '../mail/parse.ts'
import { createSmtpDoor, type SmtpDoor } from '../mail/smtp.ts'
import type { ReceiptRules } from '../ses/receipt-rules.ts'
import type { Timeline } from '../timeline.ts'

/** A mail goes past SES's receipt rules, the last of which is Connect's own. */
export async function receive(
  { connect, receiptRules }: { connect: Connect; receiptRules: ReceiptRules },
  mail: InboundMail,
): Promise<Reception> {
  await receiptRules.apply(mail)
  return connect.receiveMail(mail)
}

export type Receive = (mail: InboundMail) => Promise<Reception>

/** The mail door in front of SES. A mail that Connect defers stays with its sender, who tries again. */
export function mailDoor(connect: Connect, take: Receive, timeline: Timeline): SmtpDoor {
  return createSmtpDoor({
    timeline,
    accepts: (address) => connect.accepts(address),
    async receive(mail) {
      const reception = await take(mail)
      if (reception.outcome === 'deferred') throw new Error(reception.reason)
    },
  })
}

/**
 * A mail that comes by the control API: the envelope is what its headers say where it is not given. Gives what became of it.
 * Throws ControlRefusal where the mail door would have refused a recipient.
 */
export async function receiveByControl(
  { connect, take, timeline }: { connect: Connect; take: Receive; timeline: Timeline },
  raw: Uint8Array,
  given: { from?: string; to?: string[] },
): Promise<object> {
  return await timeline.busy(async () => {
    const read = await parseMail(raw, { from: '', to: [] })
    const to = given.to ?? [...read.to, ...read.cc].map(({ address }) => address)
    if (to.length === 0)
      throw new ControlRefusal(400, 'to is missing: the mail has no To or Cc, name a recipient with ?to=')
    // One copy goes to each recipient; others than ours are somebody else's to deliver.
    const ours = to.filter((address) => connect.accepts(address) === 'yes')
    if (ours.length === 0) {
      const busy = to.find((address) => connect.accepts(address) === 'busy')
      if (busy !== undefined)
        throw new ControlRefusal(
          503,
          `to is ${JSON.stringify(busy)}: as many emails are active as may be, end some`,
        )
      throw new ControlRefusal(404, `to is ${JSON.stringify(to[0])}: no inbox here takes mail for it`)
    }
    const from = given.from ?? read.from?.address ?? ''
    return await take({ ...read, envelope: { from, to: ours } })
  })
}
