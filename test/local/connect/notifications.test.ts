import { describe, expect, it } from 'vitest'
import { aCentre, START, type TestCentre } from './a-centre.ts'

const instanceOf = ({ instanceId }: TestCentre) =>
  `arn:aws:connect:us-east-1:111122223333:instance/${instanceId}`

const userOf = (centre: TestCentre, id: string) => `${instanceOf(centre)}/agent/${id}`
const named = (name: string) => expect.objectContaining({ name })

describe('notifications', () => {
  it('are seen by whom they name, unread, the newest first, until they expire', async () => {
    const centre = await aCentre()
    const [ana, ben] = [await centre.agent('ana'), await centre.agent('ben')]
    await centre.ask('CreateNotification', {
      Recipients: [userOf(centre, ana)],
      Content: { en_US: 'You are Unavailable' },
      Priority: 'HIGH',
      ExpiresAt: new Date(START + 600_000),
    })
    await centre.ask('CreateNotification', {
      Recipients: [instanceOf(centre)],
      Content: { en_US: 'Fire drill at noon' },
    })
    const seen = async (UserId: string) =>
      (await centre.ask('ListUserNotifications', { UserId })).UserNotifications.map(
        ({ Content, NotificationStatus, Priority, Source }: any) =>
          [Content.en_US, NotificationStatus, Priority, Source].join(' | '),
      )
    const drill = 'Fire drill at noon | UNREAD | LOW | CUSTOMER'
    expect(await seen(ana)).toEqual([drill, 'You are Unavailable | UNREAD | HIGH | CUSTOMER'])
    expect(await seen(ben)).toEqual([drill])
    await centre.pass(600)
    expect(await seen(ana)).toEqual([drill])
    await centre.pass(7 * 86_400)
    expect(centre.connect.notifications()).toEqual([])
  })

  it('are made once under a client token, which another request cannot use', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    const request = {
      Recipients: [userOf(centre, UserId)],
      Content: { en_US: 'Hello' },
      ClientToken: 'once',
    }
    const first = await centre.ask('CreateNotification', request)
    expect(await centre.ask('CreateNotification', request)).toEqual(first)
    await expect(
      centre.ask('CreateNotification', { ...request, Content: { en_US: 'Other' } }),
    ).rejects.toThrow(named('DuplicateResourceException'))
    expect(centre.connect.notifications()).toHaveLength(1)
  })

  it('are described and deleted', async () => {
    const centre = await aCentre()
    const UserId = await centre.agent('ana')
    const Recipients = [userOf(centre, UserId)]
    const { NotificationId } = await centre.ask('CreateNotification', {
      Recipients,
      Content: { de_DE: 'Hallo' },
    })
    expect((await centre.ask('DescribeNotification', { NotificationId })).Notification).toMatchObject({
      ...{ Id: NotificationId, Recipients, Content: { de_DE: 'Hallo' } },
      ExpiresAt: new Date(START + 7 * 86_400_000),
    })
    await centre.ask('DeleteNotification', { NotificationId })
    await expect(centre.ask('DescribeNotification', { NotificationId })).rejects.toThrow(
      named('ResourceNotFoundException'),
    )
  })

  it('are 500 at once in an instance', async () => {
    const centre = await aCentre()
    const request = { Recipients: [instanceOf(centre)], Content: { en_US: 'Hello' } }
    for (let made = 0; made < 500; made++) await centre.ask('CreateNotification', request)
    await expect(centre.ask('CreateNotification', request)).rejects.toThrow(named('InvalidRequestException'))
    await centre.pass(7 * 86_400)
    expect(await centre.ask('CreateNotification', request)).toHaveProperty('NotificationId')
  })

  it.each<[string, (centre: TestCentre) => object, string]>([
    ['no recipient', () => ({ Recipients: [] }), 'InvalidParameterException'],
    ['a bare id', () => ({ Recipients: ['ana'] }), 'InvalidParameterException'],
    ['nobody we know', (centre) => ({ Recipients: [userOf(centre, 'x')] }), 'ResourceNotFoundException'],
    ['251 characters', () => ({ Content: { en_US: 'x'.repeat(251) } }), 'InvalidParameterException'],
    ['an unknown locale', () => ({ Content: { en: 'x' } }), 'InvalidParameterException'],
    ['no text', () => ({ Content: {} }), 'InvalidParameterException'],
    ['an expiry that has passed', () => ({ ExpiresAt: new Date(START) }), 'InvalidParameterException'],
    ['a deprecated id', () => ({ PredefinedNotificationId: 'x' }), 'InvalidRequestException'],
  ])('refuse %s', async (_, given, name) => {
    const centre = await aCentre()
    const request = { Recipients: [instanceOf(centre)], Content: { en_US: 'Hello' }, ...given(centre) }
    await expect(centre.ask('CreateNotification', request)).rejects.toThrow(named(name))
  })
})
