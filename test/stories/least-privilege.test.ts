import { describe, expect, it } from 'vitest'
import { BILLING, SUPPORT } from './build.ts'
import { conversation } from './conversation.ts'
import type { Letter } from './mail.ts'
import { HOUR, MINUTE, type Office } from './office.ts'
import { offices } from './offices.ts'

const OTHER = 'two inboxes, expiry by the state machine alone'
const open = offices(OTHER)

/** What no call here shows to be needed, with the reason it is granted all the same. */
const EXPLAINED: [action: RegExp, why: string][] = [
  [/^logs:(CreateLogStream|PutLogEvents)$/, 'the Lambda service writes the log, not a call of ours'],
  [/^logs:.*(LogDelivery|LogDeliveries|ResourcePolic|LogGroups)/, 'Step Functions sets up its own log delivery'],
  [/^xray:/, 'active tracing: the service sends the segments'],
  [/^sqs:SendMessage$/, 'what could not be worked on goes to dead letters, and here nothing did'],
]

describe('the roles', () => {
  it('allow what the stories need, and nothing else', async () => {
    const office = await open({ assembly: OTHER })
    await conversation(office)
    await office.customerWrites({ to: [SUPPORT, BILLING], from: 'two@example.org', subject: 'Both of you' })
    await beforeHomeward(office)
    await adopted(office)
    await releasedInOtherWays(office)
    const unexplained = office.centre.iam
      .unusedStatements()
      .filter(({ action }) => !EXPLAINED.some(([pattern]) => pattern.test(action)))
      .map(({ role, action, resource }) => `${short(role)}: ${action} on ${resource.split(':').at(-1)}`)
    expect(unexplained).toEqual([])
    expect(office.denied).toEqual([])
  }, 60_000)
})

const short = (role: string) => role.replace(/^homeward-prod-service-/, '').replace(/-[A-Z0-9]+$/, '')

/** The thread began before Homeward. */
async function beforeHomeward(office: Office): Promise<void> {
  const letter = { from: 'early@example.org', subject: 'Before you' }
  const { answer, contact } = await threadOfAna(office, letter)
  for (const { id } of office.centre.connect.contacts()) await office.deletesItem(`CONTACT#${id}`)
  await office.deletesItem(`THREAD#${contact}`)
  await office.customerWrites({ ...letter, answers: answer })
}

/** The flow could not ask, in a thread that Homeward does not know. */
async function adopted(office: Office): Promise<void> {
  const letter = { from: 'unseen@example.org', subject: 'Unseen' }
  const { answer, contact } = await threadOfAna(office, letter)
  for (const { id } of office.centre.connect.contacts()) await office.deletesItem(`CONTACT#${id}`)
  await office.deletesItem(`THREAD#${contact}`)
  office.breaks({ service: 'lambda', operation: 'Invoke', caller: 'connect', error: 'TooManyRequestsException', when: 'before' })
  await office.customerWrites({ ...letter, answers: answer })
  office.mends()
  await office.pass(MINUTE)
}

/** Released by the state machine through a transfer; and by the sweep, by new criteria and through a transfer. */
async function releasedInOtherWays(office: Office): Promise<void> {
  for (const name of ['moved', 'lost', 'lost and moved']) {
    const letter = { from: `${name.replaceAll(' ', '-')}@example.com`, subject: name }
    const { answer } = await threadOfAna(office, letter)
    if (name !== 'moved')
      office.breaks({ operation: 'StartExecution', error: 'StateMachineDoesNotExist', when: 'before' })
    await office.customerWrites({ ...letter, answers: answer })
    office.mends()
  }
  const refused = { operation: 'UpdateContactRoutingData', error: 'InvalidRequestException', when: 'before' } as const
  office.breaks({ ...refused, caller: 'releasehold' }, { ...refused, caller: 'reroute', times: 1 })
  await office.pass(16 * HOUR + 16 * MINUTE)
  office.mends()
}

function threadOfAna(office: Office, letter: Letter) {
  office.sets('ben', 'Offline')
  return office.threadOf('ana', letter)
}
