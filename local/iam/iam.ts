import { createHash } from 'node:crypto'
import { ACCOUNT } from '../place.ts'
import { type Access, type Caller, OPERATOR, type PolicyStatement } from '../service.ts'
import { type Asker, contextOf, denied, principalOf } from './asker.ts'
import type { Context } from './condition.ts'
import { type CompiledStatement, compileStatement, type Principal } from './statement.ts'

export interface RoleDefinition {
  arn: string
  name: string
  /** Statements of the assume-role policy. */
  trust: readonly PolicyStatement[]
  /** Statements of the inline and managed policies. */
  statements: readonly PolicyStatement[]
}

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}

interface Grant {
  compiled: CompiledStatement
  /** `<action index> <resource index>` of what calls have used. */
  used: Set<string>
}

interface Role {
  name: string
  trust: readonly CompiledStatement[]
  grants: Grant[]
}

type Verdict = { allowed: true } | { allowed: false; because: string }

/**
 * Roles, who stands behind an access key, and IAM's evaluation within one account: an explicit Deny wins, then an
 * Allow of the role or of the resource suffices, else the call is refused (IAM user guide, "Policy evaluation logic").
 */
export class Iam {
  private readonly roles = new Map<string, Role>()
  private readonly removed = new Set<string>()
  private readonly roleByKey = new Map<string, string>()
  private readonly resourcePolicies = new WeakMap<PolicyStatement, CompiledStatement>()

  /** Replaces a role of the same ARN. Throws an Error at a policy element that is not modelled. */
  defineRole({ arn, name, trust, statements }: RoleDefinition): void {
    this.roles.set(arn, { name, trust: trust.map(compileStatement), grants: grantsOf(statements, name) })
    this.removed.delete(arn)
  }

  /** Adds the statements of a separate policy resource. Throws an Error where the role is unknown. */
  addStatements(roleArn: string, statements: readonly PolicyStatement[], policyName: string): void {
    this.role(roleArn).grants.push(...grantsOf(statements, policyName))
  }

  /** Its credentials stay known, and are allowed nothing. */
  removeRole(arn: string): void {
    if (this.roles.delete(arn)) this.removed.add(arn)
  }

  /**
   * A role that was never defined here, as an operator's tools name one for a machine or a target of their own. AWS wants
   * the role to exist; nobody can create one here, so such a role is the operator's own and may do what the operator may.
   */
  private isOperators(caller: Asker): boolean {
    return caller.kind === 'role' && !this.roles.has(caller.arn) && !this.removed.has(caller.arn)
  }

  /** Always the same for one role. Recognisably made up: nothing outside the local contact centre takes them. */
  credentialsFor(roleArn: string): Credentials {
    this.role(roleArn)
    const digest = createHash('sha256').update(roleArn).digest('hex')
    const accessKeyId = `LOCALROLE${digest.slice(0, 11).toUpperCase()}`
    this.roleByKey.set(accessKeyId, roleArn)
    return { accessKeyId, secretAccessKey: 'local-secret', sessionToken: 'local-session' }
  }

  /** Keys that are nobody's role belong to the operator. */
  callerOf(accessKeyId: string): Caller {
    const arn = this.roleByKey.get(accessKeyId)
    return arn === undefined ? OPERATOR : { kind: 'role', arn }
  }

  /** Whether the role's trust policy lets this service (`lambda.amazonaws.com`) act for `sourceArn` under it. */
  canAssume(roleArn: string, service: string, sourceArn?: string): boolean {
    const principal: Principal = { kind: 'service', name: service }
    const context: Context = {
      'aws:sourceaccount': ACCOUNT,
      ...(sourceArn === undefined ? {} : { 'aws:sourcearn': sourceArn }),
    }
    const { trust } = this.role(roleArn)
    const effects = trust
      .filter((each) => each.actions.some((action) => action.matches('sts:AssumeRole')))
      .filter((each) => each.principal?.(principal) && each.condition(context))
      .map((each) => each.effect)
    return effects.includes('Allow') && !effects.includes('Deny')
  }

