import { ACCOUNT, REGION } from '../place.ts'
import { nextOccurrence } from './expression.ts'
import { type DeliveryProps, deliver } from './retry.ts'
import type { Schedule } from './schedule.ts'
import { targetCall } from './target.ts'

const DEFAULT_RETRIES = 185
const DEFAULT_AGE_SECONDS = 86_400

/**
 * Runs one schedule: only its next occurrence is ever planned. `completed` is called after the last one.
 * Returns how to call it off.
 */
export function runSchedule(schedule: Schedule, props: DeliveryProps, completed: () => void): () => void {
  const { timeline, random } = props
  const anchor = schedule.startAt ?? schedule.createdAt
  let cancel = () => {}

  const plan = (after: number) => {
    const at = nextOccurrence(schedule.expression, { after, anchor, zone: schedule.zone })
    if (at === undefined || (schedule.endAt !== undefined && at > schedule.endAt)) return completed()
    const delay = schedule.windowMinutes === 0 ? 0 : random.below(schedule.windowMinutes * 60_000)
    cancel = timeline.at(at + delay, `schedule ${schedule.name}`, () => {
      if (schedule.expression.kind === 'at') completed()
      else plan(at)
      return invokeTarget(schedule, at, props)
    })
  }

  // A start date is itself an occurrence of a rate; without one the first is at once.
  if (schedule.enabled) plan(Math.max(anchor - 1, schedule.changedAt - 1))
  return () => cancel()
}

async function invokeTarget(schedule: Schedule, at: number, props: DeliveryProps): Promise<void> {
  const { target } = schedule
  const executionId = props.random.uuid()
  const scheduledTime = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
  const payload = (attempt: number) =>
    target.Input === undefined
      ? defaultInput(schedule, executionId, scheduledTime)
      : withContext(target.Input, {
          'schedule-arn': schedule.arn,
          'scheduled-time': scheduledTime,
          'execution-id': executionId,
          'attempt-number': String(attempt),
        })
  await deliver(
    {
      what: `schedule ${schedule.name}`,
      call: (attempt) => targetCall(target, payload(attempt)),
      maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS,
      deadLetter: target.DeadLetterConfig?.Arn
        ? {
            arn: target.DeadLetterConfig.Arn,
            caller: { kind: 'role', arn: target.RoleArn },
            body: payload,
            attributes: {
              SCHEDULE_ARN: schedule.arn,
              SCHEDULED_TIME: scheduledTime,
              EXECUTION_ID: executionId,
              TARGET_ARN: target.Arn,
            },
          }
        : undefined,
    },
    props,
  )
}

/** The event that a target without Input receives; its detail is a string. */
function defaultInput(schedule: Schedule, id: string, time: string): string {
  return JSON.stringify({
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: ACCOUNT,
    time,
    region: REGION,
    resources: [schedule.arn],
    detail: '{}',
  })
}

/** Fills `<aws.scheduler.…>` (Scheduler guide, "Adding context attributes"). */
function withContext(input: string, attributes: Record<string, string>): string {
  return input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole)
}
