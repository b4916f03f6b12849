import { AwsError, type Operation } from '../../service.ts'
import { dismiss, removeUser, setStatus } from '../agents.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { User } from '../model.ts'
import { fill } from '../routing.ts'
import { need, page, refusal } from './checks.ts'
import { contactOf } from './contacts.ts'
import { currentUserData } from './current-user-data.ts'

const MOST_USERS = 500

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
    SearchUsers: (input) => searchUsers(centre, input),
    DeleteUser: (input) => {
      removeUser(centre, userOf(centre, input))
      return {}
    },
    UpdateUserRoutingProfile: (input) => {
      const user = userOf(centre, input)
      user.routingProfileId = profileId(centre, input)
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
  const users = inInstance(state.users, instance.id)
  const username: string = input.Username
  if (!/^[a-zA-Z0-9_\-.@+]{1,100}$/.test(username))
    throw refusal(
      'InvalidParameterException',
      `Username ${username}: 1 to 100 of a-z A-Z 0-9 _ - . @ + are allowed`,
    )
  if (users.some((user) => user.username.toLowerCase() === username.toLowerCase()))
    throw refusal('DuplicateResourceException', `Username ${username} is taken`)
  if (users.length >= MOST_USERS)
    throw new AwsError('LimitExceededException', `the instance has ${MOST_USERS} users`)
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
    idleSince: timeline.now(),
    contacts: [],
  }
  state.users.set(user.id, user)
  return { UserId: user.id, UserArn: arnOf(user) }
}

/** Without criteria, or by exact username: no other search is modelled. */
function searchUsers(centre: Centre, input: any) {
  const { SearchCriteria: criteria, SearchFilter: filter } = input
  const condition = criteria?.StringCondition
  const modelled =
    !filter &&
    (criteria === undefined ||
      (Object.keys(criteria).length === 1 &&
        condition?.FieldName === 'Username' &&
        condition.ComparisonType === 'EXACT'))
  if (!modelled)
    throw refusal(
      'InvalidRequestException',
      'SearchUsers is modelled without criteria and for an exact Username only',
    )
  const all = inInstance(centre.state.users, instanceOf(centre, input).id).filter(
    ({ username }) => condition === undefined || username === condition.Value,
  )
  const { items, ...rest } = page(all, input, 500)
  return { Users: items.map(describe), ApproximateTotalCount: all.length, ...rest }
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
