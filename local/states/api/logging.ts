import type { LoggingConfiguration } from '@aws-sdk/client-sfn'
import { AwsError } from '../../service.ts'

/**
 * The logging of a machine, completed. A level other than OFF wants exactly one destination, and there may never be two
 * (recorded). What is logged is not modelled, nor whether the log group is there.
 */
export function checkedLogging(given: LoggingConfiguration = {}): LoggingConfiguration {
  const logging = { level: 'OFF' as const, includeExecutionData: false, ...given }
  const { length } = logging.destinations ?? []
  if (length > 1 || (length === 0 && logging.level !== 'OFF')) {
    const told = 'Invalid Logging Configuration: Must specify exactly one Log Destination.'
    throw new AwsError('InvalidLoggingConfiguration', told)
  }
  return logging
}
