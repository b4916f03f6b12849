import { describe, expect, it } from 'vitest'

import { HOUR, MINUTE, type Office, SECOND } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const SUPERVISED = 'supervisors with a queue of their own'
const offered = offices(SUPERVISED)
const open = () => offered({ assembly: SUPERVISED, schedules: /followups/i })

const DAY = 24 * HOUR
/** A run each hour, and what it starts. */
const RUN = HOUR + MINUTE

const tasks = (office: Office) => office.centre.connect.contacts().filter(({ channel }) => channel === 'TASK')
const whoHas = (office: Office) => tasks(office).map(({ id }) => office.holder(id))

/** A reply to Ana that she took and does nothing about; she stays. Gives its contact. */
async function unansweredReply(office: Office): Promise<string> {
  const { answer } = await office.threadOf('ana')
  office.sets('ana', 'Available')
  await office.pass(MINUTE)
  const { contact } = await office.customerWrites({ answers: answer })
  await takes(office, contact)
  return contact
}

/** Ana does. What nobody takes is offered to her over and over. */
async function takes(office: Office, contact: string): Promise<void> {
  office.accepts('ana', contact)
  await office.pass(SECOND)
}

/** The service's own doing; dead letters, of which there are none; and the instance, which tasks may be checked against. */
const EXPLAINED = [/^(logs|xray|sqs):/, /^connect:StartTaskContact on instance\/[^/]*$/]

describe('a customer who waits for an answer (E11)', () => {
  it('makes one task for the owner after a day, who alone gets it, with the email linked', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    office.sets('ben', 'Available')
    await office.pass(23 * HOUR)
    expect(tasks(office)).toEqual([])
    await office.pass(2 * HOUR)
    expect(tasks(office)).toEqual([
      expect.objectContaining({
        name: 'Customer waiting for an answer (Homeward Support)',
        relatedContactId: contact,
      }),
    ])
    expect(whoHas(office)).toEqual(['ana'])
    await takes(office, tasks(office)[0]?.id ?? '')
    expect(office.told('follow-up made')).toEqual([
      expect.objectContaining({ reason: 'owner', agent: office.idOf('ana') }),
    ])
    await office.pass(5 * HOUR)
    expect(tasks(office)).toHaveLength(1)
  })

  it('makes none where a person answered, whatever machines wrote since', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    await office.pass(20 * HOUR)
    const answers = await office.agentAnswers('ana', contact)
    const { contact: automatic } = await office.customerWrites({ answers, ...outOfOffice })
    await takes(office, automatic)
    await office.pass(4 * HOUR + RUN)
    expect(tasks(office)).toEqual([])
  })

  it('makes none where the contact was closed without an answer', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    await office.agentCloses('ana', contact)
    await office.pass(DAY + RUN)
    expect(tasks(office)).toEqual([])
    expect(office.told('waiting customers reviewed')).toContainEqual(
      expect.objectContaining({ looked: 1, made: 0 }),
    )
  })

  it('makes none where the contact was closed and no event told so: its thread is closed then', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    office.breaks({ deliver: 'drop', probability: 1 })
    await office.agentCloses('ana', contact)
    office.mends()
    await office.pass(DAY + RUN)
    expect(tasks(office)).toEqual([])
    expect(office.told('end found late')).toEqual([
      expect.objectContaining({ contact, reason: 'AGENT_DISCONNECT' }),
    ])
    const { open: left } = (await office.thread(contact)) ?? {}
    expect(left).toBeUndefined()
  })

  it('waits no longer for an out-of-office reply of their own, or for our acknowledgement', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    await office.pass(23 * HOUR)
    const [acknowledgement] = office.acknowledgementsOf(contact)
    const answers = acknowledgement?.messageId
    const { contact: automatic } = await office.customerWrites({ answers, ...outOfOffice })
    await takes(office, automatic)
    await office.pass(2 * HOUR)
    expect(whoHas(office)).toEqual(['ana'])
  })

  it('makes a second task for a second wait, and none for a second message of the first', async () => {
    const office = await open()
    const contact = await unansweredReply(office)
    await office.pass(20 * HOUR)
    const [acknowledgement] = office.acknowledgementsOf(contact)
    const nudge = await office.customerWrites({ answers: acknowledgement?.messageId })
    await takes(office, nudge.contact)
    await office.pass(4 * HOUR + RUN)
    await takes(office, tasks(office)[0]?.id ?? '')
    await office.pass(DAY)
    expect(tasks(office)).toHaveLength(1)

    const answers = await office.agentAnswers('ana', contact)
    await office.agentCloses('ana', nudge.contact)
    const again = await office.customerWrites({ answers })
    await takes(office, again.contact)
    await office.pass(DAY + RUN)
    expect(tasks(office)).toHaveLength(2)
    const [first, second] = office.told('follow-up made')
    expect(second?.thread).toBe(first?.thread)
    expect(second?.since).toBeGreaterThan(first?.since)
  })

  it('makes one about a second email that nobody took, though the first was answered since', async () => {
    const office = await open()
    office.sets('ana', 'Available')
    const first = await office.customerWrites()
    await takes(office, first.contact)
    const second = await office.customerWrites({ answers: first.messageId })
    await office.pass(MINUTE)
    await office.agentAnswers('ana', first.contact)
    office.sets('ana', 'Offline')
    await office.agentCloses('ana', first.contact)
    await office.pass(DAY + RUN)
    expect(tasks(office)).toEqual([expect.objectContaining({ relatedContactId: second.contact })])
  })

  it('goes to the queue where the owner has been away for longer than the hold', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    await office.customerWrites({ answers: answer })
    await office.pass(DAY + RUN)
    expect(office.told('follow-up made')).toEqual([expect.objectContaining({ reason: 'owner-away' })])
    office.sets('ben', 'Available')
    await office.pass(MINUTE)
    expect(whoHas(office)).toEqual(['ben'])
  })

  it('goes to the queue where nobody has handled it yet', async () => {
    const office = await open()
    await office.customerWrites()
    await office.pass(DAY + RUN)
    expect(office.told('follow-up made')).toEqual([expect.objectContaining({ reason: 'no-owner' })])
  })

  it('goes to the queue where nobody has seen the owner, under a role that allows no more than it takes', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    await office.customerWrites({ answers: answer })
    await office.pass(22 * HOUR)
    await office.deletesItem(`AGENT#${office.idOf('ana')}`)
    await office.pass(2 * HOUR + RUN)
    expect(office.told('follow-up made')).toEqual([expect.objectContaining({ reason: 'owner-unknown' })])

    const unused = office.centre.iam
      .unusedStatements()
      .filter(({ role }) => role.includes('followup'))
      .map(({ action, resource }) => `${action} on ${resource.split(':').at(-1)}`)
      .filter((grant) => !EXPLAINED.some((pattern) => pattern.test(grant)))
    expect(unused).toEqual([])
  })

  it('goes to the queue where the owner is deleted between the look at them and the task', async () => {
    const office = await open()
    await unansweredReply(office)
    const UserId = office.idOf('ana')
    const stop = office.centre.calls.onCall(({ caller, operation }) => {
      if (!caller.includes('followup') || operation !== 'GetCurrentUserData') return
      stop()
      void office.call('connect', 'DeleteUser', { InstanceId: office.instanceId(), UserId })
    })
    office.sets('cleo', 'Available')
    await office.pass(DAY + RUN)
    expect(office.told('follow-up made')).toMatchObject([{ reason: 'owner', agent: UserId }])
    expect(whoHas(office)).toEqual(['cleo'])
  })

  it('goes to the owner who has only just left, and waits there', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    await office.customerWrites({ answers: answer })
    await office.pass(20 * HOUR)
    office.sets('ana', 'Available')
    await office.pass(MINUTE)
    office.sets('ana', 'Offline')
    await office.pass(4 * HOUR + RUN)
    expect(office.told('follow-up made')).toEqual([
      expect.objectContaining({ reason: 'owner', agent: office.idOf('ana') }),
    ])
    office.sets('ben', 'Available')
    await office.pass(MINUTE)
    expect(whoHas(office)).toEqual([undefined])
    office.sets('ana', 'Available')
    await office.pass(MINUTE)
    expect(whoHas(office)).toEqual(['ana'])
  })
})

