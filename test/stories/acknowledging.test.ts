import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from './office.ts'
import { offices } from './offices.ts'

const open = offices()

const SUBJECTS = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(4))

describe('an acknowledgement under way', () => {
  it('leaves after an hour in which Connect sent none', async () => {
    const office = await open()
    office.breaks({
      ...{ operation: 'StartOutboundEmailContact', error: 'InternalServiceException', when: 'before' },
      until: office.now() + HOUR,
    })
    const { contact } = await office.customerWrites()
    await office.pass(HOUR - MINUTE)
    expect(office.acknowledgementsOf(contact)).toEqual([])
    await office.pass(20 * MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ acknowledgement: 'sent' })
  })

  it('leaves after five hours in which Connect sent none', async () => {
    const office = await open()
    office.breaks({
      ...{ operation: 'StartOutboundEmailContact', error: 'InternalServiceException', when: 'before' },
      until: office.now() + 5 * HOUR,
    })
    const { contact } = await office.customerWrites()
    await office.pass(9 * HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ acknowledgement: 'sent' })
  })

  it('is given up after a day in which Connect sent none: the record says so, and the customer is in the queue', async () => {
    const office = await open()
    office.sets('ben', 'Available')
    office.breaks({
      operation: 'StartOutboundEmailContact',
      error: 'InternalServiceException',
      when: 'before',
    })
    const { contact } = await office.customerWrites()
    expect(office.holder(contact)).toBe('ben')
    await office.pass(30 * HOUR)
    expect(office.centre.outbox.list()).toEqual([])
    const { acknowledgement, acknowledgementReason } = (await office.record(contact)) ?? {}
    expect([acknowledgement, acknowledgementReason]).toEqual(['failed', 'too-late'])
    const executions = await office.executions('AcknowledgeEmail')
    expect(executions.map(({ status }) => status)).toContain('FAILED')
    expect(executions.length).toBeGreaterThan(3)
    expect(executions.length).toBeLessThanOrEqual(11)
  })

  it('fails at once, with its reason, when Connect refuses it for good', async () => {
    const office = await open()
    office.breaks({
      operation: 'StartOutboundEmailContact',
      error: 'InvalidParameterException',
      when: 'before',
    })
    const { contact } = await office.customerWrites()
    await office.pass(HOUR)
    expect(await office.record(contact)).toMatchObject({
      acknowledgement: 'failed',
      acknowledgementReason: 'refused-by-connect',
    })
    expect(await office.executions('AcknowledgeEmail')).toHaveLength(1)
    expect(office.phase(contact)).toBe('QUEUED')
  })

  it('is sent once, though every call of its two steps was made and the answer lost', async () => {
    const office = await open()
    for (const operation of ['UpdateItem', 'CreateContact', 'StartOutboundEmailContact'])
      office.breaks({ operation, caller: 'acknowledg', error: 'ServiceUnavailable', when: 'after', times: 4 })
    const { contact } = await office.customerWrites()
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
    expect(office.centre.outbox.list()).toHaveLength(1)
    expect(await office.record(contact)).toMatchObject({ acknowledgement: 'sent' })
  })

  it('is sent once more by nobody, though the execution was started again and again', async () => {
    const office = await open()
    const { contact } = await office.customerWrites()
    const [{ stateMachineArn }] = (await office.executions('AcknowledgeEmail')) as [
      { stateMachineArn: string },
    ]
    for (const name of ['second', 'third'])
      await office.call('states', 'StartExecution', {
        ...{ stateMachineArn, name },
        input: JSON.stringify({ contact }),
      })
    await office.pass(HOUR)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })

  it('gets through a throttled Connect, in a storm of mails, one each', async () => {
    const office = await open({ sweep: false })
    office.breaks({
      service: 'connect',
      caller: 'sendack',
      error: 'ThrottlingException',
      when: 'before',
      probability: 0.5,
    })
    const writing = Array.from({ length: 20 }, (_, i) =>
      office.customerWrites({ from: `writer@host-${i}.example`, subject: `Order ${SUBJECTS[i]}` }),
    )
    const contacts = (await Promise.all(writing)).map(({ contact }) => contact)
    await office.pass(30 * MINUTE)
    expect(contacts.map((id) => office.acknowledgementsOf(id).length)).toEqual(contacts.map(() => 1))
  })

  it('is taken up by the sweep when its execution was stopped', async () => {
    const office = await open({ sweepEvery: 15 })
    office.breaks({ operation: 'CreateContact', error: 'InternalServiceException', when: 'before' })
    const { contact } = await office.customerWrites()
    const [{ executionArn }] = (await office.executions('AcknowledgeEmail')) as [{ executionArn: string }]
    await office.call('states', 'StopExecution', { executionArn })
    office.mends()
    await office.pass(31 * MINUTE)
    expect(office.acknowledgementsOf(contact)).toHaveLength(1)
  })
})
