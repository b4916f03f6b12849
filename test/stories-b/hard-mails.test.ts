import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { MINUTE } from '../stories/office.ts'
import { SUPPORT } from './build.ts'
import { type MailOffice, mailOffices } from './mail-office.ts'

const open = mailOffices()

/** By SMTP, as a mail program does it. */
async function sends(
  office: MailOffice,
  raw: string | Buffer,
  from = 'carla.meyer@example.net',
): Promise<void> {
  const { host, port } = office.centre.smtp
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true })
  await transport.sendMail({ envelope: { from, to: [SUPPORT] }, raw })
  await office.pass(2 * MINUTE)
}

const HEAD = `From: Carla <carla.meyer@example.net>\r\nTo: ${SUPPORT}\r\n`

describe('a mail over SMTP', () => {
  it.each<[string, () => string | Buffer]>([
    ['of 5 MB', () => `${HEAD}Subject: Big\r\n\r\n${`${'x'.repeat(990)}\r\n`.repeat(5_200)}`],
    ['of 5,000 headers', () => `${HEAD}Subject: Many\r\n${'X-Filler: y\r\n'.repeat(5_000)}\r\nHello`],
    [
      'with a header of 1 MB',
      () => `${HEAD}Subject: Long\r\nX-Long: ${'abcdefg '.repeat(131_072)}\r\n\r\nHello`,
    ],
    [
      'with a folded header of 1 MB',
      () => `${HEAD}Subject: Long\r\nX-Long: a${`\r\n ${'b'.repeat(70)}`.repeat(14_500)}\r\n\r\nHello`,
    ],
    [
      'with every other header empty',
      () =>
        `${HEAD}Subject:\r\nReply-To:\r\nAuto-Submitted:\r\nPrecedence:\r\nList-Id: \r\nReturn-Path:\r\n\r\nHello`,
    ],
    [
      'whose octets are not UTF-8',
      () =>
        Buffer.concat([
          Buffer.from(`${HEAD}Subject: Gr`),
          Buffer.from([0xfc, 0xdf, 0x80, 0xff]),
          Buffer.from('e\r\n\r\nHello'),
        ]),
    ],
  ])(
    '%s is inspected and acknowledged like any other',
    async (_, raw) => {
      const office = await open()
      await sends(office, raw())
      expect(office.told('mail inspected')).toMatchObject([{ acknowledge: true, inboxes: 1 }])
      expect(office.mailsTo('carla.meyer@example.net')).toHaveLength(1)
      expect(office.counted('VerdictsMissing')).toBe(0)
      expect(await office.deadLetters()).toEqual({})
    },
    60_000,
  )

  it('of 30 MB, more than Connect takes, is inspected all the same, and becomes no contact', async () => {
    const office = await open()
    await sends(office, `${HEAD}Subject: Big\r\n\r\n${`${'x'.repeat(990)}\r\n`.repeat(30_242)}`)
    expect(office.told('mail inspected')).toMatchObject([{ acknowledge: true, inboxes: 1 }])
    expect(office.mailsTo('carla.meyer@example.net')).toEqual([])
    expect(await office.deadLetters()).toEqual({})
  })

  it('whose headers say that it is automatic after the first 10 KB is held by the limits alone', async () => {
    const office = await open()
    await sends(
      office,
      `${HEAD}Subject: Many\r\n${'X-Filler: y\r\n'.repeat(5_000)}Precedence: bulk\r\n\r\nHello`,
    )
    expect(office.told('mail inspected')).toMatchObject([{ acknowledge: true }])
  })
})
