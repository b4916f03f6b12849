import { AwsError, type PolicyStatement } from '../service.ts'
import type { LambdaFunction } from './function.ts'

interface Permission {
  StatementId: string
  Action: string
  Principal: string
  SourceArn?: string
  SourceAccount?: string
}

/**
 * Adds a statement to the function's policy, as AddPermission does: SourceArn becomes an ArnLike condition,
 * SourceAccount a StringEquals one. Gives the statement. Throws ResourceConflictException for an id already there.
 */
export function addPermission(fn: LambdaFunction, permission: Permission): PolicyStatement {
  const { StatementId, Action, Principal, SourceArn, SourceAccount } = permission
  if (fn.policy.some(({ Sid }) => Sid === StatementId))
    throw new AwsError(
      'ResourceConflictException',
      `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      { Type: 'User' },
    )
  const unmodelled = Object.keys(permission).filter((key) => !KNOWN.has(key))
  if (unmodelled.length > 0)
    throw new AwsError(
      'InvalidParameterValueException',
      `AddPermission does not model ${unmodelled.join(', ')}`,
    )
  const condition: NonNullable<PolicyStatement['Condition']> = {}
  if (SourceAccount) condition.StringEquals = { 'AWS:SourceAccount': SourceAccount }
  if (SourceArn) condition.ArnLike = { 'AWS:SourceArn': SourceArn }
  const statement: PolicyStatement = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: principalOf(Principal),
    Action,
    Resource: fn.arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  }
  fn.policy.push(statement)
  return statement
}

const KNOWN = new Set([
  'FunctionName',
  'StatementId',
  'Action',
  'Principal',
  'SourceArn',
  'SourceAccount',
  'Qualifier',
  'RevisionId',
])

function principalOf(principal: string): unknown {
  if (principal === '*') return '*'
  if (principal.includes('amazonaws.com')) return { Service: principal }
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal }
}

/** Throws ResourceNotFoundException for an unknown id. */
export function removePermission(fn: LambdaFunction, statementId: string): void {
  const at = fn.policy.findIndex(({ Sid }) => Sid === statementId)
  if (at < 0)
    throw new AwsError(
      'ResourceNotFoundException',
      `Statement ${statementId} is not found in resource policy.`,
      {
        Type: 'User',
      },
    )
  fn.policy.splice(at, 1)
}

/** The whole policy as a JSON document; throws ResourceNotFoundException where there is none. */
export function policyDocument(fn: LambdaFunction): string {
  if (fn.policy.length === 0)
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', {
      Type: 'User',
    })
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: fn.policy })
}
