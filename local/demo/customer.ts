import { createTransport } from 'nodemailer'

/** A customer with a mail program. `answers` is the Message-ID of the mail that is replied to. */
export function customer(name: string, address: string, smtpPort: number) {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true })
  return {
    address,
    /** Gives the mail's own Message-ID, without angle brackets. */
    async writes(to: string, subject: string, text: string, answers?: string): Promise<string> {
      const threading =
        answers === undefined ? {} : { inReplyTo: `<${answers}>`, references: [`<${answers}>`] }
      const { messageId } = await transport.sendMail({
        from: { name, address },
        to,
        subject,
        text,
        ...threading,
      })
      return messageId.replace(/^<|>$/g, '')
    },
  }
}
