import type { Header, MailFacts } from '../../../lambdas/domain/mail/mail-facts.ts'

type Stated = Partial<Omit<MailFacts, 'headers'>> & { headers?: Record<string, string | string[]> }

/** A person's mail with whole headers, but for what is stated. */
export function aMail({ headers = {}, ...stated }: Stated = {}): MailFacts {
  return {
    headers: headersOf({ 'Message-ID': '<1@example.com>', 'Content-Type': 'text/plain', ...headers }),
    headersTruncated: false,
    envelopeFrom: 'jane@example.com',
    from: { name: 'Jane Doe', address: 'jane@example.com' },
    replyTo: [],
    to: [{ name: '', address: 'support@centre.example' }],
    subject: 'Question about my closing date',
    ownAddresses: ['support@centre.example'],
    ...stated,
  }
}

/** As `aMail`, as Connect alone shows it. */
export function aContact(stated: Omit<Stated, 'headers'> = {}): MailFacts {
  return { ...aMail(stated), headers: undefined, envelopeFrom: undefined, replyTo: [] }
}

function headersOf(headers: Record<string, string | string[]>): Header[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  )
}
