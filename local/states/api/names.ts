import { AwsError } from '../../service.ts'
import { constraint, invalidArn, notModelled } from './refusals.ts'

/** Characters no name may have (API reference, StartExecution): white space, brackets, wildcards, special and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/

/** Throws InvalidName, or a ValidationException for a name that is empty or longer than 80 characters. */
export function checkName(name: unknown): asserts name is string {
  if (typeof name !== 'string') throw constraint('name', null, 'Member must not be null')
  if (name.length === 0) throw constraint('name', name, 'Member must have length greater than or equal to 1')
  if (name.length > 80) throw constraint('name', name, 'Member must have length less than or equal to 80')
  if (FORBIDDEN.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`)
}

/** The ARN of a machine as given. Throws InvalidArn; versions and aliases are refused by name. */
export function machineArn(arn: unknown): string {
  const parts = partsOf(arn)
  if (parts[5] !== 'stateMachine') throw invalidArn(`Resource type not valid in this context: ${parts[5]}`)
  if (parts.length === 8) throw notModelled('A state machine version or alias')
  if (parts.length !== 7) throw invalidArn(`Invalid ARN: ${arn}`)
  return parts.join(':')
}

/** The ARN of an execution as given. Throws InvalidArn. */
export function executionArn(arn: unknown): string {
  const parts = partsOf(arn)
  if (parts[5] !== 'execution') throw invalidArn(`Resource type not valid in this context: ${parts[5]}`)
  if (parts.length !== 8) throw invalidArn(`Invalid ARN: ${arn}`)
  return parts.join(':')
}

function partsOf(arn: unknown): string[] {
  if (typeof arn !== 'string' || arn === '') throw constraint('arn', null, 'Member must not be null')
  const parts = arn.split(':')
  if (parts[0] !== 'arn' || parts[2] !== 'states') throw invalidArn(`Invalid ARN prefix: ${arn}`)
  return parts
}
