import { LocaleCode } from '@aws-sdk/client-connect'
import { AwsError, type Operation } from '../../service.ts'
import { type Centre, found, idOf, inInstance, instanceArn, instanceOf, resourceArn } from '../centre.ts'
import type { Instance, Notification } from '../model.ts'
import { need, once, page, refusal } from './checks.ts'

const MOST_RECIPIENTS = 200
/** The request says 250, the type and the administrator guide 500: we take the less. */
const MOST_CHARACTERS = 250
/** AWS: "Amazon Connect service quotas", active notifications of an instance. */
const MOST_ACTIVE = 500
const WEEK_MS = 7 * 86_400_000

/** Operations on notifications in the header of the agents' page. Nobody reads them here: all stay UNREAD. */
export function notificationOperations(centre: Centre): Record<string, Operation> {
  const { notifications, users } = centre.state
  const notificationOf = (input: any) =>
    found(notifications, instanceOf(centre, input), input.NotificationId, 'Notification')
  return {
    CreateNotification: (input) => createOnce(centre, input),
    DescribeNotification: (input) => ({ Notification: described(notificationOf(input)) }),
    DeleteNotification: (input) => {
      notifications.delete(notificationOf(input).id)
      return {}
    },
    ListUserNotifications: (input) => {
      const instance = instanceOf(centre, input)
      const user = found(users, instance, input.UserId, 'User')
      const mine = activeNotifications(centre, instance.id)
        .filter(({ recipients }) => recipients === 'everyone' || recipients.has(user.id))
        .toReversed()
      const { items, ...rest } = page(mine, input)
      return { UserNotifications: items.map((each) => summaryFor(user.id, each)), ...rest }
    },
  }
}

/** Those that have not expired, oldest first. */
export function activeNotifications({ state, timeline }: Centre, instanceId: string): Notification[] {
  return inInstance(state.notifications, instanceId).filter(({ expiresAt }) => expiresAt > timeline.now())
}

/** Another request under a token that was used is a DuplicateResourceException here. */
function createOnce(centre: Centre, input: any) {
  try {
    return once(centre, 'CreateNotification', input, () => create(centre, input))
  } catch (error) {
    if (!(error instanceof AwsError) || error.name !== 'IdempotencyException') throw error
    throw refusal('DuplicateResourceException', error.message)
  }
}

function create(centre: Centre, input: any) {
  need(input, ['Recipients', 'Content'])
  const instance = instanceOf(centre, input)
  if (input.PredefinedNotificationId !== undefined)
    throw refusal('InvalidRequestException', 'PredefinedNotificationId is not modelled: it is deprecated')
  assertContent(input.Content)
  const now = centre.timeline.now()
  const expiresAt = input.ExpiresAt?.getTime() ?? now + WEEK_MS
  if (expiresAt <= now) throw refusal('InvalidParameterException', 'ExpiresAt has passed')
  const recipients = recipientsOf(centre, instance, input.Recipients)
  if (activeNotifications(centre, instance.id).length >= MOST_ACTIVE)
    throw refusal('InvalidRequestException', `the instance has ${MOST_ACTIVE} active notifications`)
  const notification: Notification = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    recipients,
    content: input.Content,
    priority: input.Priority ?? 'LOW',
    createdAt: now,
    expiresAt,
    tags: input.Tags ?? {},
  }
  centre.state.notifications.set(notification.id, notification)
  return { NotificationId: notification.id, NotificationArn: arnOf(notification) }
}

function assertContent(content: Record<string, string>): void {
  const locales: readonly string[] = Object.values(LocaleCode)
  if (Object.keys(content).length === 0) throw refusal('InvalidParameterException', 'Content is empty')
  for (const [locale, text] of Object.entries(content)) {
    if (!locales.includes(locale))
      throw refusal('InvalidParameterException', `Content has ${locale}: ${locales.join(', ')} are known`)
    if (text.length < 1 || text.length > MOST_CHARACTERS)
      throw refusal(
        'InvalidParameterException',
        `Content.${locale} has ${text.length} characters, 1 to ${MOST_CHARACTERS} are allowed`,
      )
  }
}

/** ARNs of users, or of the instance for everybody. */
function recipientsOf(
  centre: Centre,
  instance: Instance,
  arns: readonly string[],
): Notification['recipients'] {
  if (arns.length < 1 || arns.length > MOST_RECIPIENTS)
    throw refusal(
      'InvalidParameterException',
      `Recipients has ${arns.length}, 1 to ${MOST_RECIPIENTS} are allowed`,
    )
  const odd = arns.find(
    (each) => each !== instanceArn(instance.id) && !each.startsWith(resourceArn(instance.id, 'agent', '')),
  )
  if (odd !== undefined)
    throw refusal('InvalidParameterException', `Recipients has ${odd}: ARNs of users or of the instance`)
  if (arns.includes(instanceArn(instance.id))) return 'everyone'
  return new Set(arns.map((each) => found(centre.state.users, instance, idOf(each), 'User').id))
}

const arnOf = ({ instanceId, id }: Notification) => resourceArn(instanceId, 'notification', id)

const described = (notification: Notification) => ({
  Id: notification.id,
  Arn: arnOf(notification),
  Content: notification.content,
  Priority: notification.priority,
  Recipients:
    notification.recipients === 'everyone'
      ? [instanceArn(notification.instanceId)]
      : [...notification.recipients].map((id) => resourceArn(notification.instanceId, 'agent', id)),
  LastModifiedTime: new Date(notification.createdAt),
  CreatedAt: new Date(notification.createdAt),
  ExpiresAt: new Date(notification.expiresAt),
  Tags: notification.tags,
})

const summaryFor = (userId: string, notification: Notification) => ({
  NotificationId: notification.id,
  NotificationStatus: 'UNREAD',
  InstanceId: notification.instanceId,
  RecipientId: userId,
  Content: notification.content,
  Priority: notification.priority,
  Source: 'CUSTOMER',
  CreatedAt: new Date(notification.createdAt),
  ExpiresAt: new Date(notification.expiresAt),
})
