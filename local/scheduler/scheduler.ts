import * as sdk from '@aws-sdk/client-scheduler'
import { arn } from '../place.ts'
import type { Random } from '../random.ts'
import { type Access, type Aws, AwsError, type Operation, type Service } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { runSchedule } from './runner.ts'
import { readSchedule, type Schedule, scheduleArn, shownSchedule, summarizedSchedule } from './schedule.ts'

export interface SchedulerProps {
  timeline: Timeline
  random: Random
  aws: Aws
}

interface Group {
  arn: string
  name: string
  createdAt: number
}

interface Running {
  schedule: Schedule
  cancel: () => void
}

/** Amazon EventBridge Scheduler: schedules and their groups, on the timeline. */
export function createScheduler(props: SchedulerProps): Service {
  const { timeline } = props
  const schedules = new Map<string, Running>()
  const groups = new Map<string, Group>()

  const addGroup = (name: string): Group => {
    const group = { arn: groupArn(name), name, createdAt: timeline.now() }
    groups.set(name, group)
    return group
  }
  addGroup('default')

  const findGroup = (name: string): Group => {
    const group = groups.get(name)
    if (!group) throw missing(`Schedule group ${name} does not exist.`)
    return group
  }
  const find = ({ GroupName = 'default', Name }: { GroupName?: string; Name: string }): Running => {
    const known = schedules.get(scheduleArn(GroupName, Name))
    if (!known) throw missing(`Schedule ${Name} does not exist.`)
    return known
  }
  const remove = ({ schedule, cancel }: Running) => {
    cancel()
    schedules.delete(schedule.arn)
  }
  const run = (schedule: Schedule): object => {
    const running: Running = { schedule, cancel: () => {} }
    schedules.set(schedule.arn, running)
    running.cancel = runSchedule(schedule, props, () => {
      if (schedule.deletesItself) remove(running)
    })
    return { ScheduleArn: schedule.arn }
  }

  const operations: Record<string, Operation> = {
    CreateSchedule: (input) => {
      const schedule = readSchedule(input, timeline.now())
      findGroup(schedule.group)
      if (schedules.has(schedule.arn)) throw conflict(`Schedule ${schedule.name} already exists.`)
      return run(schedule)
    },
    UpdateSchedule: (input) => {
      const before = find(input)
      const schedule = readSchedule(input, timeline.now(), before.schedule)
      remove(before)
      return run(schedule)
    },
    GetSchedule: (input) => shownSchedule(find(input).schedule),
    DeleteSchedule: (input) => {
      remove(find(input))
      return {}
    },
    ListSchedules: (input) => ({
      Schedules: [...schedules.values()]
        .map(({ schedule }) => schedule)
        .filter(({ group }) => !input.GroupName || group === input.GroupName)
        .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
        .filter(({ enabled }) => !input.State || enabled === (input.State === 'ENABLED'))
        .map(summarizedSchedule),
    }),
    CreateScheduleGroup: ({ Name }) => {
      if (groups.has(Name)) throw conflict(`Schedule group ${Name} already exists.`)
      return { ScheduleGroupArn: addGroup(Name).arn }
    },
    GetScheduleGroup: ({ Name }) => shownGroup(findGroup(Name)),
    ListScheduleGroups: () => ({ ScheduleGroups: [...groups.values()].map(shownGroup) }),
    DeleteScheduleGroup: ({ Name }) => {
      const group = findGroup(Name)
      if (Name === 'default')
        throw new AwsError('ValidationException', 'The default group cannot be deleted.')
      for (const running of schedules.values()) if (running.schedule.group === Name) remove(running)
      groups.delete(group.name)
      return {}
    },
  }
  return { name: 'scheduler', sdk, operations, access }
}

const missing = (Message: string) => new AwsError('ResourceNotFoundException', Message)
const conflict = (Message: string) => new AwsError('ConflictException', Message)
const groupArn = (name: string) => arn('scheduler', `schedule-group/${name}`)

const shownGroup = ({ arn: Arn, name, createdAt }: Group) => ({
  Arn,
  Name: name,
  State: 'ACTIVE',
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(createdAt),
})

/** The actions of the Service Authorization Reference; creating or updating also passes the target's role. */
function access(operation: string, input: any): Access[] {
  const { Name, GroupName = 'default', Target } = input
  const resource = !Name ? '*' : operation.includes('Group') ? groupArn(Name) : scheduleArn(GroupName, Name)
  const own = { action: `scheduler:${operation}`, resources: [resource] }
  if (!/^(Create|Update)Schedule$/.test(operation) || !Target?.RoleArn) return [own]
  return [own, { action: 'iam:PassRole', resources: [Target.RoleArn] }]
}
