import { arn } from '../../place.ts'
import type { Kinds } from './kind.ts'

/** Schedules and their groups. CloudFormation has the dates as text, the API as dates. */
export const schedulerKinds: Kinds = {
  'AWS::Scheduler::Schedule': {
    runs: true,
    async create(wanted, workshop) {
      const { StartDate, EndDate, ...properties } = wanted.properties
      const Name: string = properties.Name ?? workshop.name(wanted, 64)
      const { ScheduleArn } = await workshop.call('scheduler', 'CreateSchedule', {
        ...properties,
        Name,
        ...(StartDate && { StartDate: new Date(StartDate) }),
        ...(EndDate && { EndDate: new Date(EndDate) }),
      })
      return { ref: Name, attributes: { Arn: ScheduleArn } }
    },
    remove: (made, workshop) =>
      workshop.call('scheduler', 'DeleteSchedule', {
        Name: made.ref,
        ...(made.properties.GroupName && { GroupName: made.properties.GroupName }),
      }),
  },
  'AWS::Scheduler::ScheduleGroup': {
    runs: true,
    async create(wanted, workshop) {
      const Name: string = wanted.properties.Name ?? workshop.name(wanted, 64)
      await workshop.call('scheduler', 'CreateScheduleGroup', { Name })
      return { ref: Name, attributes: { Arn: arn('scheduler', `schedule-group/${Name}`) } }
    },
    remove: (made, workshop) => workshop.call('scheduler', 'DeleteScheduleGroup', { Name: made.ref }),
  },
}
