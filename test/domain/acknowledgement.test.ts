import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { composeAcknowledgement, decideAcknowledgement } from '../../lambdas/domain/acknowledgement.ts'
import { judgeContact } from '../../lambdas/domain/mail/judge-contact.ts'
import { TEMPLATE_SUBJECT, templated } from '../../lambdas/domain/wording.ts'
import { firstEmoji } from '../../lib/emoji.ts'
import { anInbox, anUnacknowledgedContact, hoursPastNine, nine } from '../builders/email.ts'

const inboxes = [anInbox()]
const due = anUnacknowledgedContact()
const from = (address: string) =>
  anUnacknowledgedContact({
    acknowledgement: { state: 'due', dueAt: nine, attempts: 0, customer: { address } },
  })

describe('whether a contact is acknowledged', () => {
  it('is, when a customer wrote to one of our inboxes', () => {
    expect(decideAcknowledgement(due, { inboxes }, nine, judgeContact)).toMatchObject({
      kind: 'send',
      customer: { address: 'carla@example.net' },
    })
  })

  it.each([
    ['nothing is recorded of it', undefined, nine, 'not-recorded'],
    ['it has no sender', from('<>'), nine, 'no-sender'],
    ['it comes from ourselves', from('Support@Example.com'), nine, 'own-mail'],
    [
      'the inbox is not configured',
      anUnacknowledgedContact({ inbox: 'other@example.com' }),
      nine,
      'unknown-inbox',
    ],
    ['it is more than a day old', due, hoursPastNine(25), 'too-late'],
  ] as const)('is not, when %s', (_, record, now, reason) => {
    expect(decideAcknowledgement(record, { inboxes }, now, judgeContact)).toMatchObject({
      kind: 'skip',
      reason,
    })
  })

  it('calls nobody by the name of the web form that wrote for them', () => {
    const named = (to: string) => {
      const customer = { address: 'forms@example.net', name: 'WordPress' }
      const record = anUnacknowledgedContact({
        acknowledgement: { state: 'due', dueAt: nine, attempts: 0, customer },
      })
      const verdict = { acknowledge: true, to, reason: 'web-form', rule: 'r', at: nine, seen: [] } as const
      return decideAcknowledgement(record, { inboxes }, nine, (mail) =>
        judgeContact(mail, { acknowledged: verdict }),
      )
    }
    expect(named('max@person.example')).toMatchObject({ customer: { address: 'max@person.example' } })
    expect(JSON.stringify(named('max@person.example'))).not.toContain('WordPress')
    expect(named('Forms@example.net')).toMatchObject({ customer: { name: 'WordPress' } })
  })

  it.each(['sent', 'refused', 'failed'] as const)('is not, when it is already %s', (state) => {
    const settled = anUnacknowledgedContact({ acknowledgement: { state, dueAt: nine, attempts: 0 } })
    expect(decideAcknowledgement(settled, { inboxes }, nine, judgeContact)).toEqual({
      kind: 'skip',
      reason: 'already-settled',
    })
  })
})

describe('the acknowledgement', () => {
  const subjectFor = (subject: string | undefined) => composeAcknowledgement(anInbox(), { subject }).subject

  it.each([
    ['My invoice', 'Re: My invoice'],
    ['Re: My invoice', 'Re: My invoice'],
    ['RE: re: My invoice', 'Re: My invoice'],
    ['AW: AW: Re: My invoice', 'Re: My invoice'],
    ['SV: My invoice', 'Re: My invoice'],
    ['Re[2]: Re (3): Re^4: My invoice', 'Re: My invoice'],
    ['Re : My invoice', 'Re: My invoice'],
    ['Ｒｅ：My invoice', 'Re: My invoice'],
    ['回复：My invoice', 'Re: My invoice'],
    ['\u200eRE\u00a0: My invoice', 'Re: My invoice'],
    ['VS: Villingen', 'Re: VS: Villingen'],
    ['RES: Hotel Adlon', 'Re: RES: Hotel Adlon'],
    ['Ref: 4711', 'Re: Ref: 4711'],
    ['Re', 'Re: Re'],
    ['Re: \u200b', 'Re: Your email'],
    ['\u200b\u3164\u2060', 'Re: Your email'],
    ['\u2800', 'Re: Your email'],
    [undefined, 'Re: Your email'],
    ['  ', 'Re: Your email'],
    ['Hello\r\nBcc: everyone@example.com', 'Re: Hello Bcc: everyone@example.com'],
  ])('of a mail about %j is about %j', (subject, expected) => {
    expect(subjectFor(subject)).toBe(expected)
  })

  it('never has a subject that Connect refuses, whatever the customer wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (subject) => {
        const composed = subjectFor(subject)
        expect(composed.length).toBeGreaterThan(0)
        expect(composed.length).toBeLessThanOrEqual(998)
        expect(composed).not.toMatch(/[\p{Cc}]/u)
      }),
    )
  })

  it('does not cut through the middle of a character', () => {
    expect(subjectFor(`${'é'.repeat(993)}𝄞𝄞`).isWellFormed()).toBe(true)
  })

  it('is HTML where the wording has HTML', () => {
    const inbox = anInbox({ wording: { en: { text: 'plain', html: '<p>rich</p>' } } })
    expect(composeAcknowledgement(inbox, { subject: 'x' })).toMatchObject({
      subject: 'Re: x',
      body: '<p>rich</p>',
      contentType: 'text/html',
    })
  })
})

