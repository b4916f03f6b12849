import { beforeAll, describe, expect, it } from 'vitest'

import {
  type Deployment,
  deploy,
  EXISTING_INSTANCE,
  INSTANCE_ARN,
  NEW_INSTANCE,
  resourcesOf,
} from './deployment.ts'

let calling: Deployment

const NINE_TO_FIVE = { timeZone: 'America/New_York', openingHours: { MONDAY: [['09:00', '17:00']] } }
const HELP = { name: 'Help' }
const TITLE = { name: 'Credit & Title', hours: NINE_TO_FIVE }
const THEIR_QUEUE = `${INSTANCE_ARN}/queue/88888888-2222-3333-4444-555555555555`
const BEN = { name: 'Ben', arn: `${INSTANCE_ARN}/agent/99999999-2222-3333-4444-555555555555` }

const MUSIC = `${INSTANCE_ARN}/prompt/77777777-2222-3333-4444-555555555555`
const pause = (time: string) => ({ SSML: `<speak><break time="${time}"/></speak>` })

beforeAll(async () => {
  const voice = {
    ...{ holdSeconds: 90, heldAgain: 'add-up', coldTransferPrompt: 'You may leave the call.' },
    ...{ voicemailWarning: 'Perhaps a machine answers.', queues: [{ name: 'Help', arn: THEIR_QUEUE }] },
  }
  calling = await deploy({ ...EXISTING_INSTANCE, voice })
}, 180_000)

/** What each quick connect of a transfer of calls leads by. */
function transfersOf({ service, ofType }: Deployment) {
  const flow = (arn: any) => service.Resources[arn['Fn::GetAtt'][0]]?.Properties.Name
  return Object.fromEntries(
    ofType('AWS::Connect::QuickConnect')
      .map(({ Properties: { Name, QuickConnectConfig } }) => {
        const { QuickConnectType, QueueConfig, UserConfig } = QuickConnectConfig
        return [Name, { type: QuickConnectType, flow: flow((QueueConfig ?? UserConfig).ContactFlowArn) }]
      })
      .filter(([, { flow }]) => flow.includes('call')),
  )
}

const nameOf = ({ service }: Deployment, arn: any) => service.Resources[arn['Fn::GetAtt'][0]]?.Properties.Name

const flowNamed = ({ service }: Deployment, name: string) =>
  resourcesOf('AWS::Connect::ContactFlow', service.Resources).find(
    ({ Properties }) => Properties.Name === name,
  )

