import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { understand } from '../../bin/explain/arguments.ts'

const folder = mkdtempSync(join(tmpdir(), 'explain-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const person =
  'From: Jane Doe <jane@example.com>\r\nTo: support@centre.example\r\nSubject: hello\r\n\r\nhello\r\n'
const automatic = `Auto-Submitted: auto-replied\r\n${person}`

function explain(args: string[], input = '', as: { uid?: number } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/explain.ts', ...args], {
    input,
    encoding: 'utf8',
    timeout: 20_000,
    ...as,
  })
  const lines = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as object)
  return { status, lines, stdout, stderr }
}

describe('npm run explain', () => {
  it('says so where there is no file, with exit code 1', () => {
    mkdirSync(join(folder, 'empty'))
    const { status, stdout, stderr } = explain([join(folder, 'empty')])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('there is no file in')
  })

  it('stops without a word when nobody reads on', () => {
    const mails = Array.from({ length: 3_000 }, () => file('again.eml', person)).join(' ')
    const piped = spawnSync(
      'bash',
      ['-c', `set -o pipefail; ${process.execPath} bin/explain.ts ${mails} | head -1`],
      {
        encoding: 'utf8',
      },
    )
    expect(piped.stdout.split('\n')).toHaveLength(2)
    expect(piped.stderr).toBe('')
  })

  it('prints one JSON line per mail, in order', () => {
    const paths = [file('person.eml', person), file('automatic.eml', automatic)]
    const { status, lines } = explain(paths)
    expect(lines).toEqual([
      {
        file: paths[0],
        acknowledge: true,
        reason: 'person',
        rule: 'nothing-automatic',
        to: 'jane@example.com',
      },
      { file: paths[1], acknowledge: false, reason: 'auto-reply', rule: 'auto-submitted-reply', to: null },
    ])
    expect(status).toBe(0)
  })

  it('judges on what Connect alone shows with --contact-only', () => {
    const { lines } = explain(['--contact-only', file('contact.eml', automatic)])
    expect(lines).toMatchObject([{ acknowledge: true, reason: 'person' }])
  })

  it('judges as InspectMail does with --headers-only: what only the text tells, it acknowledges', () => {
    const note = file('note.eml', person.replace(/hello\r\n$/, 'This is an automatic reply.\r\n'))
    const marked = file('marked.eml', automatic)
    expect(explain([note]).lines).toMatchObject([{ acknowledge: false, rule: 'automatic-text' }])
    expect(explain(['--headers-only', note, marked]).lines).toEqual([
      { file: note, acknowledge: true, reason: 'person', rule: 'nothing-automatic', to: 'jane@example.com' },
      { file: marked, acknowledge: false, reason: 'auto-reply', rule: 'auto-submitted-reply', to: null },
    ])
  })

  it('knows our own addresses by --own', () => {
    const { lines } = explain(['--own', 'a@b.example', '--own', 'JANE@example.com', file('own.eml', person)])
    expect(lines).toMatchObject([{ acknowledge: false, reason: 'own-mail' }])
  })

  it('searches directories through, and goes on after a file that is no mail, with exit code 1', () => {
    mkdirSync(join(folder, 'many/deep'), { recursive: true })
    file('many/a', person)
    file('many/b', 'no header here\n')
    file('many/deep/c.txt', automatic)
    const { status, lines } = explain([join(folder, 'many')])
    expect(lines).toMatchObject([
      { file: join(folder, 'many/a'), acknowledge: true },
      { file: join(folder, 'many/b'), error: expect.stringContaining('no header') },
      { file: join(folder, 'many/deep/c.txt'), acknowledge: false },
    ])
    expect(status).toBe(1)
  })

  it('goes on after a directory and a file that may not be read', () => {
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'secrets/closed'), { recursive: true })
    chmodSync(join(folder, 'secrets/closed'), 0)
    file('secrets/a', person)
    chmodSync(file('secrets/b', person), 0)
    file('secrets/d', automatic)
    // Nothing is closed to root.
    const { status, lines } = explain(
      [join(folder, 'secrets')],
      '',
      process.getuid?.() === 0 ? { uid: 65534 } : {},
    )
    chmodSync(join(folder, 'secrets/closed'), 0o700)
    expect(lines).toMatchObject([
      { file: join(folder, 'secrets/a'), acknowledge: true },
      { file: join(folder, 'secrets/b'), error: expect.stringContaining('EACCES') },
      { file: join(folder, 'secrets/closed'), error: expect.stringContaining('EACCES') },
      { file: join(folder, 'secrets/d'), acknowledge: false },
    ])
    expect(status).toBe(1)
  })

  it('follows links to files and directories, and reads a directory once', () => {
    mkdirSync(join(folder, 'real/deep'), { recursive: true })
    mkdirSync(join(folder, 'links'))
    const mail = file('real/deep/a', automatic)
    symlinkSync('..', join(folder, 'real/deep/around'))
    symlinkSync(mail, join(folder, 'links/file'))
    symlinkSync('../real', join(folder, 'links/folder'))
    symlinkSync('folder', join(folder, 'links/another'))
    symlinkSync('nowhere', join(folder, 'links/broken'))
    const { status, lines } = explain([join(folder, 'links'), join(folder, 'real')])
    expect(lines).toMatchObject([
      { file: join(folder, 'links/another/deep/a'), acknowledge: false },
      { file: join(folder, 'links/broken'), error: expect.stringContaining('ENOENT') },
      { file: join(folder, 'links/file'), acknowledge: false },
      { file: join(folder, 'real/deep/a'), acknowledge: false },
    ])
    expect(status).toBe(1)
  })

  it.skipIf(process.platform !== 'linux')(
    'judges files whose names are not UTF-8, and shows their octets',
    () => {
      mkdirSync(join(folder, 'names'))
      const named = (octets: number[]) => Buffer.from([...Buffer.from(join(folder, 'names/é')), ...octets])
      writeFileSync(named([0xe9, 0x2e]), person)
      writeFileSync(named([0xe8, 0x2e]), automatic)
      writeFileSync(named([0xc3, 0x0a]), automatic)
      const shown = (name: string) => join(folder, 'names', name)
      const { status, lines } = explain([join(folder, 'names'), shown('é\ufffd\n')])
      expect(lines).toMatchObject([
        { file: shown('é\\xC3\n'), acknowledge: false },
        { file: shown('é\\xE8.'), acknowledge: false },
        { file: shown('é\\xE9.'), acknowledge: true },
        { file: shown('é\ufffd\n'), acknowledge: false },
      ])
      expect(status).toBe(0)
    },
  )

  it('waits for no pipe, socket or device', () => {
    mkdirSync(join(folder, 'odd'))
    const pipe = join(folder, 'odd/pipe')
    spawnSync('bash', ['-c', 'mkfifo "$0"', pipe])
    symlinkSync('/dev/zero', join(folder, 'odd/zero'))
    const { status, lines } = explain([pipe, join(folder, 'odd'), '/dev/zero'])
    expect(lines).toEqual([
      { file: pipe, error: expect.stringContaining('a named pipe') },
      { file: pipe, error: expect.stringContaining('a named pipe') },
      { file: join(folder, 'odd/zero'), error: expect.stringContaining('a device') },
      { file: '/dev/zero', error: expect.stringContaining('a device') },
    ])
    expect(status).toBe(1)
  })

  it('prints one line per mail of a mailbox', () => {
    const separator = 'From jane@example.com Mon Jan  5 09:30:00 2026\r\n'
    const box = file('in.mbox', `${separator}${person}\r\n${separator}${automatic}`)
    expect(explain([box])).toMatchObject({
      status: 0,
      lines: [
        { file: `${box}#1`, acknowledge: true },
        { file: `${box}#2`, acknowledge: false },
      ],
    })
  })

  it('says of a file that is not there why it cannot be read', () => {
    const { status, lines } = explain([join(folder, 'nowhere.eml'), file('after.eml', person)])
    expect(lines).toMatchObject([{ error: expect.stringContaining('ENOENT') }, { acknowledge: true }])
    expect(status).toBe(1)
  })

  it('reads standard input as -', () => {
    expect(explain(['-'], automatic).lines).toMatchObject([{ file: '-', acknowledge: false }])
  })

  it('shows its usage when asked, and with exit code 2 when used wrongly', () => {
    expect(explain(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--contact-only'),
    })
    expect(explain([])).toMatchObject({ status: 2, stderr: expect.stringContaining('no mail given') })
    expect(explain(['--frobnicate', 'x'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--frobnicate'),
    })
  })

  it.each([
    ['both ids', ['--contact', 'a', '--thread', 'b'], 'not both'],
    [
      'a local centre and AWS',
      ['--contact', 'a', '--endpoint', 'http://127.0.0.1:1', '--region', 'eu-west-1'],
      'not both',
    ],
    ['an id and a file', ['--contact', 'a', 'mail.eml'], 'take no mail files: mail.eml'],
    [
      'an id and what is said of files',
      ['--thread', 'a', '--contact-only', '--headers-only', '--own', 'a@b.example', 'x', '-'],
      'take no --contact-only, no --headers-only, no --own, no mail files: x -',
    ],
    ['two ways to see', ['--contact-only', '--headers-only', 'x.eml'], 'not both'],
    ['an id and another address of ours', ['--contact', 'a', '--own', 'a@b.example'], 'take no --own'],
    ['an endpoint that is none', ['--contact', 'a', '--endpoint', 'localhost'], 'no http URL'],
    ['an empty id', ['--thread', ' '], 'the id is empty'],
    ['a table for mail files', ['--table', 't', 'mail.eml'], 'go with --contact or --thread'],
  ])('refuses %s', (_, args, why) => {
    expect(understand(args)).toContain(why)
  })

  it('says so where no local contact centre runs', () => {
    const { status, stderr, stdout } = explain(['--contact', 'c-1', '--endpoint', 'http://127.0.0.1:9'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('nothing answers at http://127.0.0.1:9')
  })
})