describe('the fields of a wording', () => {
  const html = '<p>Dear {{name}}, we have "{{ subject }}" of yours. {{inbox}}</p><p>{{name}}</p>'
  const text = 'Dear {{name}},\nwe have your mail about {{subject}}.\n{{inbox}}'
  const fallback = { name: 'customer', subject: 'your question' }
  const inText = anInbox({ wording: { en: { text, subject: '{{inbox}}: {{subject}}', fallback } } })
  const inHtml = anInbox({ displayName: 'Smith & Sons', wording: { en: { text, html, fallback } } })

  it('are filled in, in subject, text and HTML', () => {
    expect(composeAcknowledgement(inText, { name: 'Carla Doe', subject: 'Re: My invoice' })).toMatchObject({
      subject: 'Support: My invoice',
      body: 'Dear Carla Doe,\nwe have your mail about My invoice.\nSupport',
      contentType: 'text/plain',
    })
    expect(
      composeAcknowledgement(inHtml, { name: 'Ann-Marie O\u2019Neill', subject: '1 < 2 & "x"' }).body,
    ).toBe(
      '<p>Dear Ann-Marie O\u2019Neill, we have "1 &#60; 2 &#38; &#34;x&#34;" of yours. Smith &#38; Sons</p><p>Ann-Marie O\u2019Neill</p>',
    )
  })

  it.each([
    undefined,
    '',
    '  ',
    'carla@example.net',
    'Win at www.evil.example',
    'https://evil.example',
    'Read evil.example now',
    'Read Evil.Example now',
    'EVIL.COM',
    'See evil.com.',
    'See evil.com. Weber',
    'Dr.evil.com',
    'Dr.med.evil.com',
    'St.Evil.Example',
    'Sankt.Evil',
    '<b>Carla</b>',
    '{{subject}}',
    '123',
    'Call 0800 123456 now',
    'Call 0800-1 (2)',
    'x'.repeat(61),
    '\u3164\u115f',
    '\u{1F642}',
  ])('have their fallback where the name is none that can be greeted: %j', (name) => {
    expect(composeAcknowledgement(inText, { name, subject: ' ' }).body).toMatch(
      /^Dear customer,\n.*your question/,
    )
  })

  it.each([
    ...['Carla', 'J. R. Hartley', 'Doe, Jane (Sales)', 'Łukasz Żak', '李小龙', 'अनन्या', 'علی‌رضا'],
    ...['St.John', 'M.Weber', 'J.Doe', 'J.R.Hartley', 'Mary St.John, Sales', 'Jane | Acme', 'Jane – Acme'],
    ...['Class of 2004', 'Heinrich VIII', 'Agent 007'],
    ...['Herr Dr.med. Weber', 'Dr.med.Weber', 'Dr.rer.nat. Ada Weber', 'Dr.Weber'],
  ])('greet %s', (name) => {
    expect(composeAcknowledgement(inText, { name }).body).toContain(`Dear ${name},`)
  })

  it('are put in once: what a customer writes names no field', () => {
    const { body, subject } = composeAcknowledgement(inText, {
      name: 'Carla',
      subject: '{{name}} {{inbox}} $& $1',
    })
    expect(body).toContain('about {{name}} {{inbox}} $& $1.')
    expect(subject).toBe('Support: {{name}} {{inbox}} $& $1')
  })

  it.each([
    ['Hello \u{1F642} there', 'Support: Hello  there'],
    ['\u{1F468}\u200D\u{1F469}\u200D\u{1F467} at home', 'Support: at home'],
    ['Press 1\uFE0F\u20E3 or 1\u{1F642}\u20E3', 'Support: Press 1 or 1'],
    ['Acme\u2122\uFE0F', 'Support: Acme\u2122'],
    ['a &#128&#128578;578; b', 'Support: a  b'],
    ['a &#x0001F642;&#0128578; b', 'Support: a  b'],
    ['1&#8419;', 'Support: 1'],
    ['&#\u202E128578;', 'Support: your question'],
  ])('lose the emoji of %j', (subject, expected) => {
    expect(composeAcknowledgement(inText, { subject }).subject).toBe(expected)
  })

  it.each([
    ['=?utf-8?B?8J+YgiBoaQ==?=', 'Support: hi'],
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?Q?_an_alle?=', 'Support: Grüße an alle'],
    ['=?utf-8?B?PT91dGYtOD9CPzhKK1lnZz09Pz0=?= again', 'Support: again'],
    ['a =\u{1F642}?utf-8?q?=F0=9F=98=82?= b', 'Support: a  b'],
    ['=?utf-8?q?a=0D=0Ab?=', 'Support: a b'],
    [`=?utf-8?q?${'x'.repeat(1001)}?=`, `Support: = ?utf-8?q?${'x'.repeat(1001)}`.slice(0, 998)],
    ['Why is 1 + 1 =? and x=?y', 'Support: Why is 1 + 1 =? and x=?y'],
  ])('lose what %j encodes', (subject, expected) => {
    expect(composeAcknowledgement(inText, { subject }).subject).toBe(expected)
  })

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 1500 }),
    fc
      .array(
        fc.constantFrom(
          ...['\r\n', 'Bcc: x@y.example', '{{name}}', '{{subject}}', '<script>', '"', "'", '&#128578;', '&#'],
          ...[
            '128578;',
            '\u{1F642}',
            '1',
            '\uFE0F',
            '\u20E3',
            '\u200D',
            '\u{1F1E9}',
            '\u{1F3FD}',
            '\u2764',
            'Re: ',
          ],
          ...['\uD83D', '\uDE42', '\u202E', 'x'.repeat(400)],
          ...['=?', 'utf-8', '?q?', '?B?', '=F0=9F=98=82', '8J+Ygg==', '?='],
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  )

  it('never carry a header, a tag, a field or an emoji of a customer, nor grow over the limits', () => {
    fc.assert(
      fc.property(anything, anything, (name, subject) => {
        const [plain, rich] = [inText, inHtml].map((inbox) =>
          composeAcknowledgement(inbox, { name, subject }),
        )
        for (const message of [plain, rich]) {
          expect(message?.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
          expect(message?.subject).not.toMatch(/=\?[^?\s]+\?[bq]\?/i)
          expect(message?.body).not.toMatch(/=\?[^?\s]+\?[bq]\?/i)
          expect(message?.subject.length).toBeLessThanOrEqual(998)
          expect(message?.subject.isWellFormed()).toBe(true)
          expect(message?.body.isWellFormed()).toBe(true)
          expect(firstEmoji(`${message?.subject}`)).toBeUndefined()
          expect(firstEmoji(`${message?.body}`)).toBeUndefined()
        }
        expect(plain?.body.length).toBeLessThanOrEqual(5000)
        expect(plain?.body.split('\n')).toHaveLength(3)
        expect(rich?.body.match(/<[^>]*>/g)).toEqual(['<p>', '</p>', '<p>', '</p>'])
      }),
      { numRuns: 300 },
    )
  })

  it('leave a text of 5,000 characters at that', () => {
    const inbox = anInbox({ wording: { en: { text: `${'x'.repeat(4990)}{{subject}}`, fallback } } })
    expect(composeAcknowledgement(inbox, { subject: 'y'.repeat(600) }).body).toHaveLength(5000)
  })

  it('come out the same from a message template of ours, which Connect fills in', () => {
    const rendered = (template: string, attributes: Readonly<Record<string, string>>) =>
      template.replace(/\{\{Attributes\.(\w+)\}\}/g, (_, name: string) => attributes[name] ?? 'missing')
    fc.assert(
      fc.property(anything, anything, (name, subject) => {
        const plain = composeAcknowledgement(inText, { name, subject })
        const rich = composeAcknowledgement(inHtml, { name, subject })
        expect(rendered(TEMPLATE_SUBJECT, plain.attributes)).toBe(plain.subject)
        expect(rendered(templated(text, 'text'), plain.attributes)).toBe(plain.body)
        expect(rendered(templated(html, 'html'), rich.attributes)).toBe(rich.body)
        expect(Object.values(plain.attributes)).not.toContain('')
      }),
    )
  })
})
