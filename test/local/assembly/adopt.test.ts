import { describe, expect, it, vi } from 'vitest'
import { adopt } from '../../../local/assembly/adopt.ts'
import { assembly } from './room.ts'

const INSTANCE = 'arn:aws:connect:us-east-1:111122223333:instance/i-1'

describe('an existing instance', () => {
  it('is there under its own id, its queues and hours under theirs, and every reference follows', async () => {
    const adoptInstance = vi.fn()
    const call = vi.fn(
      async (_service: string, operation: string): Promise<any> =>
        operation === 'CreateQueue' ? { QueueId: 'new-queue' } : { HoursOfOperationId: 'new-hours' },
    )
    const { stacks } = await adopt(
      assembly({
        Flow: {
          Type: 'AWS::Connect::ContactFlow',
          Properties: { InstanceArn: INSTANCE, Content: `{"QueueId":"${INSTANCE}/queue/q-1"}` },
        },
        Clock: {
          Type: 'X',
          Properties: { Hours: { 'Fn::Join': ['', [`${INSTANCE}/operating-hours/h-1`]] } },
        },
      }),
      { aws: { call }, adoptInstance, adopted: new Map() },
    )
    expect(adoptInstance).toHaveBeenCalledWith(INSTANCE)
    expect(stacks[0]?.template.Resources.Flow?.Properties).toEqual({
      InstanceArn: INSTANCE,
      Content: `{"QueueId":"${INSTANCE}/queue/new-queue"}`,
    })
    expect(stacks[0]?.template.Resources.Clock?.Properties).toEqual({
      Hours: { 'Fn::Join': ['', [`${INSTANCE}/operating-hours/new-hours`]] },
    })
    expect(call).toHaveBeenCalledWith(
      'connect',
      'CreateQueue',
      expect.objectContaining({ InstanceId: 'i-1' }),
      { kind: 'operator' },
    )
  })

  it('is adopted once, however often it is deployed to', async () => {
    const call = vi.fn(async (): Promise<any> => ({ HoursOfOperationId: 'new-hours' }))
    const props = { aws: { call }, adoptInstance: vi.fn(), adopted: new Map<string, string>() }
    const clock = assembly({ Clock: { Type: 'X', Properties: { Hours: `${INSTANCE}/operating-hours/h-1` } } })
    const first = await adopt(clock, props)
    expect(await adopt(clock, props)).toEqual(first)
    expect(call).toHaveBeenCalledOnce()
  })

  it('is not needed where the template makes its own', async () => {
    const adoptInstance = vi.fn()
    const own = assembly({ Instance: { Type: 'AWS::Connect::Instance' } })
    expect(await adopt(own, { aws: { call: vi.fn() }, adoptInstance, adopted: new Map() })).toEqual(own)
    expect(adoptInstance).not.toHaveBeenCalled()
  })
})
