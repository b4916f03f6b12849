import { describe, expect, it } from 'vitest'
import type { Caller } from '../../../local/service.ts'
import { aCentre, START, type TestCentre } from './a-centre.ts'

const named = (centre: TestCentre, eventName: string) =>
  centre.trail.map(({ detail }) => detail).filter((detail) => detail.eventName === eventName)

describe('management events', () => {
  it('report a write call as CloudTrail records it, seconds later, with the keys of the API', async () => {
    const centre = await aCentre({ managementEventIds: 'as-given', managementEventSeconds: 7 })
    const UserId = await centre.agent('ana')
    await centre.ask('DeleteUser', { UserId })
    await centre.pass(6)
    expect(named(centre, 'DeleteUser')).toEqual([])
    await centre.pass(1)
    const [detail] = named(centre, 'DeleteUser')
    expect(detail).toMatchObject({
      eventSource: 'connect.amazonaws.com',
      eventTime: '2026-11-02T09:00:00Z',
      awsRegion: 'us-east-1',
      requestParameters: { InstanceId: centre.instanceId, UserId },
      responseElements: null,
      readOnly: false,
      eventType: 'AwsApiCall',
      recipientAccountId: '111122223333',
      userIdentity: { type: 'IAMUser', accountId: '111122223333' },
    })
    expect(detail).not.toHaveProperty('errorCode')
    expect(centre.trail[0]?.detailType).toBe('AWS API Call via CloudTrail')
  })

  it('are not for reads, and none are there where no trail logs them', async () => {
    const centre = await aCentre()
    await centre.pass(60)
    const before = centre.trail.length
    await centre.ask('ListUsers')
    await centre.ask('DescribeQueue', { QueueId: centre.queueId })
    await centre.ask('SearchUsers')
    await centre.pass(60)
    expect(centre.trail).toHaveLength(before)
    const without = await aCentre({ managementEvents: 'none' })
    await without.agent('ana')
    await without.pass(60)
    expect(without.trail).toEqual([])
  })

  it('name ids in each of the forms that published records have', async () => {
    const forms = async (managementEventIds: 'as-given' | 'arn' | 'encoded-arn') => {
      const centre = await aCentre({ managementEventIds }, 3)
      const UserId = await centre.agent('ana')
      await centre.ask('DeleteUser', { UserId })
      await centre.pass(60)
      const instance = `arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`
      return { UserId, instance, seen: named(centre, 'DeleteUser')[0].requestParameters }
    }
    const arns = await forms('arn')
    expect(arns.seen).toEqual({ InstanceId: arns.instance, UserId: `${arns.instance}/agent/${arns.UserId}` })
    const encoded = await forms('encoded-arn')
    expect(encoded.seen.InstanceId).toMatch(/^arn%3Aaws%3Aconnect%3A/)
    expect(decodeURIComponent(encoded.seen.UserId)).toBe(`${encoded.instance}/agent/${encoded.UserId}`)
    const mixed = await aCentre()
    for (const name of ['a', 'b', 'c']) await mixed.ask('DeleteUser', { UserId: await mixed.agent(name) })
    await mixed.pass(60)
    const starts = named(mixed, 'DeleteUser').map(({ requestParameters }) =>
      requestParameters.UserId.slice(0, 4),
    )
    expect(new Set(starts).size).toBe(3)
  })

  it('hide what a flow contains and who a user is, and show instants as seconds', async () => {
    const centre = await aCentre()
    const more = { IdentityInfo: { FirstName: 'Ana' }, Password: 'Secret-1' }
    await centre.agent('ana', { more })
    await centre.ask('CreateNotification', {
      Recipients: [`arn:aws:connect:us-east-1:111122223333:instance/${centre.instanceId}`],
      Content: { en_US: 'Hello' },
      ExpiresAt: new Date(START + 60_000),
    })
    await centre.pass(60)
    expect(named(centre, 'CreateUser')[0].requestParameters).toMatchObject({
      ...{ Username: 'ana', IdentityInfo: '***', Password: '***' },
    })
    expect(named(centre, 'CreateContactFlow')[0].requestParameters.Content).toBe('***')
    expect(named(centre, 'CreateNotification')[0].requestParameters.ExpiresAt).toBe(START / 1000 + 60)
    expect(JSON.stringify(centre.trail)).not.toContain('Secret-1')
  })

  it('report a refused call with its errorCode, and who called', async () => {
    const centre = await aCentre()
    const role: Caller = { kind: 'role', arn: 'arn:aws:iam::111122223333:role/Janitor' }
    const gone = { InstanceId: centre.instanceId, UserId: 'nobody' }
    expect(() => centre.connect.operations.DeleteUser!(gone, role)).toThrow('User nobody not found')
    await centre.pass(60)
    expect(named(centre, 'DeleteUser')[0]).toMatchObject({
      errorCode: 'ResourceNotFoundException',
      errorMessage: 'User nobody not found',
      responseElements: null,
      userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { userName: 'Janitor' } } },
    })
  })
})
