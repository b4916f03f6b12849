import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, it } from 'vitest'
import type { InboundMail } from '../../../local/mail/mail.ts'
import { createSmtpDoor, type SmtpDoor, type SmtpDoorOptions } from '../../../local/mail/smtp.ts'
import { Timeline } from '../../../local/timeline.ts'

const timeline = new Timeline({ start: 0, flowing: false })
let door: SmtpDoor | undefined
afterEach(() => door?.close())

async function open(but: Partial<SmtpDoorOptions> = {}) {
  const received: InboundMail[] = []
  door = createSmtpDoor({
    timeline,
    accepts: (address) => (address.endsWith('@centre.example') ? 'yes' : 'unknown'),
    receive: async (mail) => void received.push(mail),
    ...but,
  })
  return { port: await door.listen(0), received }
}

/** Says the lines one by one, each after the answer to the one before; gives the answers. */
function dialogue(port: number, lines: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const answers: string[] = []
    const left = [...lines]
    const socket = connect(port, '127.0.0.1').setEncoding('utf8')
    let seen = ''
    socket.on('data', (text) => {
      seen += text
      const done = /^(\d{3} .*)\r\n$/m.exec(seen)
      if (!done || socket.writableEnded) return
      answers.push(seen.trim())
      seen = ''
      const next = left.shift()
      if (next === undefined) socket.end('QUIT\r\n')
      else socket.write(`${next}\r\n`)
    })
    socket.on('close', () => resolve(answers))
    socket.on('error', reject)
  })
}

const send = (port: number, message: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]) => {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  return transport.sendMail(message).finally(() => transport.close())
}

describe('the mail door', () => {
  it('takes a mail from an ordinary mail program, with its envelope', async () => {
    const { port, received } = await open()
    await send(port, {
      from: 'jane@example.com',
      to: 'support@centre.example',
      subject: 'Grüße',
      text: 'hello',
    })
    expect(received).toMatchObject([
      { subject: 'Grüße', envelope: { from: 'jane@example.com', to: ['support@centre.example'] } },
    ])
  })

  it('takes the null reverse-path, undoes dot-stuffing and keeps eight-bit octets', async () => {
    const { port, received } = await open()
    const data = 'Subject: bounce\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n..dot ä\r\n.'
    const answers = await dialogue(port, [
      'EHLO me',
      'MAIL FROM:<> BODY=8BITMIME',
      'RCPT TO:<support@centre.example>',
      'DATA',
      data,
    ])
    expect(answers.at(-1)).toMatch(/^250 /)
    expect(received[0]?.envelope.from).toBe('')
    expect(received[0]?.text?.trim()).toBe('.dot ä')
  })

  it('offers 8BITMIME, SMTPUTF8 and SIZE, and neither STARTTLS nor AUTH', async () => {
    const { port } = await open()
    const [, offers] = await dialogue(port, ['EHLO me'])
    expect(offers).toMatch(/8BITMIME/)
    expect(offers).toMatch(/SMTPUTF8/)
    expect(offers).toMatch(/SIZE 41943040/)
    expect(offers).not.toMatch(/STARTTLS|AUTH/)
  })

  it('answers 550 for an address nobody has', async () => {
    const { port } = await open()
    const answers = await dialogue(port, [
      'EHLO me',
      'MAIL FROM:<a@b.example>',
      'RCPT TO:<who@other.example>',
    ])
    expect(answers.at(-1)).toMatch(/^550 .*who@other\.example/)
  })

  it('answers 452 from the fifty-first recipient on', async () => {
    const { port } = await open()
    const recipients = Array.from({ length: 51 }, (_, n) => `RCPT TO:<a${n}@centre.example>`)
    const answers = await dialogue(port, ['EHLO me', 'MAIL FROM:<a@b.example>', ...recipients])
    expect(answers.at(-2)).toMatch(/^250 /)
    expect(answers.at(-1)).toMatch(/^452 /)
  })

  it('answers 552 for a mail above the limit, whether announced or not', async () => {
    const { port, received } = await open({ maxBytes: 1_000 })
    const announced = await dialogue(port, ['EHLO me', 'MAIL FROM:<a@b.example> SIZE=2000'])
    const sent = await dialogue(port, [
      'EHLO me',
      'MAIL FROM:<a@b.example>',
      'RCPT TO:<support@centre.example>',
      'DATA',
      `Subject: x\r\n\r\n${'y'.repeat(2_000)}\r\n.`,
    ])
    expect([announced.at(-1), sent.at(-1)]).toEqual([
      expect.stringMatching(/^552 /),
      expect.stringMatching(/^552 /),
    ])
    expect(received).toEqual([])
  })

  it('answers 451 where the centre cannot take the mail, so that the sender tries again', async () => {
    const { port } = await open({ receive: () => Promise.reject(new Error('centre is full')) })
    await expect(
      send(port, { from: 'a@b.example', to: 'support@centre.example', text: 'x' }),
    ).rejects.toMatchObject({
      responseCode: 451,
    })
  })

  it('lets no time pass while a mail is being taken', async () => {
    const arrived = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    const { port } = await open({
      receive() {
        arrived.resolve()
        return taken.promise
      },
    })
    const sending = send(port, { from: 'a@b.example', to: 'support@centre.example', text: 'x' })
    await arrived.promise
    let moved = false
    const advancing = timeline.advance(1_000).then(() => (moved = true))
    await new Promise(setImmediate)
    expect(moved).toBe(false)
    taken.resolve()
    await Promise.all([sending, advancing])
    expect(moved).toBe(true)
  })
})
