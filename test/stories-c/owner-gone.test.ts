import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE, type Office } from '../stories/office.ts'
import { offices } from '../stories/offices.ts'

const offered = offices()
const open: typeof offered = (options = {}) => offered({ schedules: /orphans/i, sweepEvery: 15, ...options })

/** A reply to Ana, who is logged out, while Ben has nothing to do. */
async function heldReply(office: Office): Promise<{ contact: string; answer: string }> {
  const { answer } = await office.threadOf('ana')
  office.sets('ben', 'Available')
  const { contact } = await office.customerWrites({ answers: answer })
  expect(await office.record(contact)).toMatchObject({ holdOwner: office.idOf('ana') })
  return { contact, answer }
}

const agentCalls = (office: Office) =>
  office.centre.calls.entries().filter(({ operation }) => operation === 'DescribeUser')

describe('an owner who is gone (E7)', () => {
  it('keeps nothing waiting longer than to the next look, if they are deleted', async () => {
    const office = await open({ switches: { managementEvents: 'none' } })
    const { contact, answer } = await heldReply(office)
    const UserId = office.idOf('ana')
    await office.call('connect', 'DeleteUser', { InstanceId: office.instanceId(), UserId })
    await office.pass(16 * MINUTE)
    expect(office.holder(contact)).toBe('ben')
    expect(await office.record(contact)).toMatchObject({ releaseReason: 'owner-deleted' })

    await office.agentAnswers('ben', contact)
    await office.agentCloses('ben', contact)
    const { contact: next } = await office.customerWrites({ answers: answer })
    expect(await office.record(next)).toMatchObject({ route: 'owner', holdOwner: office.idOf('ben') })
  })

  it.each(['as-given', 'arn', 'encoded-arn'] as const)(
    'keeps nothing waiting at all where their deletion is told (%s)',
    async (form) => {
      const office = await open({ sweep: false, switches: { managementEventIds: form } })
      const { contact } = await heldReply(office)
      const UserId = office.idOf('ana')
      expect((await office.invokes('find-agents', { name: 'ana' })).answer).toHaveLength(1)
      await office.call('connect', 'DeleteUser', { InstanceId: office.instanceId(), UserId })
      await office.pass(2 * MINUTE)
      expect(office.holder(contact)).toBe('ben')
      expect(office.told('orphans reviewed')).toEqual([
        expect.objectContaining({ agent: UserId, released: 1 }),
      ])
      expect((await office.invokes('find-agents', { name: 'ana' })).answer).toEqual([])
    },
  )

  it('keeps nothing waiting if their routing profile loses the channel', async () => {
    const office = await open()
    const { contact } = await heldReply(office)
    await office.call('connect', 'UpdateUserRoutingProfile', {
      InstanceId: office.instanceId(),
      UserId: office.idOf('ana'),
      RoutingProfileId: await profileWithoutEmail(office),
    })
    await office.pass(16 * MINUTE)
    expect(office.holder(contact)).toBe('ben')
    expect(await office.record(contact)).toMatchObject({ releaseReason: 'owner-serves-not' })
  })

  it('is asked about once a look, however much is held for them, and keeps what is theirs', async () => {
    const office = await open()
    const { contact, answer } = await heldReply(office)
    await office.customerWrites({ answers: answer, subject: 'Re: My other invoice' })
    const before = agentCalls(office).reduce((sum, { calls }) => sum + calls, 0)
    await office.pass(HOUR)
    expect(agentCalls(office).reduce((sum, { calls }) => sum + calls, 0) - before).toBe(4)
    expect(office.holder(contact)).toBeUndefined()
  })

  it('is looked at again where Connect had no room for the question', async () => {
    const office = await open({ switches: { managementEvents: 'none' } })
    const { contact } = await heldReply(office)
    office.breaks({ operation: 'DescribeUser', error: 'TooManyRequestsException', when: 'before' })
    await office.call('connect', 'DeleteUser', {
      InstanceId: office.instanceId(),
      UserId: office.idOf('ana'),
    })
    await office.pass(16 * MINUTE)
    expect(office.holder(contact)).toBeUndefined()
    office.mends()
    await office.pass(31 * MINUTE)
    expect(office.holder(contact)).toBe('ben')
  })
})

async function profileWithoutEmail(office: Office): Promise<string> {
  const InstanceId = office.instanceId()
  const { QueueSummaryList } = await office.call('connect', 'ListQueues', { InstanceId })
  const made = await office.call('connect', 'CreateRoutingProfile', {
    InstanceId,
    Name: 'Tasks only',
    Description: 'No email',
    DefaultOutboundQueueId: QueueSummaryList[0].Id,
    MediaConcurrencies: [{ Channel: 'TASK', Concurrency: 1 }],
  })
  return made.RoutingProfileId
}
