import { ACCOUNT, PARTITION } from '../../place.ts'
import type { PolicyStatement } from '../../service.ts'
import type { Created } from '../intrinsics.ts'
import type { Kinds, Wanted, Workshop } from './kind.ts'

/** AWS's own managed policies whose content is known here; AWS may change theirs. Any other is refused by name. */
const MANAGED_BY_AWS: Readonly<Record<string, readonly PolicyStatement[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    },
  ],
}

/** Roles and their policies, with every ARN resolved: the gate of each call decides by them. */
export const iamKinds: Kinds = {
  'AWS::IAM::Role': {
    runs: true,
    create: createRole,
    remove: (made, workshop) => workshop.roles.remove(made.attributes.Arn as string),
  },
  'AWS::IAM::Policy': {
    runs: true,
    create(wanted, workshop) {
      const { PolicyName, PolicyDocument, Roles = [] } = wanted.properties
      refuseGroupsAndUsers(wanted)
      for (const role of Roles) workshop.roles.allow(roleArn(role), PolicyName, statements(PolicyDocument))
      return { ref: PolicyName, attributes: { Id: PolicyName } }
    },
  },
  'AWS::IAM::ManagedPolicy': {
    runs: true,
    create(wanted, workshop) {
      const { PolicyDocument, Roles = [], Path = '/' } = wanted.properties
      refuseGroupsAndUsers(wanted)
      const name = wanted.properties.ManagedPolicyName ?? workshop.name(wanted, 128)
      const policyArn = `arn:${PARTITION}:iam::${ACCOUNT}:policy${Path}${name}`
      workshop.policies.set(policyArn, statements(PolicyDocument))
      for (const role of Roles) workshop.roles.allow(roleArn(role), name, statements(PolicyDocument))
      return { ref: policyArn, attributes: { PolicyArn: policyArn } }
    },
    remove: (made, workshop) => workshop.policies.delete(made.ref),
  },
}

function createRole(wanted: Wanted, workshop: Workshop): Created {
  const {
    RoleName,
    Path = '/',
    AssumeRolePolicyDocument,
    Policies = [],
    ManagedPolicyArns = [],
  } = wanted.properties
  if (Path !== '/') throw new Error(`Path ${Path}: only / is supported here`)
  if (wanted.properties.PermissionsBoundary) throw new Error('PermissionsBoundary is not supported here')
  const name: string = RoleName ?? workshop.name(wanted, 64)
  const arn = roleArn(name)
  const managed = ManagedPolicyArns.map(
    (policy: string) => [policy, managedStatements(policy, workshop)] as const,
  )
  workshop.roles.define({ name, arn, trust: statements(AssumeRolePolicyDocument) })
  for (const { PolicyName, PolicyDocument } of Policies)
    workshop.roles.allow(arn, PolicyName, statements(PolicyDocument))
  for (const [policy, known] of managed) workshop.roles.allow(arn, policy, known)
  return { ref: name, attributes: { Arn: arn, RoleId: `AROA${workshop.letters(17)}` } }
}

function managedStatements(policyArn: string, workshop: Workshop): readonly PolicyStatement[] {
  const own = workshop.policies.get(policyArn)
  const byAws = MANAGED_BY_AWS[policyArn.replace(/^arn:[^:]+:iam::aws:policy\//, '')]
  const known = own ?? byAws
  if (!known)
    throw new Error(
      `the managed policy ${policyArn} is refused: what it allows is not known here. Write its statements into the role`,
    )
  return known
}

function statements(document: { Statement?: PolicyStatement | PolicyStatement[] }): PolicyStatement[] {
  return [document.Statement ?? []].flat()
}

function roleArn(name: string): string {
  return `arn:${PARTITION}:iam::${ACCOUNT}:role/${name}`
}

function refuseGroupsAndUsers({ properties }: Wanted): void {
  for (const key of ['Groups', 'Users'])
    if (properties[key]?.length > 0)
      throw new Error(`${key} is not supported here: attach the policy to roles`)
}
