import { describe, expect, it } from 'vitest'
import { BILLING, SUPPORT } from './build.ts'
import { HOUR, MINUTE, type Office, SECOND } from './office.ts'
import { offices } from './offices.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

/** What no call here shows to be needed, with the reason it is granted all the same. */
const EXPLAINED: [grant: RegExp, why: string][] = [
  [/: logs:(CreateLogStream|PutLogEvents) /, 'the Lambda service writes the log, not a call of ours'],
  [
    /: logs:.*(LogDelivery|LogDeliveries|ResourcePolic|LogGroups)/,
    'Step Functions sets up its own log delivery',
  ],
  [/: xray:/, 'active tracing: the service sends the segments'],
  [
    /: connect:DisassociateQueueQuickConnects /,
    'a queue that is removed, or a rollback: nothing here is taken down',
  ],
  [/: connect:DisassociateFlow /, 'an inbox that is removed, or a rollback: nothing here is taken down'],
  [
    /release(hold|orphans).*dynamodb:GetItem/,
    'its bundle holds the whole adapter of records: test/infra keeps roles and bundles alike, and reading is harmless',
  ],
  [
    /observecontacts.*states:StartExecution on .*HoldForOriginalAgent/,
    'ReceiveEmail recorded a hold and died before it started it, while ObserveContacts was looking the contact up',
  ],
  [
    /(recorddispositio|reviewdispositio|labelcontact).*(dynamodb|connect|states|lambda):/i,
    'agents close contacts in test/stories-c/closing.test.ts, which looks at these roles',
  ],
  [
    /followup.*(dynamodb|connect):/,
    'customers wait for a day in test/stories-c/follow-up.test.ts, which looks at this role',
  ],
  [
    /(escalatetrans|rerouteoverdu|releasehold|releaseorphans).*connect:UpdateContactAttributes/,
    'the last transfer that Connect allows is noted in test/stories-c/transfers.test.ts',
  ],
  [
    /rerouteoverdu.*states:StartExecution on .*TellOwner/,
    'every event of a takeover is lost in test/stories-c/takeover.test.ts, which fails without it',
  ],
  [/: kinesis:DescribeStream/, 'Lambda looks at a stream before it reads it'],
  [
    /taskowner.*connect:StartTaskContact on instance/,
    'what it is checked against is not documented: docs/first-deploy.md',
  ],
  [/: sqs:SendMessage /, 'what could not be worked on goes to dead letters, and here nothing did'],
]

describe('the roles', () => {
  it('allow what the stories need, and nothing else', async () => {
    const office = await open({ schedules: /./, assembly: OTHER })
    // Given to an agent who does not take it: moved on by the state machine, and by the sweep.
    for (const lost of [false, true]) {
      office.sets('ana', 'Available')
      const { contact } = await office.customerWrites(letterOf(`given ${lost}`))
      office.accepts('ana', contact)
      await office.pass(MINUTE)
      office.sets('ben', 'Available')
      office.centre.connect.people.transfer('ana', contact, { agent: 'ben' })
      await office.pass(MINUTE)
      office.sets('ben', 'Offline')
      office.sets('ana', 'Offline')
      if (lost)
        office.breaks({
          operation: 'Invoke',
          error: 'ServiceException',
          when: 'before',
          caller: 'EscalateTransfer',
        })
      await office.pass(2 * HOUR)
      office.mends()
    }

    const answers = await threadsOfAna(office, ['early', 'unseen', 'moved', 'lost', 'both', 'gone'])
    const replies = (name: string) => office.customerWrites({ ...letterOf(name), answers: answers.get(name) })

    await getsStuck(office, 'ben')
    expect((await office.invokes('find-agents', { name: 'ben' })).answer).toHaveLength(1)
    office.centre.connect.people.logOut('ben')

    // The threads began before Homeward; the second reply is one that the flow could not ask about.
    await forgetsEverything(office)
    office.kills('receiveemail', 'UpdateItem', 2)
    await replies('early')
    office.breaks({
      operation: 'Invoke',
      caller: 'connect',
      error: 'TooManyRequestsException',
      when: 'before',
    })
    await replies('unseen')
    office.mends()
    await office.pass(MINUTE)

    // Released by the state machine through a transfer; and by the sweep, by new criteria and through a transfer.
    await replies('moved')
    // Its end was not told, so that only Connect knows of it at the deadline.
    const { contact: gone } = await replies('gone')
    office.breaks({ deliver: 'drop', probability: 1 })
    await office.call('connect', 'StopContact', { InstanceId: office.instanceId(), ContactId: gone })
    office.mends()
    office.breaks({ operation: 'StartExecution', error: 'StateMachineDoesNotExist', when: 'before' })
    await replies('lost')
    await replies('both')
    office.mends()
    const refused = {
      operation: 'UpdateContactRoutingData',
      error: 'InvalidRequestException',
      when: 'before',
    } as const
    office.breaks(
      { ...refused, caller: 'releasehold', times: 1 },
      { ...refused, caller: 'reroute', times: 1 },
    )
    await office.pass(17 * HOUR + MINUTE)
    office.mends()
    await takesOver(office, 'cleo')
    await office.customerWrites({ ...letterOf('two'), to: [SUPPORT, BILLING] })

    // Opened because the owner is gone, by new criteria and through a transfer.
    await replies('early')
    await replies('unseen')
    office.breaks({ ...refused, caller: 'releaseorphans', times: 1 })
    await office.call('connect', 'DeleteUser', {
      InstanceId: office.instanceId(),
      UserId: office.idOf('ana'),
    })
    await office.pass(MINUTE)
    office.mends()

    const unexplained = office.centre.iam
      .unusedStatements()
      .map(({ role, action, resource }) => `${short(role)}: ${action} on ${resource.split(':').at(-1)}`)
      .filter((grant) => !EXPLAINED.some(([pattern]) => pattern.test(grant)))
    expect(unexplained).toEqual([])
    expect(office.denied).toEqual([])
  })
})

