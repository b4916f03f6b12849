import { arn } from '../place.ts'
import { AwsError } from '../service.ts'
import { busName } from './buses.ts'
import { constraints, nameProblems, validation } from './constraint.ts'
import { compilePattern, type Pattern } from './pattern.ts'
import { checkTarget, type Target } from './target.ts'

export interface Rule {
  arn: string
  name: string
  bus: string
  description: string | undefined
  patternText: string | undefined
  pattern: Pattern | undefined
  scheduleText: string | undefined
  enabled: boolean
  roleArn: string | undefined
  targets: Map<string, Target>
}

const MOST_TARGETS = 5
const LONGEST_PATTERN = 4096
/** EventBridge quotas, "Event pattern size": adjustable, up to the longest. Which error says so is not documented. */
const PATTERN_QUOTA = 2048

export const ruleArn = (bus: string, name: string) =>
  arn('events', bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`)

/** API reference, PutRule and TestEventPattern. Throws ValidationException. */
export function checkLength(pattern: string): void {
  if (pattern.length > LONGEST_PATTERN)
    throw validation(`EventPattern must have length less than or equal to ${LONGEST_PATTERN}`)
}

/** The input of PutRule, checked. Throws ValidationException, InvalidEventPatternException and LimitExceededException. */
export function readRule(input: any, before: Rule | undefined): Rule {
  const bus = busName(input.EventBusName)
  const name = String(input.Name)
  const { EventPattern, ScheduleExpression } = input
  const wrong = nameProblems(name, 'name')
  if (wrong.length > 0) throw constraints(wrong)
  if (!EventPattern && !ScheduleExpression)
    throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.')
  if (ScheduleExpression && bus !== 'default')
    throw validation('ScheduleExpression is supported only on the default event bus.')
  if (EventPattern) checkLength(EventPattern)
  if (EventPattern && EventPattern.length > PATTERN_QUOTA)
    throw new AwsError(
      'LimitExceededException',
      `The event pattern has more than ${PATTERN_QUOTA} characters.`,
    )
  return {
    arn: ruleArn(bus, name),
    name,
    bus,
    description: input.Description,
    patternText: EventPattern,
    pattern: EventPattern ? compilePattern(EventPattern) : undefined,
    scheduleText: ScheduleExpression,
    enabled: input.State !== 'DISABLED',
    roleArn: input.RoleArn,
    targets: before?.targets ?? new Map(),
  }
}

/** The rule as DescribeRule and ListRules show it. */
export const shownRule = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.bus,
  Description: rule.description,
  EventPattern: rule.patternText,
  ScheduleExpression: rule.scheduleText,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  RoleArn: rule.roleArn,
})

/** Throws ValidationException for a target that EventBridge refuses or that is not modelled, LimitExceededException beyond five. */
export function putTargets(rule: Rule, targets: readonly Target[]): void {
  const wrong = targets.flatMap(({ Id }, at) => nameProblems(Id, `targets.${at + 1}.member.id`))
  if (wrong.length > 0) throw constraints(wrong)
  for (const [index, target] of targets.entries()) checkTarget(target, index + 1)
  const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)])
  if (ids.size > MOST_TARGETS)
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.')
  for (const target of targets) rule.targets.set(target.Id, target)
}
