import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Timeline } from '../timeline.ts'
import type { InboundMail } from './mail.ts'
import { parseMail } from './parse.ts'

/** What the mail door knows of an address at RCPT TO. */
type Acceptance = 'yes' | 'unknown' | 'busy'

export interface SmtpDoorOptions {
  timeline: Timeline
  accepts(address: string): Acceptance
  /** Rejecting makes the door answer 451: the sender keeps the mail and tries again. */
  receive(mail: InboundMail): Promise<void>
  /** Whole octets of a message, headers included. Default: 40 MB, the limit of the SES ConnectAction. */
  maxBytes?: number
  /** Default: 50, Connect's limit for To and Cc of one mail. */
  maxRecipients?: number
}

export interface SmtpDoor {
  /** Listens on the loopback interface; port 0 takes a free one. Resolves to the port. */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

const SES_CONNECT_ACTION_LIMIT_BYTES = 40 * 1024 * 1024

/**
 * The door through which any mail program is a customer. Plain SMTP on 127.0.0.1 only: no TLS, because the server
 * package's built-in certificate has a public key, and no AUTH, because there is nobody to keep out.
 */
export function createSmtpDoor(options: SmtpDoorOptions): SmtpDoor {
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'Homeward local contact centre',
    size: options.maxBytes ?? SES_CONNECT_ACTION_LIMIT_BYTES,
    maxRecipients: options.maxRecipients ?? 50,
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 1_000,
    onRcptTo: ({ address }, _session, answer) => answer(refusalOf(options.accepts(address), address)),
    onData: (stream, session, answer) => {
      options.timeline
        .busy(() => take(stream, session, options))
        .then(
          (refused) => answer(refused),
          (error: unknown) =>
            answer(
              refusal(451, `4.3.0 not taken: ${error instanceof Error ? error.message : 'unknown trouble'}`),
            ),
        )
    },
  })
  // A client that hangs up is no trouble of ours.
  server.on('error', () => undefined)

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.server.off('error', reject)
          resolve((server.server.address() as AddressInfo).port)
        })
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function take(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  options: SmtpDoorOptions,
): Promise<Error | undefined> {
  const raw = await bytesOf(stream)
  if (stream.sizeExceeded) return refusal(552, '5.3.4 message is larger than the limit')
  const { mailFrom, rcptTo } = session.envelope
  await options.receive(
    await parseMail(raw, {
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
    }),
  )
  return undefined
}

/** What exceeds the limit is read and dropped: the client must finish DATA before it can hear a 552. */
async function bytesOf(stream: SMTPServerDataStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0
    else chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function refusalOf(acceptance: Acceptance, address: string): Error | undefined {
  switch (acceptance) {
    case 'yes':
      return undefined
    case 'unknown':
      return refusal(550, `5.1.1 no such address here: ${address}`)
    case 'busy':
      return refusal(450, `4.2.1 ${address} takes no mail at the moment`)
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
