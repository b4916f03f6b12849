import type { AgentId } from '../domain/values.ts'
import { parseJson, part } from './json.ts'

/** Whose holds are to be looked at: of one agent, who may be gone, or of all. */
export type StaffEvent = Readonly<{ whose: AgentId | undefined; isGone: boolean }>

/**
 * Reads what tells that somebody may not serve a queue any more: a management event of Connect out of its EventBridge
 * envelope (CloudTrail user guide, "record contents"), or the schedule. An event that names a user is about that user;
 * of any other, a routing profile's for one, everybody is looked at. Published records of Connect have the API's own
 * names; those of other services begin with a small letter. Undefined for what is no event at all.
 */
export function parseStaffEvent(body: string): StaffEvent | undefined {
  const event = parseJson(body)
  if (typeof event !== 'object' || event === null) return undefined
  const detail = part(event, 'detail')
  const user = part(part(detail, 'requestParameters'), 'userId')
  const whose = typeof user === 'string' && user !== '' ? idOf(user) : undefined
  return { whose, isGone: part(detail, 'eventName') === 'DeleteUser' }
}

/** An id, an ARN, or an ARN encoded for a URL: records have all three. */
function idOf(user: string): AgentId {
  return user.replace(/%2F/gi, '/').split('/').at(-1) as AgentId
}
