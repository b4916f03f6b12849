import { describe, expect, it } from 'vitest'
import { parseMail } from '../../../local/mail/parse.ts'
import { Random } from '../../../local/random.ts'
import { AwsError, type Caller } from '../../../local/service.ts'
import { type ReceiptRule, ReceiptRules } from '../../../local/ses/receipt-rules.ts'
import { Timeline } from '../../../local/timeline.ts'

const RULE_SET = 'AmazonConnectEnabledRuleSet-DO-NOT-DELETE'
const START = Date.UTC(2026, 2, 2, 9)
const arnOf = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`

function room({ refuse = false, seed = 1 } = {}) {
  const calls: { functionArn: string; type: string; event: any; caller: Caller }[] = []
  const troubles: string[] = []
  let refusing = refuse
  const rules = new ReceiptRules({
    timeline: new Timeline({ start: START, flowing: false }),
    random: new Random(seed),
    onTrouble: (text) => troubles.push(text),
    aws: {
      async call(_service: string, _operation: string, input: any, caller: Caller): Promise<any> {
        if (refusing) throw new AwsError('AccessDeniedException', 'not allowed')
        const event = JSON.parse(Buffer.from(input.Payload).toString())
        calls.push({ functionArn: input.FunctionName, type: input.InvocationType, event, caller })
      },
    },
  })
  return {
    rules,
    troubles,
    shown: () => calls.filter(({ type }) => type === 'Event'),
    refuses: () => {
      refusing = true
    },
  }
}

function rule(name: string, changes: Partial<ReceiptRule> = {}): ReceiptRule {
  return { name, enabled: true, recipients: ['support@example.com'], functionArns: [arnOf(name)], ...changes }
}

const mailOf = (raw: string | Uint8Array, from = 'carla@example.net', to = ['support@example.com']) =>
  parseMail(Buffer.from(raw), { from, to })

async function event(raw: string | Uint8Array, from?: string, seed?: number): Promise<any> {
  const { rules, shown } = room({ ...(seed !== undefined && { seed }) })
  await rules.create(RULE_SET, rule('look'), undefined)
  await rules.apply(await mailOf(raw, from))
  return shown()[0]?.event.Records[0].ses
}

describe('receipt rules', () => {
  it('run in their order, for their recipients, and all that match', async () => {
    const { rules, shown } = room()
    await rules.create(RULE_SET, rule('second'), undefined)
    await rules.create(RULE_SET, rule('third', { recipients: ['example.com'] }), 'second')
    await rules.create(RULE_SET, rule('first', { recipients: [] }), undefined)
    await rules.create(RULE_SET, rule('off', { enabled: false }), undefined)
    await rules.create(
      RULE_SET,
      rule('others', { recipients: ['.example.com', 'sales@example.com'] }),
      undefined,
    )
    await rules.apply(await mailOf('From: a@b.c\r\n\r\n', 'a@b.c', ['Support@example.com', 'x@y.example']))
    expect(shown().map(({ functionArn }) => functionArn)).toEqual(['first', 'second', 'third'].map(arnOf))
    expect(shown().map(({ event }) => event.Records[0].ses.receipt.recipients)).toEqual([
      ['Support@example.com', 'x@y.example'],
      ['Support@example.com'],
      ['Support@example.com'],
    ])
  })

  it('call as SES for the rule, of this account', async () => {
    const { rules, shown } = room()
    await rules.create(RULE_SET, rule('look'), undefined)
    await rules.apply(await mailOf('From: a@b.c\r\n\r\n'))
    expect(shown()[0]?.caller).toEqual({
      kind: 'service',
      principal: 'ses.amazonaws.com',
      sourceArn: `arn:aws:ses:us-east-1:111122223333:receipt-rule-set/${RULE_SET}:receipt-rule/look`,
      sourceAccount: '111122223333',
    })
  })

  it('are refused as SES refuses them', async () => {
    const { rules } = room()
    await expect(rules.create('another', rule('a'), undefined)).rejects.toThrow(
      'Rule set does not exist: another',
    )
    await expect(rules.create(RULE_SET, rule('a'), 'b')).rejects.toThrow('Rule does not exist: b')
    await rules.create(RULE_SET, rule('a'), undefined)
    await expect(rules.create(RULE_SET, rule('a'), undefined)).rejects.toThrow('Rule already exists: a')
    const forbidden = room({ refuse: true }).rules.create(RULE_SET, rule('a'), undefined)
    await expect(forbidden).rejects.toMatchObject({ name: 'InvalidLambdaFunctionException' })
  })

  it('let a mail go on when a function cannot be called, and say so', async () => {
    const { rules, troubles, refuses } = room()
    await rules.create(RULE_SET, rule('look'), undefined)
    refuses()
    await rules.apply(await mailOf('From: a@b.c\r\n\r\n'))
    expect(troubles).toEqual([expect.stringContaining('AccessDeniedException')])
  })
})

describe('what SES shows', () => {
  it('is headers as they came, decoded ones beside them, and no body', async () => {
    const raw =
      'From: =?utf-8?q?M=C3=BCller?= <m@example.net>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n an alle\r\n\r\nSecret'
    const { mail, receipt } = await event(raw, 'm@example.net')
    expect(mail.headers).toContainEqual({ name: 'Subject', value: '=?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n an alle' })
    expect(mail).toMatchObject({
      timestamp: '2026-03-02T09:00:00.000Z',
      source: 'm@example.net',
      headersTruncated: false,
    })
    expect(mail.commonHeaders).toMatchObject({ from: ['"Müller" <m@example.net>'], subject: 'Grüße an alle' })
    expect(receipt).toMatchObject({ spamVerdict: { status: 'PASS' }, virusVerdict: { status: 'PASS' } })
    expect(JSON.stringify({ mail, receipt })).not.toContain('Secret')
  })

  it('is the first 10 KB of the headers', async () => {
    const raw = `From: a@b.c\r\n${'X-Filler: 0123456789012345678901234567890123456789\r\n'.repeat(5_000)}Precedence: bulk\r\n\r\n`
    const { mail } = await event(raw)
    expect(mail.headersTruncated).toBe(true)
    expect(mail.headers.length).toBeLessThan(250)
    expect(mail.headers.map(({ name }: { name: string }) => name)).not.toContain('Precedence')
  })

  it('has the null reverse-path in one of three spellings', async () => {
    const spelled = new Set<unknown>()
    for (let seed = 1; seed <= 20; seed++)
      spelled.add((await event('From: a@b.c\r\n\r\n', '', seed)).mail.source)
    expect(spelled).toEqual(new Set(['', '<>', undefined]))
  })

  it('fails a mail that asks for it', async () => {
    const { mail, receipt } = await event('X-SES-Spam-Verdict: FAIL\r\nFrom: a@b.c\r\n\r\n')
    expect(receipt.spamVerdict).toEqual({ status: 'FAIL' })
    expect(mail.headers.filter(({ name }: { name: string }) => name === 'X-SES-Spam-Verdict')).toHaveLength(1)
  })
})
