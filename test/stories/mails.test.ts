import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { SUPPORT } from './build.ts'
import { MINUTE, type Office } from './office.ts'
import { offices } from './offices.ts'

const open = offices()

/** Over SMTP, as a mail program would. */
async function sends(office: Office, mail: object): Promise<string> {
  const { host, port } = office.centre.smtp
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true })
  await transport.sendMail({ from: 'carla.meyer@example.net', to: SUPPORT, subject: 'My invoice', ...mail })
  transport.close()
  await office.pass(MINUTE)
  return inbound(office)
}

const inbound = (office: Office) =>
  office.centre.connect.contacts().findLast(({ initiationMethod }) => initiationMethod === 'INBOUND')?.id ??
  ''

describe('an odd mail', () => {
  it('without a subject is acknowledged under one of ours', async () => {
    const office = await open()
    const contact = await sends(office, { subject: undefined, text: 'Hello.' })
    expect(office.acknowledgementsOf(contact)).toEqual([
      expect.objectContaining({ subject: 'Re: Your email' }),
    ])
  })

  it('with 998 characters of subject is acknowledged under as much of it as Connect takes', async () => {
    const office = await open()
    const subject = 'x'.repeat(998)
    const [contact = ''] = await office.receives(
      `From: carla.meyer@example.net\r\nTo: ${SUPPORT}\r\nSubject: ${subject}\r\n\r\nHello.`,
      { from: 'carla.meyer@example.net', to: [SUPPORT] },
    )
    await office.pass(MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([
      expect.objectContaining({ subject: `Re: ${'x'.repeat(994)}` }),
    ])
  })

  it('of 5 MB is acknowledged and queued like any other', async () => {
    const office = await open()
    const content = Buffer.alloc(5 * 1024 * 1024, 'homeward')
    const contact = await sends(office, {
      text: 'See attachment.',
      attachments: [{ filename: 'a.bin', content }],
    })
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.phase(contact)).toBe('QUEUED')
  })

  it('with 50 recipients is acknowledged to its sender alone', async () => {
    const office = await open()
    const others = Array.from({ length: 49 }, (_, i) => `colleague-${i}@example.net`)
    const contact = await sends(office, {
      to: [SUPPORT, ...others],
      envelope: { from: 'carla.meyer@example.net', to: [SUPPORT] },
      text: 'For all of you.',
    })
    expect(office.acknowledgementsOf(contact)).toEqual([
      expect.objectContaining({ to: { name: '', address: 'carla.meyer@example.net' }, cc: [] }),
    ])
  })

  it.each([
    [
      'with a broken multipart',
      'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--other\r\nnothing ends',
    ],
    ['with an unknown charset', 'Content-Type: text/plain; charset=klingon\r\n\r\n\x00\xff\xfe'],
    ['that is all header', ''],
    [
      'with broken base64',
      'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%not base64%%%',
    ],
  ])('%s is queued and acknowledged', async (_, rest) => {
    const office = await open()
    const [contact = ''] = await office.receives(
      Buffer.from(`From: carla.meyer@example.net\r\nTo: ${SUPPORT}\r\nSubject: Odd\r\n${rest}`, 'latin1'),
      { from: 'carla.meyer@example.net', to: [SUPPORT] },
    )
    await office.pass(MINUTE)
    expect(office.phase(contact)).toBe('QUEUED')
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('from a null sender is a contact like any other to Connect, and finds its queue', async () => {
    const office = await open()
    const contact = await sends(office, {
      from: 'MAILER-DAEMON@example.net',
      envelope: { from: '', to: [SUPPORT] },
      text: 'Your message could not be delivered.',
    })
    expect(office.phase(contact)).not.toBe('CREATED')
    expect(['sent', 'refused']).toContain((await office.record(contact))?.acknowledgement)
  })
})
