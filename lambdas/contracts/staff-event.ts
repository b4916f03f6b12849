import type { AgentId } from '../domain/values.ts'

/** Whose holds are to be looked at: of one agent, or of all. */
export type StaffEvent = Readonly<{ whose: AgentId | undefined }>

/**
 * Reads what tells that somebody may not serve a queue any more: a management event of Connect out of its EventBridge
 * envelope (CloudTrail user guide, "record contents"), or the schedule. An event that names a user is about that user;
 * of any other, a routing profile's for one, everybody is looked at. Published records of Connect have the API's own
 * names; those of other services begin with a small letter. Undefined for what is no event at all.
 */
export function parseStaffEvent(body: string): StaffEvent | undefined {
  const event = parsed(body)
  if (typeof event !== 'object' || event === null) return undefined
  const parameters = member(member(event, 'detail'), 'requestParameters')
  const user = member(parameters, 'UserId') ?? member(parameters, 'userId')
  return { whose: typeof user === 'string' && user !== '' ? idOf(user) : undefined }
}

/** An id, an ARN, or an ARN encoded for a URL: records have all three. */
function idOf(user: string): AgentId {
  return user.replace(/%2F/gi, '/').split('/').at(-1) as AgentId
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
