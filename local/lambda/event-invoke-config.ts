import { AwsError, type Operation } from '../service.ts'
import type { Timeline } from '../timeline.ts'
import { messageTo } from './async-invoke.ts'
import { DEFAULT_EVENT_INVOKE, type LambdaFunction } from './function.ts'

/** PutFunctionEventInvokeConfig, GetFunctionEventInvokeConfig and DeleteFunctionEventInvokeConfig. */
export function eventInvokeOperations(
  find: (reference: string) => LambdaFunction,
  timeline: Timeline,
): Record<string, Operation> {
  return {
    PutFunctionEventInvokeConfig: (input) => {
      const fn = find(input.FunctionName)
      const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = input
      check('maximumRetryAttempts', MaximumRetryAttempts, 0, 2)
      check('maximumEventAgeInSeconds', MaximumEventAgeInSeconds, 60, 21_600)
      const onSuccess = DestinationConfig?.OnSuccess?.Destination
      const onFailure = DestinationConfig?.OnFailure?.Destination
      for (const destination of [onSuccess, onFailure]) if (destination) messageTo(destination, '', {})
      fn.eventInvoke = {
        maximumRetryAttempts: MaximumRetryAttempts ?? DEFAULT_EVENT_INVOKE.maximumRetryAttempts,
        maximumEventAgeSeconds: MaximumEventAgeInSeconds ?? DEFAULT_EVENT_INVOKE.maximumEventAgeSeconds,
        onSuccess,
        onFailure,
      }
      fn.eventInvokeChangedAt = timeline.now()
      return shown(fn)
    },
    GetFunctionEventInvokeConfig: (input) => shown(find(input.FunctionName)),
    DeleteFunctionEventInvokeConfig: (input) => {
      const fn = find(input.FunctionName)
      shown(fn)
      fn.eventInvoke = DEFAULT_EVENT_INVOKE
      fn.eventInvokeChangedAt = undefined
      return {}
    },
  }
}

function shown(fn: LambdaFunction): object {
  const { eventInvoke, eventInvokeChangedAt } = fn
  if (eventInvokeChangedAt === undefined)
    throw new AwsError(
      'ResourceNotFoundException',
      `The function ${fn.arn}:$LATEST doesn't have an EventInvokeConfig`,
      { Type: 'User' },
    )
  return {
    FunctionArn: `${fn.arn}:$LATEST`,
    LastModified: new Date(eventInvokeChangedAt),
    MaximumRetryAttempts: eventInvoke.maximumRetryAttempts,
    MaximumEventAgeInSeconds: eventInvoke.maximumEventAgeSeconds,
    DestinationConfig: {
      OnSuccess: eventInvoke.onSuccess ? { Destination: eventInvoke.onSuccess } : {},
      OnFailure: eventInvoke.onFailure ? { Destination: eventInvoke.onFailure } : {},
    },
  }
}

function check(field: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return
  throw new AwsError(
    'InvalidParameterValueException',
    `Value '${value}' at '${field}' must be between ${least} and ${most}`,
    { Type: 'User' },
  )
}
