import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Centre, startCentre } from '../../../local/centre.ts'
import { OPERATOR } from '../../../local/service.ts'
import { startWarmCentre } from '../../stories/warm-centre.ts'
import { disconnect, flowContent, toQueue } from '../connect/a-flow.ts'
import { builtAssembly, synthesize, temporaryFolder } from './artefacts.ts'

let assembly = ''
const temporary = temporaryFolder()
const running: Centre[] = []

beforeAll(async () => {
  assembly = await builtAssembly()
})
afterEach(async () => {
  for (const centre of running.splice(0)) await centre.stop()
})
afterAll(() => temporary.remove())

async function started(folder = assembly, seed = 1): Promise<Centre> {
  // Sixteen hours of agent events, every two minutes of each agent, would cost more time than all else here.
  const switches = { heartbeatSeconds: Number.POSITIVE_INFINITY }
  const options = { assembly: folder, seed, quotas: 'default', flowing: false, switches } as const
  const centre = await startWarmCentre(options)
  running.push(centre)
  return centre
}

async function api(centre: Centre, path: string, body?: object): Promise<any> {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${centre.endpoint.url}/_local/${path}`, init)
  const answer: any = await response.json()
  if (!response.ok) throw new Error(`${path}: ${answer.error}`)
  return answer
}

const pass = (centre: Centre, seconds: number) => api(centre, 'clock/advance', { seconds })

async function write(
  centre: Centre,
  mail: { subject: string; messageId: string; inReplyTo?: string },
): Promise<void> {
  const { host, port } = centre.smtp
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true })
  await transport.sendMail({
    from: 'Mia <mia@example.com>',
    to: centre.inventory().inboxes[0],
    text: 'Hello, it is late.',
    ...mail,
  })
  transport.close()
}

async function contactsOf(centre: Centre, username: string): Promise<{ contactId: string; state: string }[]> {
  const { agents } = await api(centre, 'agents')
  return agents.find((agent: { username: string }) => agent.username === username).contacts
}

/** A copy of the assembly whose templates are changed by `change`. */
function changed(name: string, change: (template: any) => void): string {
  const folder = join(temporary.path, name)
  cpSync(assembly, folder, { recursive: true })
  for (const file of readdirSync(folder).filter((each) => each.endsWith('.template.json'))) {
    const template = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    change(template)
    writeFileSync(join(folder, file), JSON.stringify(template))
  }
  return folder
}

describe('the contact centre from the synthesized assembly', () => {
  it('brings a reply home: acknowledged, held for its owner, and open to the queue at sixteen hours', async () => {
    const centre = await started()
    await stopsSchedules(centre)
    await write(centre, { subject: 'Where is my parcel?', messageId: '<first@example.com>' })
    await pass(centre, 60)
    const { mails } = await api(centre, 'outbox')
    expect(mails).toEqual([
      expect.objectContaining({ inReplyTo: 'first@example.com', subject: 'Re: Where is my parcel?' }),
    ])

    await api(centre, 'agents/ana/status', { status: 'Available' })
    const [offered] = await contactsOf(centre, 'ana')
    const contactId = offered?.contactId
    await api(centre, 'agents/ana/accept', { contactId })
    await api(centre, 'agents/ana/reply', { contactId, body: 'It is on its way.' })
    await api(centre, 'agents/ana/close', { contactId })
    await api(centre, 'agents/ana/status', { status: 'Offline' })
    await pass(centre, 60)
    const reply = (await api(centre, 'outbox')).mails.at(-1).messageId
    await write(centre, {
      subject: 'Re: Where is my parcel?',
      messageId: '<second@example.com>',
      inReplyTo: `<${reply}>`,
    })

    await pass(centre, 16 * 3600 - 120)
    await api(centre, 'agents/ben/status', { status: 'Available' })
    await pass(centre, 60)
    expect(await contactsOf(centre, 'ben')).toEqual([])
    await pass(centre, 70)
    expect(await contactsOf(centre, 'ben')).toEqual([expect.objectContaining({ state: 'CONNECTING' })])
  })

  it('has the people of local/people.json, all logged out', async () => {
    const centre = await started()
    const { agents, statuses } = await api(centre, 'agents')
    expect(agents.map(({ username, presence }: any) => [username, presence])).toEqual([
      ['ana', 'Logged out'],
      ['ben', 'Logged out'],
      ['cleo', 'Logged out'],
    ])
    expect(statuses).toEqual(expect.arrayContaining(['Available', 'Offline']))
  })

  it('begins with empty books, and says what runs and what is only noted', async () => {
    const centre = await started()
    const { running: running_, noted } = centre.inventory()
    expect((await api(centre, 'health')).ready).toBe(true)
    expect(centre.calls.entries().filter(({ caller }) => caller === 'operator')).toEqual([])
    expect(running_).toBeGreaterThan(20)
    expect(noted.get('AWS::KMS::Key')).toBe(2)
  })

  it('takes a mail by the control API, and says who takes none', async () => {
    const centre = await started()
    const [inbox] = centre.inventory().inboxes
    const post = async (body: string) => {
      const response = await fetch(`${centre.endpoint.url}/_local/mail`, { method: 'POST', body })
      return [response.status, await response.json()]
    }
    expect(await post(`From: mia@example.com\nTo: ${inbox}\nSubject: x\n\nHi`)).toEqual([
      200,
      { outcome: 'taken', contactIds: [expect.any(String)] },
    ])
    expect(await post('From: mia@example.com\nTo: nobody@example.com\n\nHi')).toEqual([
      404,
      { error: 'to is "nobody@example.com": no inbox here takes mail for it' },
    ])
    expect(await post('Subject: x\n\nHi')).toEqual([400, { error: expect.stringContaining('to is missing') }])
  })

  it('takes a call by the control API, which an agent holds, until the caller hangs up', async () => {
    const centre = await started()
    await pass(centre, 10)
    await serveCalls(centre, 'Call')
    await api(centre, 'agents/ana/status', { status: 'Available' })
    const call = { flow: 'Call', from: '+15550111', to: '+15550100' }
    const { contactId } = await api(centre, 'calls', call)
    await pass(centre, 1)
    for (const deed of ['accept', 'hold']) await api(centre, `agents/ana/${deed}`, { contactId })
    expect(await contactsOf(centre, 'ana')).toEqual([
      expect.objectContaining({ contactId, state: 'CONNECTED_ONHOLD' }),
    ])
    const ended = await api(centre, `calls/${contactId}/hang-up`, {})
    expect(ended).toMatchObject({ Channel: 'VOICE', DisconnectReason: 'CUSTOMER_DISCONNECT' })
    await expect(api(centre, 'calls', { ...call, flow: 'None' })).rejects.toThrow(
      'there is no published inbound',
    )
  })

  it('leaves nothing behind when it stops', async () => {
    const centre = await started()
    await centre.stop()
    for (const port of [centre.endpoint.port, centre.smtp.port]) expect(await isOpen(port)).toBe(false)
  })

  it('says which port is taken and how to give another', async () => {
    const { endpoint, smtp } = await started()
    const options = { assembly, seed: 1, quotas: 'off', flowing: false } as const
    await expect(startCentre({ ...options, port: endpoint.port, smtpPort: 0 })).rejects.toThrow(
      `port ${endpoint.port} is taken: give another with --port, or --port 0 for any free port`,
    )
    await expect(startCentre({ ...options, port: 0, smtpPort: smtp.port })).rejects.toThrow(
      `port ${smtp.port} is taken: give another with --smtp-port`,
    )
  })
})

describe('a second deployment', () => {
  it('changes flows in place', async () => {
    const centre = await started()
    const before = await describeFlow(centre, 'inbound')
    const next = changed('renamed', (template) => {
      for (const resource of Object.values<any>(template.Resources))
        if (resource.Type === 'AWS::Connect::ContactFlow' && resource.Properties.Name.includes('inbound'))
          resource.Properties.Description = 'changed'
    })
    await centre.update(next)
    expect(await describeFlow(centre, 'inbound')).toEqual({ ...before, Description: 'changed' })
  })

  it('is taken back as a whole when something in it is refused', async () => {
    const centre = await started()
    const before = await describeFlow(centre, 'inbound')
    const broken = changed('broken', (template) => {
      for (const resource of Object.values<any>(template.Resources)) {
        if (resource.Type === 'AWS::Connect::ContactFlow') resource.Properties.Description = 'changed'
        if (resource.Type === 'Custom::FlowAssociation') resource.Properties.FlowId = 'no-such-flow'
      }
    })
    await expect(centre.update(broken)).rejects.toThrow(/Custom::FlowAssociation\): it said FAILED/)
    expect(await describeFlow(centre, 'inbound')).toEqual(before)
    await write(centre, { subject: 'Still there?', messageId: '<still@example.com>' })
    await pass(centre, 60)
    expect((await api(centre, 'outbox')).mails).toHaveLength(1)
  })
})

describe('a deployment onto an existing instance', () => {
  it('runs with the instance and queue adopted, and with people who serve that queue', async () => {
    const instance = 'arn:aws:connect:eu-west-2:999988887777:instance/12345678-1234-4123-8123-123456789012'
    const folder = await synthesize(temporary.path, (configuration) => {
      configuration.instance = { arn: instance }
      configuration.inboxes[0].queue = { arn: `${instance}/queue/87654321-4321-4321-8321-210987654321` }
    })
    const centre = await started(folder)
    await api(centre, 'agents/cleo/status', { status: 'Available' })
    await write(centre, { subject: 'Hello', messageId: '<existing@example.com>' })
    await pass(centre, 60)
    expect((await api(centre, 'outbox')).mails).toHaveLength(1)
    expect(await contactsOf(centre, 'cleo')).toHaveLength(1)
    await centre.update(folder)
    expect((await api(centre, 'agents')).agents).toHaveLength(3)
  })
})

/** Nothing here needs them, and sixteen hours of them would cost more time than all else. */
async function stopsSchedules(centre: Centre): Promise<void> {
  const { Schedules } = await centre.aws.call('scheduler', 'ListSchedules', {}, OPERATOR)
  for (const { Name } of Schedules) await centre.aws.call('scheduler', 'DeleteSchedule', { Name }, OPERATOR)
}

async function describeFlow(centre: Centre, part: string): Promise<any> {
  const InstanceId = instanceIdOf(centre)
  const flows = await centre.aws.call('connect', 'ListContactFlows', { InstanceId }, OPERATOR)
  const found = flows.ContactFlowSummaryList.find(({ Name }: { Name: string }) => Name.includes(part))
  const input = { InstanceId, ContactFlowId: found.Id }
  const { ContactFlow } = await centre.aws.call('connect', 'DescribeContactFlow', input, OPERATOR)
  return ContactFlow
}

/** A flow that queues calls, for the agents who have a queue for emails. */
async function serveCalls(centre: Centre, Name: string): Promise<void> {
  const InstanceId = instanceIdOf(centre)
  const ask = (operation: string, input: object): Promise<any> =>
    centre.aws.call('connect', operation, { InstanceId, ...input }, OPERATOR)
  // CloudFormation was told that the instance takes no calls.
  await ask('UpdateInstanceAttribute', { AttributeType: 'INBOUND_CALLS', Value: 'true' })
  const { RoutingProfileSummaryList: profiles } = await ask('ListRoutingProfiles', {})
  const RoutingProfileId = profiles.find((each: any) => each.Name.startsWith('homeward')).Id
  const { RoutingProfile } = await ask('DescribeRoutingProfile', { RoutingProfileId })
  const QueueId: string = RoutingProfile.AssociatedQueueIds[0]
  await ask('UpdateRoutingProfileConcurrency', {
    RoutingProfileId,
    MediaConcurrencies: [{ Channel: 'VOICE', Concurrency: 1 }],
  })
  await ask('AssociateRoutingProfileQueues', {
    RoutingProfileId,
    QueueConfigs: [{ QueueReference: { QueueId, Channel: 'VOICE' }, Priority: 1, Delay: 0 }],
  })
  const Content = flowContent([...toQueue(QueueId), disconnect])
  await ask('CreateContactFlow', { Name, Type: 'CONTACT_FLOW', Content })
}

function instanceIdOf(centre: Centre): string {
  return centre.deployed().find(({ type }) => type === 'AWS::Connect::Instance')?.attributes.Id as string
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
