import type { Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf, resourceArn } from '../centre.ts'
import type { Hours } from '../model.ts'
import { assertFree, assertUnused, need, page, refusal } from './checks.ts'

const MOST_HOURS = 100

/** Operations on hours of operation. */
export function hoursOperations(centre: Centre): Record<string, Operation> {
  const { hours } = centre.state
  return {
    CreateHoursOfOperation: (input) => {
      need(input, ['Name', 'TimeZone', 'Config'])
      const instance = instanceOf(centre, input)
      assertFree(hours, instance, input.Name, MOST_HOURS)
      assertTimeZone(input.TimeZone)
      const created: Hours = {
        id: centre.random.uuid(),
        instanceId: instance.id,
        name: input.Name,
        description: input.Description,
        timeZone: input.TimeZone,
        config: input.Config,
        tags: input.Tags ?? {},
      }
      hours.set(created.id, created)
      return { HoursOfOperationId: created.id, HoursOfOperationArn: hoursArn(created) }
    },
    DescribeHoursOfOperation: (input) => {
      const each = found(hours, instanceOf(centre, input), input.HoursOfOperationId, 'Hours of operation')
      return {
        HoursOfOperation: {
          HoursOfOperationId: each.id,
          HoursOfOperationArn: hoursArn(each),
          Name: each.name,
          Description: each.description,
          TimeZone: each.timeZone,
          Config: each.config,
          Tags: each.tags,
        },
      }
    },
    DeleteHoursOfOperation: (input) => {
      const each = found(hours, instanceOf(centre, input), input.HoursOfOperationId, 'Hours of operation')
      assertUnused(
        [...centre.state.queues.values()].some(({ hoursId }) => hoursId === each.id),
        each.name,
      )
      hours.delete(each.id)
      return {}
    },
    ListHoursOfOperations: (input) => {
      const { items, ...rest } = page(inInstance(hours, instanceOf(centre, input).id), input)
      return {
        HoursOfOperationSummaryList: items.map((each) => ({
          Id: each.id,
          Arn: hoursArn(each),
          Name: each.name,
        })),
        ...rest,
      }
    },
  }
}

function assertTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone })
  } catch {
    throw refusal('InvalidParameterException', `TimeZone ${timeZone} is unknown`)
  }
}

const hoursArn = ({ instanceId, id }: Hours) => resourceArn(instanceId, 'operating-hours', id)