describe('whatever fails meanwhile', () => {
  it('is one task where two runs meet', async () => {
    const office = await open()
    await office.stopsSweeping()
    await unansweredReply(office)
    await office.pass(DAY)
    const runs = await Promise.all([office.invokes('follow-up', {}), office.invokes('follow-up', {})])
    await office.pass(MINUTE)
    expect(runs.map(({ answer }) => answer.made).toSorted()).toEqual([0, 1])
    expect(tasks(office)).toHaveLength(1)
  })

  it.each([
    ['StartTaskContact', 1],
    ['UpdateItem', 2],
  ])('is the same task where the run died at %s', async (operation, nth) => {
    const office = await open()
    await unansweredReply(office)
    office.kills('followup', operation, nth)
    await office.pass(DAY + RUN)
    expect(office.told('follow-up not made')).toHaveLength(1)
    await office.pass(RUN)
    expect(tasks(office)).toHaveLength(1)
    expect(office.told('follow-up made')).toHaveLength(1)
  })

  it('is made when there is room again for tasks, and lost for nobody', async () => {
    const office = await open()
    await unansweredReply(office)
    const other = await office.customerWrites({ from: 'Dan <dan@example.net>', subject: 'My order' })
    await takes(office, other.contact)
    office.breaks({ operation: 'StartTaskContact', error: 'TooManyRequestsException', when: 'before' })
    await office.pass(DAY + RUN)
    expect(tasks(office)).toEqual([])
    expect(office.counted('FollowUpsNotMade')).toBeGreaterThan(0)
    office.mends()
    await office.pass(RUN)
    expect(tasks(office)).toHaveLength(2)
    expect(tasks(office).map(({ relatedContactId }) => relatedContactId)).toContain(other.contact)
  })

  it('is not made again where the task expires unread, which is counted', async () => {
    const office = await open()
    const { answer } = await office.threadOf('ana')
    await office.customerWrites({ answers: answer })
    await office.pass(DAY + RUN)
    await office.stopsSweeping()
    await office.pass(8 * DAY)
    expect((await office.invokes('follow-up', {})).answer).toMatchObject({ looked: 0 })
    expect(tasks(office)).toEqual([expect.objectContaining({ phase: 'ENDED', disconnectReason: 'EXPIRED' })])
    expect(office.counted('FollowUpsUnread')).toBe(1)
  })
})

const outOfOffice = {
  subject: 'Automatic reply: My invoice',
  headers: ['Auto-Submitted: auto-replied'],
  text: 'I am away until Monday.',
}
