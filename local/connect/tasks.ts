import { AwsError } from '../service.ts'
import type { Centre } from './centre.ts'
import { createContact, type NewContact } from './contacts.ts'
import { runFlow } from './flows.ts'
import type { Contact, Flow } from './model.ts'

/** API_StartTaskContact: tasks that reference the same previous contact. */
const MOST_IN_CHAIN = 12
/** API_StartTaskContact; the page of quotas says 90 days since 2026. */
const LONGEST_SCHEDULE_MS = 6 * 24 * 60 * 60 * 1000

export type NewTask = Omit<NewContact, 'channel' | 'scheduledAt'> & {
  flow: Flow
  scheduledAt?: number | undefined
}

/**
 * Makes a task; its flow begins at once, or at its scheduled time (epoch ms). Throws ServiceQuotaExceededException at the
 * quota of active tasks and for the 13th of a chain, InvalidParameterException for a time in the past or in over 6 days.
 */
export function beginTask(centre: Centre, { flow, scheduledAt, ...given }: NewTask): Contact {
  const now = centre.timeline.now()
  if (scheduledAt !== undefined && (scheduledAt < now || scheduledAt > now + LONGEST_SCHEDULE_MS))
    throw new AwsError(
      'InvalidParameterException',
      `ScheduledTime is ${new Date(scheduledAt).toISOString()}: it may be up to 6 days ahead, and not in the past`,
    )
  assertShortChain(centre, given.previousContactId)
  const task = createContact(centre, { ...given, channel: 'TASK', scheduledAt })
  centre.timeline.at(scheduledAt ?? now, `task ${task.id}`, () => {
    if (task.phase === 'CREATED') runFlow(centre, task, flow)
  })
  return task
}

function assertShortChain({ state }: Centre, previousContactId: string | undefined): void {
  const previous = state.contacts.get(previousContactId ?? '')
  if (!previous) return
  const chain = (state.threads.get(previous.associationId) ?? []).filter((id) => {
    const contact = state.contacts.get(id)
    return contact?.channel === 'TASK' && contact.initialContactId === previous.initialContactId
  })
  if (chain.length >= MOST_IN_CHAIN)
    throw new AwsError(
      'ServiceQuotaExceededException',
      `the chain of contact ${previous.initialContactId} has ${chain.length} tasks, ${MOST_IN_CHAIN} are allowed`,
    )
}
