import { describe, expect, it } from 'vitest'
import { mailsIn } from '../../bin/explain/mails-in.ts'

const first = 'From: jane@example.com\nSubject: one\n\nhello\n\n'
const second = 'From: ann@example.com\nSubject: two\n\nhello\n\n'
const separator = 'From jane@example.com Mon Jan  5 09:30:00 2026\n'
const mails = (file: string, text: string) =>
  mailsIn(file, Buffer.from(text)).map(({ file, octets }) => [file, octets.toString()])

describe('a file of mails', () => {
  it('has each mail of a mailbox, with its number', () => {
    expect(mails('in.mbox', `${separator}${first}${separator}${second}`)).toEqual([
      ['in.mbox#1', `${separator}${first}`],
      ['in.mbox#2', `${separator}${second}`],
    ])
  })

  it.each([
    ['From MAILER-DAEMON Fri Jul  8 12:08:34 2011', 'in.mbx'],
    ['From - Tue Apr 03 10:11:12 2012', 'IN.MBOX'],
    ['From 1234@xxx Mon Jan 05 09:30:00 +0000 2026', 'in.mbox'],
    ['From jane@example.com  Thu Aug 22 12:36:23 2002 +0200', 'in.mbox'],
    ['From jane at example.com  Thu Aug 22 12:36:23 EST 2002', 'in.mbox'],
  ])('tells mails apart by %j', (line, file) => {
    expect(mails(file, `\n${line}\r\n${first}\r\n\r\n${line}\r\n${second}`)).toHaveLength(2)
  })

  it('takes back the mark that keeps a line of the text from beginning a mail', () => {
    const quoting = `${first}>From here on\n>>From there\n> From\n`
    expect(mails('in.mbox', `${separator}${second}${separator}${quoting}`)[1]?.[1]).toBe(
      `${separator}${first}From here on\n>From there\n> From\n`,
    )
  })

  it.each([
    ['a line that only begins so', `${separator}${first}From Monday on we are closed.\nNote: all day\n\n`],
    ['a separator without an empty line before', `${separator}${first}as follows\n${separator}Subject: x\n`],
    ['a separator without a header below', `${separator}${first}${separator}was the line I meant\n`],
    ['an address without a date', `${separator}${first}From jane@example.com\nSubject: x\n`],
    ['a mailbox in the text of a mail', `${first}${separator}${first}${separator}${second}`],
    ['a mail with its separator', `${separator}${first}>From here on\n`],
  ])('is one mail, unchanged, where it has %s', (_, text) => {
    expect(mails('in.mbox', text)).toEqual([['in.mbox', text]])
  })

  it.each(['mail.eml', '0001.7c53336b37003a9286aba55d2945844c', '-', 'mbox'])(
    'is one mail, whatever stands in it, where its name is %s',
    (file) => {
      const text = `${separator}${first}${separator}${second}`
      expect(mails(file, text)).toEqual([[file, text]])
    },
  )
})
