import type { Hours } from './model.ts'

/** Whether hours of operation are open at an instant (epoch ms), in their own time zone; daylight saving comes from the host's zone data. */
export function isOpen(hours: Hours, at: number): boolean {
  const { day, minutes } = localTime(hours.timeZone, at)
  return hours.config.some(({ Day, StartTime, EndTime }) => {
    const from = StartTime.Hours * 60 + StartTime.Minutes
    const until = EndTime.Hours * 60 + EndTime.Minutes
    // 00:00 to 00:00 is a whole day, and an end at or before the start lies on the next day (AWS: "Set the hours of operation").
    if (until > from) return Day === day && minutes >= from && minutes < until
    return (Day === day && minutes >= from) || (nextDay(Day) === day && minutes < until)
  })
}

const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']

const nextDay = (day: string) => DAYS[(DAYS.indexOf(day) + 1) % 7]

function localTime(timeZone: string, at: number): { day: string; minutes: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return { day: part('weekday').toUpperCase(), minutes: Number(part('hour')) * 60 + Number(part('minute')) }
}
