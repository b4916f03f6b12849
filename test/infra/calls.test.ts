import { beforeAll, describe, expect, it } from 'vitest'

import { builtAssembly } from '../local/centre/artefacts.ts'
import { type Deployment, deploy, EXISTING_INSTANCE, INSTANCE_ARN, NEW_INSTANCE } from './deployment.ts'

let calling: Deployment

beforeAll(async () => {
  await builtAssembly()
  const voice = { holdSeconds: 90, heldAgain: 'add-up', coldTransferPrompt: 'You may leave the call.' }
  calling = deploy({ ...EXISTING_INSTANCE, voice })
}, 180_000)

describe('calls', () => {
  it('are not ours where they are not configured: nothing of them is deployed', () => {
    const without = deploy(NEW_INSTANCE)
    expect(() => without.functionNamed('time-transfer')).toThrow('not wanted')
    expect(JSON.stringify(without.service)).not.toMatch(/held-?call|time-?transfer|transfer-call/i)
    expect(without.ofType('AWS::Connect::Instance')[0]?.Properties.Attributes.InboundCalls).toBe(false)
  })

  it('reach an instance that is made for them', () => {
    const [made] = deploy({ ...NEW_INSTANCE, voice: {} }).ofType('AWS::Connect::Instance')
    expect(made?.Properties.Attributes.InboundCalls).toBe(true)
  })

  it('have a flow for each kind of quick connect, and one for the queue, each of its type', () => {
    const flows = calling
      .ofType('AWS::Connect::ContactFlow')
      .filter(({ Properties }) => /-call-/.test(String(Properties.Name)))
    const types = Object.fromEntries(flows.map(({ Properties: { Name, Type } }) => [Name, Type]))
    expect(types).toEqual({
      'homeward-test-transfer-call-to-queue': 'QUEUE_TRANSFER',
      'homeward-test-transfer-call-to-guarded-queue': 'QUEUE_TRANSFER',
      'homeward-test-transfer-call-to-agent': 'AGENT_TRANSFER',
      'homeward-test-call-transfer-queue': 'CUSTOMER_QUEUE',
    })
    const content = JSON.stringify(flows.map(({ Properties }) => Properties.Content))
    expect(content).toContain('You may leave the call.')
    expect(content).not.toMatch(/\$\{[A-Z]/)
  })

  it('are timed as configured, by functions that flows of this instance alone may invoke', () => {
    const settings = JSON.parse(calling.assetFile('escalate-held-call', 'settings.json') ?? '')
    expect(settings.voice).toMatchObject({
      ...{ afterSeconds: 90, heldAgain: 'add-up', leftEarly: 'return' },
      note: 'Cold Transfer - Hold greater than 1 minute',
    })
    const invoked = calling
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => JSON.stringify(Properties.FunctionName).includes('timetransfer'))
    expect(invoked.map(({ Properties }) => Properties.SourceArn)).toEqual([INSTANCE_ARN])
  })

  it('start their clock from what agents do as well', () => {
    const { Variables } = calling.functionNamed('observe-agents').Properties.Environment
    expect(Variables).toHaveProperty('ESCALATE_HELD_CALL_ARN')
  })
})
