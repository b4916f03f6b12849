import type { InboundMail } from '../../local/mail/mail.ts'

export interface Letter {
  /** Distinguishes it from all others. */
  number: number
  to: string
  /** Message-ID of what it answers. */
  answers?: string | undefined
  /** Default: a customer of her own, at a company of her own. */
  from?: string
}

/** As long as a customer's mail usually is. */
const TEXT =
  'Good morning,\n\nthe amount on my last invoice looks wrong to me. Could you have a look?\n\nCarla Meyer\n'

/** Different in letters, since a machine counts up in digits and is recognized by that. */
const word = (number: number) =>
  Array.from(number.toString(26).padStart(5, '0'), (digit) =>
    String.fromCharCode(97 + Number.parseInt(digit, 26)),
  ).join('')

/** A mail as it comes out of the mail door. */
export function letter({ number, to, answers, from }: Letter): InboundMail {
  const address = from ?? `carla.${word(number)}@${word(number * 7)}.example`
  const messageId = `letter-${number}@mail.example`
  const threading = answers === undefined ? [] : [answers]
  return {
    messageId,
    inReplyTo: threading,
    references: threading,
    from: { name: 'Carla Meyer', address },
    to: [{ name: '', address: to }],
    cc: [],
    subject: `${answers === undefined ? '' : 'Re: '}My invoice ${word(number)} of last month`,
    text: TEXT,
    html: undefined,
    attachments: [],
    headers: [],
    envelope: { from: address, to: [to] },
    bytes: 1500,
    raw: new Uint8Array(),
  }
}
