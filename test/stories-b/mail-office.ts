import { afterEach, beforeAll, expect } from 'vitest'
import { parseMail } from '../../local/mail/parse.ts'
import { addressIn, composed, type Letter } from '../stories/mail.ts'
import { Office, SECOND } from '../stories/office.ts'
import { startWarmCentre } from '../stories/warm-centre.ts'
import { inspectedAssembly, SUPPORT } from './build.ts'

/** An office whose mail comes past SES, where InspectMail sees its headers. */
export class MailOffice extends Office {
  private posted = 0
  private readonly shown: Uint8Array[] = []

  constructor(...all: ConstructorParameters<typeof Office>) {
    super(...all)
    this.centre.calls.onCall(({ operation, caller }, exchange) => {
      if (operation === 'Invoke' && caller.includes('ses.amazonaws.com'))
        this.shown.push((exchange.input as any).Payload)
    })
  }

  override async receives(
    raw: string | Uint8Array,
    envelope: { from: string; to: string[] },
  ): Promise<string[]> {
    return this.centre.timeline.busy(async () => {
      const reception = await this.centre.receiveMail(await parseMail(Buffer.from(raw), envelope))
      return reception.outcome === 'taken' ? reception.contactIds : []
    })
  }

  /** Sends a mail without waiting for what comes of it. Gives its contacts. */
  async posts(letter: Letter, envelopeFrom?: string): Promise<string[]> {
    const messageId = `post-${++this.posted}-of-${this.seed}@example.net`
    const whole = { to: SUPPORT, subject: 'My invoice', text: 'The amount looks wrong.', ...letter }
    for (const secret of [whole.subject, whole.text, addressIn(whole.from ?? '')]) this.keepsSecret(secret)
    return this.receives(composed({ ...whole, messageId }), {
      from: envelopeFrom ?? addressIn(whole.from ?? ''),
      to: [whole.to].flat(),
    })
  }

  /** What SES handed over last is handed over once more, as an asynchronous invocation may be. */
  async invokesAgain(): Promise<void> {
    const event = this.shown.at(-1)
    if (!event) throw new Error('SES has shown no mail yet')
    const FunctionName = this.functionName('inspect-mail')
    await this.call('lambda', 'Invoke', { FunctionName, InvocationType: 'Event', Payload: event })
    await this.pass(SECOND)
  }

  /** Mails that left to this address. */
  mailsTo(address: string) {
    return this.centre.outbox.list().filter(({ to }) => to.address === address)
  }

  /** The name of the queue that a contact is in, or was. */
  queueOf(contact: string): string | undefined {
    const { queue } = this.contact(contact)
    if (queue?.kind !== 'queue') return undefined
    const made = this.centre
      .deployed()
      .find(({ type, ref }) => type === 'AWS::Connect::Queue' && ref.endsWith(queue.queueId))
    return made?.properties.Name
  }
}

/** Gives what opens an office for one story; after each, no log line gives a customer away and nothing was denied. */
export function mailOffices(): (seed?: number) => Promise<MailOffice> {
  const open: MailOffice[] = []
  beforeAll(() => inspectedAssembly())
  afterEach(async () => {
    const closing = open.splice(0)
    for (const { centre } of closing) await centre.stop()
    for (const office of closing) {
      expect(office.indiscretions()).toEqual([])
      expect(office.denied).toEqual([])
    }
  })
  return async (seed = 1) => {
    const lines: Office['lines'] = []
    const centre = await startWarmCentre({
      assembly: await inspectedAssembly(),
      ...{ seed, quotas: 'default', flowing: false },
      // Thirty an hour from each agent, which tell nothing new.
      switches: { heartbeatSeconds: Number.POSITIVE_INFINITY },
      onLog: (line) => lines.push(line),
    })
    const office = new MailOffice(centre, seed, lines)
    open.push(office)
    return office
  }
}
