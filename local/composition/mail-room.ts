import type { Connect } from '../connect/connect.ts'
import { ControlRefusal } from '../control/refusal.ts'
import { parseMail } from '../mail/parse.ts'
import { createSmtpDoor, type SmtpDoor } from '../mail/smtp.ts'
import type { Timeline } from '../timeline.ts'

/** The mail door in front of Connect. A mail that Connect defers stays with its sender, who tries again. */
export function mailDoor(connect: Connect, timeline: Timeline): SmtpDoor {
  return createSmtpDoor({
    timeline,
    accepts: (address) => connect.accepts(address),
    async receive(mail) {
      const reception = connect.receiveMail(mail)
      if (reception.outcome === 'deferred') throw new Error(reception.reason)
    },
  })
}

/**
 * A mail that comes by the control API: the envelope is what its headers say where it is not given. Gives what became of it.
 * Throws ControlRefusal where the mail door would have refused a recipient.
 */
export async function receiveByControl(
  connect: Connect,
  timeline: Timeline,
  raw: Uint8Array,
  given: { from?: string; to?: string[] },
): Promise<object> {
  return await timeline.busy(async () => {
    const read = await parseMail(raw, { from: '', to: [] })
    const to = given.to ?? [...read.to, ...read.cc].map(({ address }) => address)
    if (to.length === 0)
      throw new ControlRefusal(400, 'to is missing: the mail has no To or Cc, name a recipient with ?to=')
    const refused = to.find((address) => connect.accepts(address) !== 'yes')
    // One copy goes to each recipient; others than ours are somebody else's to deliver.
    const ours = to.filter((address) => connect.accepts(address) === 'yes')
    if (ours.length === 0)
      throw new ControlRefusal(404, `to is ${JSON.stringify(refused)}: no inbox here takes mail for it`)
    const from = given.from ?? read.from?.address ?? ''
    return connect.receiveMail({ ...read, envelope: { from, to: ours } })
  })
}
