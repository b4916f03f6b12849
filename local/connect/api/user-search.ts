import { type Centre, inInstance, instanceOf } from '../centre.ts'
import type { User } from '../model.ts'
import { page, refusal } from './checks.ts'

/** AWS: API_UserSearchCriteria: the fields that a string condition may name, and what they hold. */
const FIELDS: Readonly<Record<string, (user: User) => readonly (string | undefined)[]>> = {
  Username: ({ username }) => [username],
  FirstName: ({ identity }) => [identity?.FirstName],
  LastName: ({ identity }) => [identity?.LastName],
  RoutingProfileId: ({ routingProfileId }) => [routingProfileId],
  SecurityProfileId: ({ securityProfileIds }) => securityProfileIds,
  resourceId: ({ id }) => [id],
}

const COMPARISONS: Readonly<Record<string, (text: string, sought: string) => boolean>> = {
  EXACT: (text, sought) => text === sought,
  STARTS_WITH: (text, sought) => text.startsWith(sought),
  CONTAINS: (text, sought) => text.includes(sought),
}

/**
 * One page of the users that the criteria of SearchUsers find. Tags, hierarchies and proficiencies are not modelled.
 * Throws InvalidParameterException.
 */
export function searchUsers(
  centre: Centre,
  input: any,
): { users: User[]; total: number; NextToken?: string } {
  if (input.SearchFilter !== undefined)
    throw refusal('InvalidRequestException', 'SearchFilter of SearchUsers is not modelled')
  const matches = matcherOf(centre, input.SearchCriteria ?? {})
  const all = inInstance(centre.state.users, instanceOf(centre, input).id).filter(matches)
  const { items, ...rest } = page(all, input, 500)
  return { users: items, total: all.length, ...rest }
}

type Matcher = (user: User) => boolean

/** What stands side by side has to hold together. */
function matcherOf(centre: Centre, criteria: any): Matcher {
  const { OrConditions: or, AndConditions: and, StringCondition: text, ...others } = criteria
  const [unmodelled] = Object.keys(others).filter((key) => others[key] !== undefined)
  if (unmodelled !== undefined)
    throw refusal('InvalidRequestException', `${unmodelled} of SearchUsers is not modelled`)
  const all: Matcher[] = (and ?? []).map((each: any) => matcherOf(centre, each))
  if (text !== undefined) all.push(textMatcher(centre, text))
  if (or !== undefined) {
    const any: Matcher[] = or.map((each: any) => matcherOf(centre, each))
    all.push((user) => any.some((matches) => matches(user)))
  }
  return (user) => all.every((matches) => matches(user))
}

function textMatcher({ switches }: Centre, { FieldName, Value, ComparisonType }: any): Matcher {
  const field = FIELDS[FieldName]
  if (!field)
    throw refusal(
      'InvalidParameterException',
      `FieldName is ${FieldName}: ${Object.keys(FIELDS).join(', ')} can be searched`,
    )
  const compare = COMPARISONS[ComparisonType]
  if (!compare)
    throw refusal(
      'InvalidParameterException',
      `ComparisonType is ${ComparisonType}: one of ${Object.keys(COMPARISONS).join(', ')} is needed`,
    )
  if (typeof Value !== 'string' || Value === '')
    throw refusal('InvalidParameterException', `Value for ${FieldName} is empty`)
  const cased = (text: string) => (switches.userSearchCase === 'sensitive' ? text : text.toLowerCase())
  return (user) => field(user).some((text) => text !== undefined && compare(cased(text), cased(Value)))
}
