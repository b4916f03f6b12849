import { arn } from '../place.ts'
import { AwsError } from '../service.ts'
import { parseExpression, type ScheduleExpression } from './expression.ts'
import { checkTarget, type ScheduleTarget, within } from './target.ts'
import { isZone } from './zone.ts'

export interface Schedule {
  arn: string
  group: string
  name: string
  description: string | undefined
  expressionText: string
  expression: ScheduleExpression
  zone: string
  enabled: boolean
  startAt: number | undefined
  endAt: number | undefined
  windowMinutes: number
  deletesItself: boolean
  target: ScheduleTarget
  createdAt: number
  changedAt: number
}

const NAME = /^[0-9a-zA-Z-_.]{1,64}$/
const GRACE_MS = 5 * 60_000

const validation = (message: string) => new AwsError('ValidationException', message)

export const scheduleArn = (group: string, name: string) => arn('scheduler', `schedule/${group}/${name}`)

/**
 * The input of CreateSchedule or UpdateSchedule, checked (API reference of EventBridge Scheduler). Throws
 * ValidationException.
 */
export function readSchedule(input: any, now: number, before?: Schedule): Schedule {
  const group = String(input.GroupName ?? 'default')
  const name = String(input.Name)
  if (!NAME.test(name)) throw validation(`Invalid schedule name ${name}.`)
  const zone = String(input.ScheduleExpressionTimezone ?? 'UTC')
  if (!isZone(zone)) throw validation('The provided ScheduleExpressionTimezone is not valid.')
  const [startAt, endAt] = [epochMs(input.StartDate), epochMs(input.EndDate)]
  checkDates(startAt, endAt, now)
  checkTarget(input.Target ?? {})
  return {
    arn: scheduleArn(group, name),
    group,
    name,
    description: input.Description,
    expressionText: String(input.ScheduleExpression),
    expression: readExpression(String(input.ScheduleExpression)),
    zone,
    enabled: input.State !== 'DISABLED',
    startAt,
    endAt,
    windowMinutes: readWindow(input.FlexibleTimeWindow),
    deletesItself: input.ActionAfterCompletion === 'DELETE',
    target: input.Target,
    createdAt: before?.createdAt ?? now,
    changedAt: now,
  }
}

function readExpression(text: string): ScheduleExpression {
  try {
    return parseExpression(text)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw validation(`Invalid Schedule Expression ${text}.`)
  }
}

function checkDates(startAt: number | undefined, endAt: number | undefined, now: number): void {
  if (startAt !== undefined && startAt < now - GRACE_MS)
    throw validation('The StartDate you specify cannot be earlier than 5 minutes ago.')
  if (endAt !== undefined && endAt < now) throw validation('The EndDate you specify must be in the future.')
  if (startAt !== undefined && endAt !== undefined && endAt <= startAt)
    throw validation('The EndDate you specify must come after the StartDate.')
}

function readWindow(window: { Mode?: string; MaximumWindowInMinutes?: number } | undefined): number {
  const { Mode, MaximumWindowInMinutes } = window ?? {}
  if (Mode === 'OFF' && MaximumWindowInMinutes === undefined) return 0
  if (Mode !== 'FLEXIBLE' || MaximumWindowInMinutes === undefined)
    throw validation('FlexibleTimeWindow is OFF, or FLEXIBLE with MaximumWindowInMinutes.')
  within('MaximumWindowInMinutes', MaximumWindowInMinutes, 1, 1440)
  return MaximumWindowInMinutes
}

function epochMs(date: unknown): number | undefined {
  if (date === undefined || date === null) return undefined
  return date instanceof Date ? date.getTime() : Number(date) * 1000
}

/** The schedule as GetSchedule shows it. */
export function shownSchedule(schedule: Schedule): object {
  const { windowMinutes, startAt, endAt } = schedule
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.group,
    Description: schedule.description,
    ScheduleExpression: schedule.expressionText,
    ScheduleExpressionTimezone: schedule.zone,
    State: schedule.enabled ? 'ENABLED' : 'DISABLED',
    StartDate: startAt === undefined ? undefined : new Date(startAt),
    EndDate: endAt === undefined ? undefined : new Date(endAt),
    FlexibleTimeWindow:
      windowMinutes === 0 ? { Mode: 'OFF' } : { Mode: 'FLEXIBLE', MaximumWindowInMinutes: windowMinutes },
    ActionAfterCompletion: schedule.deletesItself ? 'DELETE' : 'NONE',
    Target: schedule.target,
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.changedAt),
  }
}

/** The schedule as ListSchedules shows it. */
export function summarizedSchedule(schedule: Schedule): object {
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.group,
    State: schedule.enabled ? 'ENABLED' : 'DISABLED',
    CreationDate: new Date(schedule.createdAt),
    LastModificationDate: new Date(schedule.changedAt),
    Target: { Arn: schedule.target.Arn },
  }
}
