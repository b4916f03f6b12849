import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lintCommand } from '../../../local/flow/cli.ts'
import { flowsIn } from '../../../local/flow/lint/wrapped.ts'
import { aFlow, anAction, END, flowOf } from './builders/flows.ts'

const folder = mkdtempSync(join(tmpdir(), 'lint-flow-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

function lint(args: string[], stdin = '') {
  const out: string[] = []
  const errors: string[] = []
  const code = lintCommand(args, {
    out: (line) => out.push(line),
    error: (line) => errors.push(line),
    stdin: () => stdin,
  })
  return { code, out, errors }
}

const GOOD = aFlow([END])
const BROKEN = flowOf(anAction('UnTagContact', { TagKeys: ['a'] }))

describe('lint:flow', () => {
  it('is silent and exits 0 on a good flow', () => {
    expect(lint([write('good.json', GOOD)])).toEqual({ code: 0, out: [], errors: [] })
  })

  it('prints a line per problem and exits 1 on errors', () => {
    const file = write('broken.json', BROKEN)
    const line = `${file}: error: Invalid Action type. Type: UnTagContact, Path: Actions[0].Type [the service knows UntagContact] (action "it")`
    expect(lint([file])).toEqual({ code: 1, out: [line], errors: [] })
  })

  it('exits 0 when there are only warnings', () => {
    const file = write('advice.json', aFlow([END, { ...END, Identifier: 'other' }]))
    const { code, out } = lint([file])
    expect(code).toBe(0)
    expect(out).toEqual([`${file}: warning: No branch leads to this action (action "other")`])
  })

  it('prints one JSON array with --json', () => {
    const { code, out } = lint(['-', '--json'], BROKEN)
    expect(code).toBe(1)
    expect(JSON.parse(out.join('\n'))).toEqual([
      {
        file: '-',
        message: 'Invalid Action type. Type: UnTagContact, Path: Actions[0].Type',
        path: 'Actions[0].Type',
        action: 'it',
        severity: 'error',
        hint: 'the service knows UntagContact',
      },
    ])
    expect(lint(['-', '--json'], GOOD).out).toEqual(['[]'])
  })

  it('takes every flow of a folder, in order', () => {
    write('set/b/two.json', BROKEN)
    write('set/a.json', BROKEN)
    write('set/c.txt', 'no flow')
    const { code, out } = lint([join(folder, 'set')])
    expect(code).toBe(1)
    expect(out.map((line) => line.slice(folder.length, line.indexOf(':')))).toEqual([
      '/set/a.json',
      '/set/b/two.json',
    ])
  })

  it('passes over what is no flow in a folder, and says so', () => {
    write('mixed/flow.json', GOOD)
    write('mixed/package.json', '{"name":"x","modules":"y"}')
    write('mixed/tsconfig.json', '{ // no JSON')
    const folderOf = (name: string) => lint([join(folder, name)])
    expect(folderOf('mixed')).toMatchObject({ code: 0, out: [] })
    expect(folderOf('mixed').errors.join()).toMatch(/^2 other \.json files in .*mixed hold no flow$/)
    write('none/package.json', '{"name":"x"}')
    expect(folderOf('none').code).toBe(2)
    expect(lint([write('template.json', '{"Resources":{}}')]).out.join()).toContain('There is no flow')
  })

  it('takes the type of the command line before that of the file', () => {
    const file = write(
      'typed.json',
      JSON.stringify({ ContactFlow: { Type: 'AGENT_WHISPER', Content: GOOD } }),
    )
    expect(lint([file]).code).toBe(1)
    expect(lint([file, '--type', 'CONTACT_FLOW']).code).toBe(0)
  })

  it('exits 2 with its usage where it is used wrongly, 0 where it is asked for', () => {
    for (const args of [[], ['--type', 'EMAIL_FLOW', 'x'], ['--nope'], [join(folder, 'nowhere.json')]]) {
      const { code, out, errors } = lint(args)
      expect([code, out]).toEqual([2, []])
      expect(errors.join()).toContain('npm run lint:flow')
    }
    const { code, out } = lint(['--help'])
    expect([code, out.join().includes('--type')]).toEqual([0, true])
  })
})

describe('flowsIn', () => {
  const typeOf = (file: unknown) =>
    flowsIn(typeof file === 'string' ? file : JSON.stringify(file)).map(({ type }) => type)

  it('knows the type of what Describe, the console and templates write', () => {
    expect(typeOf(GOOD)).toEqual(['CONTACT_FLOW'])
    expect(typeOf({ ContactFlow: { Type: 'CUSTOMER_QUEUE', Content: GOOD } })).toEqual(['CUSTOMER_QUEUE'])
    expect(typeOf({ ContactFlowModule: { Content: GOOD } })).toEqual(['MODULE'])
    expect(typeOf({ Name: 'n', Type: 'AGENT_HOLD', Content: GOOD })).toEqual(['AGENT_HOLD'])
    expect(typeOf({ Name: 'n', Content: aFlow([END], { Settings: {} }) })).toEqual(['MODULE'])
    expect(typeOf(aFlow([END], { Metadata: { type: 'queueTransfer' } }))).toEqual(['QUEUE_TRANSFER'])
    expect(typeOf(aFlow([END], { Settings: {} }))).toEqual(['MODULE'])
  })

  it('takes each flow and module of a template', () => {
    const template = {
      Resources: {
        Inbound: {
          Type: 'AWS::Connect::ContactFlow',
          Properties: { Type: 'CONTACT_FLOW', Content: { 'Fn::Sub': [GOOD, {}] } },
        },
        Module: { Type: 'AWS::Connect::ContactFlowModule', Properties: { Content: { 'Fn::Sub': BROKEN } } },
        Joined: {
          Type: 'AWS::Connect::ContactFlow',
          Properties: { Content: { 'Fn::Join': ['', ['{"a":"', { Ref: 'X' }, '"}']] } },
        },
        Queue: { Type: 'AWS::Connect::Queue', Properties: {} },
      },
    }
    expect(flowsIn(JSON.stringify(template))).toEqual([
      { name: 'Inbound', type: 'CONTACT_FLOW', content: GOOD },
      { name: 'Module', type: 'MODULE', content: BROKEN },
      { name: 'Joined', type: 'CONTACT_FLOW', content: '{"a":"${Value}"}' },
    ])
  })

  it('gives the content of a flow as it is, so that its length counts', () => {
    const spaced = JSON.stringify(JSON.parse(GOOD), undefined, 2)
    expect(flowsIn(`\uFEFF${spaced}`)[0]?.content).toBe(spaced)
  })
})