describe('calls', () => {
  it('are not ours where they are not configured: nothing of them is deployed', async () => {
    const without = await deploy(NEW_INSTANCE)
    expect(() => without.functionNamed('time-transfer')).toThrow('not deployed')
    expect(JSON.stringify(without.service)).not.toMatch(/held-?call|time-?transfer|transfer-call/i)
    expect(without.ofType('AWS::Connect::Instance')[0]?.Properties.Attributes.InboundCalls).toBe(false)
  })

  it('reach an instance that is made for them', async () => {
    const made = await deploy({ ...NEW_INSTANCE, voice: { queues: [HELP, TITLE], agents: [BEN] } })
    const [instance] = made.ofType('AWS::Connect::Instance')
    expect(instance?.Properties.Attributes.InboundCalls).toBe(true)
    expect(transfersOf(made)).toEqual({
      Help: { type: 'QUEUE', flow: 'homeward-prod-transfer-call-to-queue' },
      'Credit & Title': { type: 'QUEUE', flow: 'homeward-prod-transfer-call-to-guarded-queue' },
      Ben: { type: 'USER', flow: 'homeward-prod-transfer-call-to-agent' },
    })
    const other = [
      { ...TITLE, guarded: false },
      { ...HELP, guarded: true },
    ]
    expect(transfersOf(await deploy({ ...NEW_INSTANCE, voice: { queues: other } }))).toMatchObject({
      Help: { flow: 'homeward-prod-transfer-call-to-guarded-queue' },
      'Credit & Title': { flow: 'homeward-prod-transfer-call-to-queue' },
    })
    const lists = made
      .ofType('Custom::QuickConnectAttachment')
      .flatMap(({ Properties }) => Properties.QuickConnectIds?.['Fn::Join'] ?? [])
      .filter(Array.isArray)
    expect(lists.map(({ length }) => length)).toEqual([3, 3])
    const [profile] = made.ofType('AWS::Connect::RoutingProfile')
    expect(profile?.Properties.MediaConcurrencies).toContainEqual({ Channel: 'VOICE', Concurrency: 1 })
    const served = profile?.Properties.QueueConfigs.map((each: any) => each.QueueReference)
    const calls = served.filter(({ Channel }: { Channel: string }) => Channel === 'VOICE')
    expect(calls.map(({ QueueArn }: any) => nameOf(made, QueueArn))).toEqual(['Help', 'Credit & Title'])
    const open = made
      .ofType('AWS::Connect::HoursOfOperation')
      .map(({ Properties: { Name, TimeZone, Config } }) => [Name, TimeZone, Config.length])
    expect(open).toContainEqual(['homeward-prod-calls-Credit & Title', 'America/New_York', 1])
    expect(open).toContainEqual(['homeward-prod-calls-Help', 'UTC', 7])
    const inbound = flowNamed(made, 'homeward-prod-inbound-call')
    expect(JSON.stringify(inbound?.Properties.Content)).toContain('DisconnectAgentUI')
  })

  it('go to a queue that is there, whose agents are shown no more than they were', () => {
    expect(Object.keys(transfersOf(calling))).toEqual(['Help'])
    expect(JSON.stringify(calling.ofType('Custom::QuickConnectAttachment'))).not.toContain('QuickConnectIds')
  })

  it.each([
    [{ queues: [HELP, { ...HELP, guarded: true }] }, 'another queue or agent has this name already'],
    [{ queues: [{ name: 'Support' }] }, 'a queue for mail is created under this name'],
    [{ queues: [{ ...HELP, arn: `${INSTANCE_ARN}/queue/1` }] }, 'has nothing of that kind; leave it out'],
    [{ queues: [{ ...TITLE, arn: `${INSTANCE_ARN}/queue/1` }] }, 'has its own hours; leave them out'],
    [{ agents: [{ name: 'Ben', arn: 'ben' }] }, 'write the ARN of an agent'],
    [{ onHold: {} }, 'write a message, the ARN of a prompt, or both'],
    [{ onHold: { message: 'One moment \u{1F3B5}' } }, 'emoji'],
    [{ onHold: { promptArn: 'music.wav' } }, 'write the ARN of a prompt'],
    [{ onHold: { promptArn: `${INSTANCE_ARN}/prompt/1` } }, 'has nothing of that kind; leave it out'],
    [{ agents: Array.from({ length: 51 }, (_, name) => ({ ...BEN, name: `${name}` })) }, 'at most 50 queues'],
  ])('refuse %j', async (voice, fix) => {
    await expect(deploy({ ...NEW_INSTANCE, voice })).rejects.toThrow(fix)
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

  it('are asked about, heard of when they are over, and warned of voicemail, where that is wanted', async () => {
    const asked = ({ ofType }: Deployment) =>
      ofType('AWS::Connect::ContactFlow')
        .filter(({ Properties }) => JSON.stringify(Properties.Content).includes('DisconnectAgentUI'))
        .map(({ Properties }) => String(Properties.Name))
        .filter((name) => /-call/.test(name))
    const heard = ({ ofType }: Deployment) =>
      JSON.stringify(ofType('AWS::Events::Rule').map(({ Properties }) => Properties.EventPattern)).match(
        /"VOICE"/g,
      )?.length
    const transfer = (made: Deployment) =>
      JSON.stringify(flowNamed(made, 'homeward-test-transfer-call-to-guarded-queue')?.Properties.Content)
    expect(asked(calling)).toHaveLength(4)
    expect(heard(calling)).toBe(2)
    expect(transfer(calling)).toContain('Perhaps a machine answers.')
    const voice = { voicemailWarning: false }
    const silent = await deploy({ ...EXISTING_INSTANCE, voice, dispositions: { guide: false } })
    expect([asked(silent), heard(silent)]).toEqual([[], 2])
    expect(transfer(silent)).not.toMatch(/CheckMetricData|CheckHours|UpdatePreviousContact|voicemail/)
  })

  it.each([
    [{ message: 'One moment.' }, [{ Text: 'One moment.' }, pause('10s')]],
    [{ promptArn: MUSIC }, [{ PromptId: MUSIC }, pause('1s')]],
    [{ message: 'Hm.', promptArn: MUSIC }, [{ Text: 'Hm.' }, { PromptId: MUSIC }, pause('1s')]],
  ])('are kept company on hold by %j, in each flow that brings them to an agent', async (onHold, prompts) => {
    const made = await deploy({
      ...EXISTING_INSTANCE,
      voice: { queues: [{ name: 'Help', arn: THEIR_QUEUE }], onHold },
    })
    const flow = flowNamed(made, 'homeward-test-customer-hold')?.Properties
    expect(flow?.Type).toBe('CUSTOMER_HOLD')
    const [action] = JSON.parse(flow?.Content).Actions
    expect(action.Parameters).toEqual({ Messages: prompts })
    const setting = made
      .ofType('AWS::Connect::ContactFlow')
      .filter(({ Properties }) => JSON.stringify(Properties.Content).includes('CustomerHold'))
    expect(setting).toHaveLength(4)
    expect(JSON.stringify(calling.service)).not.toMatch(/customer-?hold/i)
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

  it.each(['observe-agents', 'observe-contacts'] as const)(
    'are looked at from what %s hears as well',
    async (observer) => {
      const { Variables } = calling.functionNamed(observer).Properties.Environment
      expect(Variables).toHaveProperty('ESCALATE_HELD_CALL_ARN')
      const without = await deploy(EXISTING_INSTANCE)
      const { Environment } = without.functionNamed(observer).Properties
      expect(Environment.Variables).not.toHaveProperty('ESCALATE_HELD_CALL_ARN')
    },
  )
})
