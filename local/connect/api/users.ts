import { AwsError, type Operation } from '../../service.ts'
import { tell } from '../agent-feed.ts'
import { dismiss, removeUser, setStatus } from '../agents.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Instance, User } from '../model.ts'
import { fill } from '../routing.ts'
import { need, page, refusal } from './checks.ts'
import { contactOf } from './contacts.ts'
import { currentUserData } from './current-user-data.ts'
import { searchUsers } from './user-search.ts'

/** Operations on users: their accounts, their statuses, and what they are doing. */
export function userOperations(centre: Centre): Record<string, Operation> {
  const { state } = centre
  return {
    CreateUser: (input) => createUser(centre, input),
    DescribeUser: (input) => ({ User: describe(userOf(centre, input)) }),
    ListUsers: (input) => {
      const { items, ...rest } = page(inInstance(state.users, instanceOf(centre, input).id), input)
      return {
        UserSummaryList: items.map((user) => ({ Id: user.id, Arn: arnOf(user), Username: user.username })),
        ...rest,
      }
    },
    SearchUsers: (input) => {
      const { users, total, ...rest } = searchUsers(centre, input)
      return { Users: users.map(summary), ApproximateTotalCount: total, ...rest }
    },
    UpdateUserIdentityInfo: (input) => {
      need(input, ['IdentityInfo'])
      userOf(centre, input).identity = input.IdentityInfo
      return {}
    },
    DeleteUser: (input) => {
      removeUser(centre, userOf(centre, input))
      return {}
    },
    UpdateUserRoutingProfile: (input) => {
      const user = userOf(centre, input)
      user.routingProfileId = profileId(centre, input)
      tell(centre, user)
      fill(centre, user)
      return {}
    },
    PutUserStatus: (input) => {
      need(input, ['AgentStatusId'])
      const status = found(state.statuses, instanceOf(centre, input), input.AgentStatusId, 'Agent status')
      setStatus(centre, userOf(centre, input), status)
      return {}
    },
    DismissUserContact: (input) => {
      dismiss(centre, userOf(centre, input), contactOf(centre, input))
      return {}
    },
    GetCurrentUserData: (input) => currentUserData(centre, input),
  }
}

function createUser(centre: Centre, input: any) {
  need(input, ['Username', 'RoutingProfileId', 'SecurityProfileIds'])
  const instance = instanceOf(centre, input)
  const { state, timeline, random } = centre
  const username: string = input.Username
  if (!/^[a-zA-Z0-9_\-.@+]{1,100}$/.test(username))
    throw refusal(
      'InvalidParameterException',
      `Username ${username}: 1 to 100 of a-z A-Z 0-9 _ - . @ + are allowed`,
    )
  assertFreeUsername(centre, instance, username)
  for (const id of input.SecurityProfileIds) found(state.securityProfiles, instance, id, 'Security profile')
  const offline = inInstance(state.statuses, instance.id).find(({ type }) => type === 'OFFLINE')
  const user: User = {
    id: random.uuid(),
    instanceId: instance.id,
    username,
    identity: input.IdentityInfo,
    phone: input.PhoneConfig,
    securityProfileIds: input.SecurityProfileIds,
    routingProfileId: profileId(centre, input),
    autoAccept: input.AutoAcceptConfigs ?? [],
    afterContactWork: input.AfterContactWorkConfigs ?? [],
    tags: input.Tags ?? {},
    statusId: offline?.id ?? '',
    statusSince: timeline.now(),
    nextStatusId: undefined,
    nextStatusSince: undefined,
    signedIn: false,
    signedOutAt: undefined,
    idleSince: timeline.now(),
    contacts: [],
  }
  state.users.set(user.id, user)
  return { UserId: user.id, UserArn: arnOf(user) }
}

/** Upper and lower case are the same. With thousands of users this is what making them takes. */
function assertFreeUsername({ state, switches }: Centre, instance: Instance, username: string): void {
  const sought = username.toLowerCase()
  let count = 0
  for (const user of state.users.values()) {
    if (user.instanceId !== instance.id) continue
    count++
    if (user.username.length === sought.length && user.username.toLowerCase() === sought)
      throw refusal('DuplicateResourceException', `Username ${username} is taken`)
  }
  if (count >= switches.users)
    throw new AwsError('LimitExceededException', `the instance has ${switches.users} users`)
}

function profileId(centre: Centre, input: any): string {
  need(input, ['RoutingProfileId'])
  return found(centre.state.profiles, instanceOf(centre, input), input.RoutingProfileId, 'Routing profile').id
}

function userOf(centre: Centre, input: any): User {
  need(input, ['UserId'])
  return found(centre.state.users, instanceOf(centre, input), input.UserId, 'User')
}

const arnOf = ({ instanceId, id }: User) => resourceArn(instanceId, 'agent', id)

/** What a search shows of a user: of her identity, the names only (API_UserIdentityInfoLite). */
function summary(user: User): object {
  const { FirstName, LastName } = user.identity ?? {}
  return { ...describe(user), IdentityInfo: user.identity && { FirstName, LastName } }
}

const describe = (user: User) => ({
  Id: user.id,
  Arn: arnOf(user),
  Username: user.username,
  IdentityInfo: user.identity,
  PhoneConfig: user.phone,
  SecurityProfileIds: user.securityProfileIds,
  RoutingProfileId: user.routingProfileId,
  AutoAcceptConfigs: user.autoAccept,
  AfterContactWorkConfigs: user.afterContactWork,
  Tags: user.tags,
})