const short = (role: string) => role.replace(/^homeward-prod-service-/, '').replace(/-[A-Z0-9]+$/, '')
const letterOf = (name: string) => ({ from: `customer@${name}.example`, subject: `A matter ${name}` })

async function threadsOfAna(office: Office, names: readonly string[]): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const name of names) answers.set(name, (await office.threadOf('ana', letterOf(name))).answer)
  return answers
}

/** Pops the softphone out during a contact; then nothing is heard for so long that Connect is asked. */
async function getsStuck(office: Office, agent: string): Promise<void> {
  const { people } = office.centre.connect
  office.sets(agent, 'Available')
  const { contact } = await office.customerWrites(letterOf('stuck'))
  people.accept(agent, contact)
  await office.pass(MINUTE)
  await office.call('connect', 'CreateAgentStatus', {
    ...{ InstanceId: office.instanceId(), Name: 'Unavailable', State: 'ENABLED' },
  })
  people.popOut(agent)
  await office.pass(MINUTE)
  await office.agentCloses(agent, contact)
  await office.pass(25 * MINUTE)
}

/**
 * Somebody else takes what was held, and Ana is told. Then they give it back: once when nobody knows where she is, once
 * when she is there, and no event has told who had it.
 */
async function takesOver(office: Office, agent: string): Promise<void> {
  const { people } = office.centre.connect
  office.sets(agent, 'Available')
  await office.pass(SECOND)
  const offered = office.centre.connect
    .contacts()
    .filter(({ id, channel, criteria }) => channel === 'EMAIL' && criteria && office.holder(id) === agent)
    .map(({ id }) => id)
  const [first, second] = offered as [string, string]
  for (const id of offered) if (id !== second) people.accept(agent, id)
  await office.pass(SECOND)
  office.breaks({ deliver: 'drop', probability: 1 })
  people.accept(agent, second)
  await office.pass(MINUTE)
  office.mends()
  await office.deletesItem(`AGENT#${office.idOf('ana')}`)
  people.transfer(agent, first, { quickConnect: 'Return to original agent: Support' })
  await office.pass(MINUTE)
  office.sets('ana', 'Available')
  await office.pass(MINUTE)
  people.transfer(agent, second, { quickConnect: 'Return to original agent: Support' })
  await office.pass(MINUTE)
  people.logOut('ana')
  office.sets(agent, 'Offline')
}

async function forgetsEverything(office: Office): Promise<void> {
  for (const { id } of office.centre.connect.contacts()) {
    await office.deletesItem(`CONTACT#${id}`)
    await office.deletesItem(`THREAD#${id}`)
  }
}
