import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { judgeMail } from '../../lambdas/domain/mail/judge.ts'
import {
  ABSENCE,
  AUTOMATIC_REPLY,
  FAILED_DELIVERY,
  RETURNED_MAIL,
} from '../../lambdas/domain/mail/reading/subject-phrases.ts'
import { bundle } from '../../scripts/bundle.ts'
import { aMail } from '../domain/mail/a-mail.ts'

const ONE_COMMAND = `
  import { ConnectClient, DescribeContactCommand } from '@aws-sdk/client-connect'
  const client = new ConnectClient()
  export const handler = (input: any) => client.send(new DescribeContactCommand(input))`

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'homeward-bundle-'))
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('bundling', () => {
  it('takes every handler there is, and leaves nothing else behind', async () => {
    write('lambdas/handlers/one.ts', 'export const handler = () => 1')
    write('lambdas/handlers/two.ts', 'export const handler = () => 2')
    write('dist/gone/index.cjs', 'stale')
    write('dist/one/notes.txt', 'stale')
    expect((await bundle({ root })).map(({ name }) => name)).toEqual(['one', 'two'])
    expect(readdirSync(join(root, 'dist'), { recursive: true }).sort()).toEqual([
      'one',
      'one/index.cjs',
      'two',
      'two/index.cjs',
    ])
  })

  it('makes of one command of the Connect client a bundle with hardly more in it, credentials chain excluded', async () => {
    write('lambdas/handlers/one.ts', ONE_COMMAND)
    const [one] = await bundle({ root })
    expect(one?.bytes).toBeLessThan(220_000)
    const code = readFileSync(join(root, 'dist/one/index.cjs'), 'utf8')
    expect(/CreateRoutingProfile|fromSSO|fromInstanceMetadata/.test(code)).toBe(false)
  })

  it('keeps nothing of the SDK that looks for a profile or streams events, and imports no built-in as an ES module', async () => {
    write('lambdas/handlers/one.ts', ONE_COMMAND)
    await bundle({ root })
    const code = readFileSync(join(root, 'dist/one/index.cjs'), 'utf8')
    expect(/node:fs\/promises|node:zlib|import\(/.test(code)).toBe(false)
  })

  it('keeps of endpoint discovery what works without its cache, at the endpoints of AWS as well', async () => {
    write(
      'lambdas/handlers/one.ts',
      `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
       import { HttpResponse } from '@smithy/core/protocols'
       const requestHandler = {
         handle: async ({ hostname }) => ({
           response: new HttpResponse({ statusCode: 200, body: Buffer.from(JSON.stringify({ Item: { host: { S: hostname } } })) }),
         }),
       }
       const credentials = { accessKeyId: 'a', secretAccessKey: 's' }
       const client = new DynamoDBClient({ region: 'eu-west-1', credentials, requestHandler })
       export const handler = async () =>
         (await client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'k' } } }))).Item.host.S`,
    )
    await bundle({ root })
    const file = join(root, 'dist/one/index.cjs')
    expect(readFileSync(file, 'utf8')).not.toMatch(/mnemonist/i)
    expect(await createRequire(file)(file).handler()).toBe('dynamodb.eu-west-1.amazonaws.com')
  })

  it('has phrases made plain beforehand, and judges as the sources do, in all languages', async () => {
    const judge = join(process.cwd(), 'lambdas/domain/mail/judge.ts')
    write('lambdas/handlers/one.ts', `export { judgeMail as handler } from ${JSON.stringify(judge)}`)
    await bundle({ root })
    const file = join(root, 'dist/one/index.cjs')
    const { handler } = createRequire(file)(file)
    expect(readFileSync(file, 'utf8')).toContain('reponse automatique|')
    const phrases = [AUTOMATIC_REPLY, ABSENCE, FAILED_DELIVERY, RETURNED_MAIL]
      .flatMap((languages) => Object.values(languages))
      .flatMap((all) => all.split('|'))
    const subjects = phrases.flatMap((phrase) => [phrase, `${phrase}: Re: Häuser`, `Aw: ${phrase}`])
    const mails = subjects.map((subject) => aMail({ subject }))
    expect(mails.map(handler)).toEqual(mails.map(judgeMail))
    expect(mails.filter((mail) => handler(mail).acknowledge).length).toBeGreaterThan(phrases.length)
  })

  it('gives the same bytes wherever the sources lie', async () => {
    write('lambdas/handlers/one.ts', ONE_COMMAND)
    await bundle({ root })
    const first = readFileSync(join(root, 'dist/one/index.cjs'), 'utf8')
    expect(first).not.toContain(root)
    write('elsewhere/lambdas/handlers/one.ts', ONE_COMMAND)
    await bundle({ root: join(root, 'elsewhere') })
    expect(readFileSync(join(root, 'elsewhere/dist/one/index.cjs'), 'utf8') === first).toBe(true)
  })

  it('refuses a bundle over the budget, by name and size', async () => {
    write('lambdas/handlers/one.ts', 'export const handler = () => 1')
    await expect(bundle({ root, budgetBytes: 10 })).rejects.toThrow(/^Over the budget of 10 bytes: one \d+\./)
  })

  it('makes of a handler the same bytes whatever others there are', async () => {
    write('lambdas/handlers/one.ts', ONE_COMMAND)
    await bundle({ root })
    const alone = readFileSync(join(root, 'dist/one/index.cjs'), 'utf8')
    write('lambdas/handlers/two.ts', ONE_COMMAND.replaceAll('DescribeContact', 'ListQueues'))
    await bundle({ root })
    expect(readFileSync(join(root, 'dist/one/index.cjs'), 'utf8') === alone).toBe(true)
  })

  it('refuses a place without any handler', async () => {
    await expect(bundle({ root })).rejects.toThrow('There is no lambdas/handlers/<name>.ts to bundle')
  })
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
