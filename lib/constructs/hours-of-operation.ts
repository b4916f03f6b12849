import { CfnHoursOfOperation } from 'aws-cdk-lib/aws-connect'
import { Construct } from 'constructs'

import type { InboxConfiguration } from '../configuration.ts'
import { minuteOfDay, WEEKDAYS, type Week } from '../opening-hours.ts'

export interface HoursOfOperationProps {
  readonly instanceArn: string
  readonly name: string
  readonly clock: InboxConfiguration['hold']['clock'] | 'always'
}

const ALWAYS: Week = Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [['00:00', '24:00']]]))

/** When a queue is open: the opening hours that its holds are counted in, or always. */
export class HoursOfOperation extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string, { instanceArn, name, clock }: HoursOfOperationProps) {
    super(scope, id)
    const { timeZone, openingHours } =
      typeof clock === 'string' ? { timeZone: 'UTC', openingHours: ALWAYS } : clock
    const hours = new CfnHoursOfOperation(this, 'Hours', {
      instanceArn,
      name,
      timeZone,
      config: WEEKDAYS.flatMap((day) =>
        ((openingHours as Week)[day] ?? []).map(([opens, closes]) => ({
          day,
          startTime: timeOf(opens),
          endTime: timeOf(closes),
        })),
      ),
    })
    this.arn = hours.attrHoursOfOperationArn
  }
}

/** Connect writes the end of a day as 00:00. */
function timeOf(time: string) {
  const minute = minuteOfDay(time) % (24 * 60)
  return { hours: Math.floor(minute / 60), minutes: minute % 60 }
}