  /**
   * Throws AccessDeniedException in AWS's words at the first action and resource that the caller is not allowed.
   * `resourcePolicy` is the target's own; every element of its statements must be modelled.
   */
  assertAllowed(caller: Caller, access: readonly Access[], resourcePolicy: readonly PolicyStatement[]): void {
    if (caller.kind === 'operator' || this.isOperators(caller)) return
    const policy = resourcePolicy.map((statement) => this.compiledPolicy(statement))
    for (const { action, resources } of access) {
      for (const resource of resources) {
        const verdict = this.verdict(caller, action, resource, policy)
        if (!verdict.allowed) throw denied(caller, action, resource, verdict.because)
      }
    }
  }

  /** Each granted action on each granted resource that no call has needed so far. Overlapping grants need one only. */
  unusedStatements(): { role: string; action: string; resource: string }[] {
    return [...this.roles.values()].flatMap((role) =>
      role.grants
        .filter(({ compiled }) => compiled.effect === 'Allow')
        .flatMap(({ compiled, used }) =>
          compiled.actions.flatMap((action, a) =>
            compiled.resources
              .filter((_, r) => !used.has(`${a} ${r}`))
              .map((resource) => ({ role: role.name, action: action.text, resource: resource.text })),
          ),
        ),
    )
  }

  private verdict(
    caller: Asker,
    action: string,
    resource: string,
    policy: readonly CompiledStatement[],
  ): Verdict {
    const context = contextOf(caller)
    const grants = caller.kind === 'role' ? (this.roles.get(caller.arn)?.grants ?? []) : []
    const matching = grants.filter(({ compiled }) => covers(compiled, action, resource, context))
    if (matching.some(({ compiled }) => compiled.effect === 'Deny'))
      return { allowed: false, because: 'with an explicit deny in an identity-based policy' }
    const principal = principalOf(caller)
    const named = policy.filter(
      (each) => each.principal?.(principal) && covers(each, action, resource, context),
    )
    if (named.some((each) => each.effect === 'Deny'))
      return { allowed: false, because: 'with an explicit deny in a resource-based policy' }
    const grant = matching[0]
    if (grant) markUsed(grant, action, resource)
    if (grant || named.length > 0) return { allowed: true }
    const basis = caller.kind === 'role' ? 'identity' : 'resource'
    return { allowed: false, because: `because no ${basis}-based policy allows the ${action} action` }
  }

  private role(arn: string): Role {
    const role = this.roles.get(arn)
    if (!role) throw new Error(`There is no role ${arn}`)
    return role
  }

  private compiledPolicy(statement: PolicyStatement): CompiledStatement {
    let compiled = this.resourcePolicies.get(statement)
    if (!compiled) {
      compiled = compileStatement(statement)
      this.resourcePolicies.set(statement, compiled)
    }
    return compiled
  }
}

function grantsOf(statements: readonly PolicyStatement[], where: string): Grant[] {
  return statements.map((statement) => {
    if (statement.Principal !== undefined) throw new Error(`${where}: an identity policy has no Principal`)
    if (statement.Resource === undefined) throw new Error(`${where}: an identity policy needs a Resource`)
    try {
      return { compiled: compileStatement(statement), used: new Set() }
    } catch (error) {
      throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  })
}

function covers(statement: CompiledStatement, action: string, resource: string, context: Context): boolean {
  return (
    statement.actions.some((each) => each.matches(action)) &&
    statement.resources.some((each) => each.matches(resource)) &&
    statement.condition(context)
  )
}

function markUsed({ compiled, used }: Grant, action: string, resource: string): void {
  const a = compiled.actions.findIndex((each) => each.matches(action))
  const r = compiled.resources.findIndex((each) => each.matches(resource))
  used.add(`${a} ${r}`)
}
