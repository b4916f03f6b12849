import { readJson } from '../json-tokens.ts'
import { type DeliveryProps, deliver } from '../scheduler/retry.ts'
import { AwsError } from '../service.ts'
import type { EventEnvelope } from './event.ts'
import { wrongJsonAt } from './input-json.ts'
import { leavesOf } from './leaves.ts'
import type { Rule } from './rules.ts'
import { asRule, type Target, targetCall } from './target.ts'
import { targetInput } from './transform.ts'

const DEFAULT_RETRIES = 185
const DEFAULT_AGE_SECONDS = 86_400

/** The rules of a bus that an event goes to. */
export function matching(rules: Iterable<Rule>, event: EventEnvelope): Rule[] {
  const candidates = [...rules].filter(({ enabled, pattern }) => enabled && pattern)
  if (candidates.length === 0) return []
  const leaves = leavesOf(readJson(JSON.stringify(event)))
  return candidates.filter(({ pattern }) => pattern?.(leaves))
}

/** Sends an event to all targets of a rule, each on its own; never rejects. */
export async function sendToTargets(rule: Rule, event: EventEnvelope, props: DeliveryProps): Promise<void> {
  await Promise.all([...rule.targets.values()].map((target) => sendTo(target, rule, event, props)))
}

/** A template whose variables made it no JSON is not sent at all (recorded). */
const invalidJson = () => new AwsError('INVALID_JSON', 'Invalid input for target.')

async function sendTo(target: Target, rule: Rule, event: EventEnvelope, props: DeliveryProps): Promise<void> {
  const payload = targetInput(target, event, rule, props.timeline.now())
  // Recorded: neither the target nor its dead-letter queue gets an empty input.
  if (payload.trim() === '') return
  const broken = wrongJsonAt(payload, true) === undefined ? undefined : invalidJson()
  await deliver(
    {
      what: `event for ${rule.name}`,
      call: () => {
        if (broken) throw broken
        return targetCall(target, payload, rule.arn)
      },
      maximumRetryAttempts: target.RetryPolicy?.MaximumRetryAttempts ?? DEFAULT_RETRIES,
      maximumAgeSeconds: target.RetryPolicy?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS,
      deadLetter: target.DeadLetterConfig?.Arn
        ? {
            arn: target.DeadLetterConfig.Arn,
            caller: asRule(rule.arn),
            body: () => payload,
            attributes: { RULE_ARN: rule.arn, TARGET_ARN: target.Arn },
            omitsNoRetries: true,
          }
        : undefined,
    },
    props,
  )
}
