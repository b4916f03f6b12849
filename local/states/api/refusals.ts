import { AwsError } from '../../service.ts'

/** The value is told; how long a one AWS still tells is not known beyond tokens of 3,097 characters (recorded). */
const LONGEST_SHOWN = 4096

/** A member that breaks a constraint of the operation's model, in the sentence of AWS's request validation. */
export function constraint(member: string, value: unknown, rule: string): AwsError {
  const told = typeof value === 'string' && value.length <= LONGEST_SHOWN ? `Value '${value}'` : 'Value'
  const sentence = `1 validation error detected: ${told} at '${member}' failed to satisfy constraint: ${rule}`
  return new AwsError('ValidationException', sentence)
}

/** The value, unless it is longer than the model has it. */
export function limited(member: string, value: string | undefined, most: number): string | undefined {
  if (value !== undefined && value.length > most)
    throw constraint(member, value, `Member must have length less than or equal to ${most}`)
  return value
}

export const invalidArn = (why: string) => new AwsError('InvalidArn', `Invalid Arn: '${why}'`)

export const executionMissing = (arn: string) =>
  new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)

export const machineMissing = (arn: string) =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)

export const machineDeleting = (arn: string) =>
  new AwsError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`)

/** What AWS has and this local service has not. */
export const notModelled = (what: string) =>
  new AwsError('ValidationException', `${what} is not modelled by the local contact centre`)
