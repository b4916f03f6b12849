import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Iam } from '../../../local/iam/iam.ts'
import type { Caller, PolicyStatement } from '../../../local/service.ts'

const ROLE = 'arn:aws:iam::111122223333:role/receive-email'
const TABLE = 'arn:aws:dynamodb:us-east-1:111122223333:table/threads'
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:receive-email'
const role: Caller = { kind: 'role', arn: ROLE }
const connect: Caller = {
  kind: 'service',
  principal: 'connect.amazonaws.com',
  sourceArn: 'arn:aws:connect:us-east-1:111122223333:instance/i-1',
  sourceAccount: '111122223333',
}

const allow = (Action: string | string[], Resource: string | string[] = TABLE): PolicyStatement => ({
  Effect: 'Allow',
  Action,
  Resource,
})

const iamWith = (...statements: PolicyStatement[]) => {
  const iam = new Iam()
  iam.defineRole({ arn: ROLE, name: 'receive-email', trust: [], statements })
  return iam
}

const isAllowed = (
  iam: Iam,
  caller: Caller,
  action: string,
  resource: string,
  policy: PolicyStatement[] = [],
) => {
  try {
    iam.assertAllowed(caller, [{ action, resources: [resource] }], policy)
    return true
  } catch {
    return false
  }
}

describe('a role', () => {
  it('may do what a statement names, and nothing else', () => {
    const iam = iamWith(allow(['dynamodb:GetItem', 'dynamodb:Batch*']))
    const may = (action: string, resource = TABLE) => isAllowed(iam, role, action, resource)
    expect([may('dynamodb:GetItem'), may('dynamodb:BatchGetItem'), may('dynamodb:PutItem')]).toEqual([
      true,
      true,
      false,
    ])
    expect([may('dynamodb:GetItem', `${TABLE}/index/holds`), may('dynamodb:GetItem', '*')]).toEqual([
      false,
      false,
    ])
  })

  it('needs every resource of a call', () => {
    const iam = iamWith(allow('dynamodb:BatchGetItem'))
    const access = [{ action: 'dynamodb:BatchGetItem', resources: [TABLE, `${TABLE}2`] }]
    expect(() => iam.assertAllowed(role, access, [])).toThrow(`on resource: ${TABLE}2 because`)
  })

  it('may also do what the resource allows it', () => {
    const policy: PolicyStatement[] = [{ ...allow('sqs:SendMessage', '*'), Principal: { AWS: ROLE } }]
    expect(isAllowed(iamWith(), role, 'sqs:SendMessage', 'q', policy)).toBe(true)
    const iam = iamWith()
    iam.defineRole({ arn: `${ROLE}2`, name: 'other', trust: [], statements: [] })
    expect(isAllowed(iam, { kind: 'role', arn: `${ROLE}2` }, 'sqs:SendMessage', 'q', policy)).toBe(false)
  })

  it('is allowed nothing once it is removed, though its key is still known', () => {
    const iam = iamWith(allow('*', '*'))
    const { accessKeyId } = iam.credentialsFor(ROLE)
    iam.removeRole(ROLE)
    expect(iam.callerOf(accessKeyId)).toEqual(role)
    expect(isAllowed(iam, role, 'dynamodb:GetItem', TABLE)).toBe(false)
  })

  it('is the operator’s own, and may do everything, where nobody ever defined it', () => {
    const madeUp = { kind: 'role', arn: 'arn:aws:iam::444455556666:role/made-up' } as const
    expect(isAllowed(iamWith(), madeUp, 'sqs:SendMessage', 'q')).toBe(true)
  })

  it('has one key, which is nobody else’s', () => {
    const iam = iamWith()
    iam.defineRole({ arn: `${ROLE}2`, name: 'other', trust: [], statements: [] })
    expect(iam.credentialsFor(ROLE)).toEqual(iam.credentialsFor(ROLE))
    expect(iam.credentialsFor(`${ROLE}2`).accessKeyId).not.toBe(iam.credentialsFor(ROLE).accessKeyId)
    expect(iam.callerOf('AKIAIOSFODNN7EXAMPLE')).toEqual({ kind: 'operator' })
  })

  it('is assumed only by whom it trusts', () => {
    const iam = new Iam()
    const Principal = { Service: 'lambda.amazonaws.com' }
    const trust: PolicyStatement[] = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }]
    iam.defineRole({ arn: ROLE, name: 'receive-email', trust, statements: [] })
    expect(iam.canAssume(ROLE, 'lambda.amazonaws.com')).toBe(true)
    expect(iam.canAssume(ROLE, 'states.amazonaws.com')).toBe(false)
  })
})

describe('a service', () => {
  const permission = (more: Partial<PolicyStatement> = {}): PolicyStatement[] => [
    {
      ...allow('lambda:InvokeFunction', FUNCTION),
      Principal: { Service: 'connect.amazonaws.com' },
      Condition: {
        ArnLike: { 'AWS:SourceArn': 'arn:aws:connect:us-east-1:111122223333:instance/*' },
        StringEquals: { 'AWS:SourceAccount': '111122223333' },
      },
      ...more,
    },
  ]
  const may = (caller: Caller, policy: PolicyStatement[]) =>
    isAllowed(new Iam(), caller, 'lambda:InvokeFunction', FUNCTION, policy)

  it('may do what the resource’s policy allows it, from where it allows it', () => {
    expect(may(connect, permission())).toBe(true)
    expect(may({ ...connect, sourceAccount: '999999999999' }, permission())).toBe(false)
    expect(may({ ...connect, principal: 'events.amazonaws.com' }, permission())).toBe(false)
    expect(
      may({ ...connect, sourceArn: 'arn:aws:connect:eu-west-1:111122223333:instance/i' }, permission()),
    ).toBe(false)
  })

  it('is told what is missing', () => {
    const access = [{ action: 'lambda:InvokeFunction', resources: [FUNCTION] }]
    expect(() => new Iam().assertAllowed(connect, access, [])).toThrow(
      `User: connect.amazonaws.com is not authorized to perform: lambda:InvokeFunction on resource: ${FUNCTION} ` +
        'because no resource-based policy allows the lambda:InvokeFunction action',
    )
  })
})

describe('conditions', () => {
  it.each([
    ['StringLike', { 'aws:PrincipalArn': '*receive*' }, true],
    ['StringNotEquals', { 'aws:PrincipalArn': ROLE }, false],
    ['StringNotEquals', { 'aws:SourceArn': 'x' }, true],
    ['StringEquals', { 'aws:SourceArn': 'x' }, false],
    ['StringEqualsIfExists', { 'aws:SourceArn': 'x' }, true],
    ['ArnEquals', { 'aws:PrincipalArn': ['arn:aws:iam::*:role/other', ROLE] }, true],
    ['Bool', { 'aws:SecureTransport': 'false' }, false],
    ['Null', { 'aws:SourceArn': 'true' }, true],
    ['Null', { 'aws:SourceArn': 'false' }, false],
  ] as [string, Record<string, string | string[]>, boolean][])('%s %o holds: %s', (operator, keys, holds) => {
    const iam = iamWith({ ...allow('dynamodb:GetItem'), Condition: { [operator]: keys } })
    expect(isAllowed(iam, role, 'dynamodb:GetItem', TABLE)).toBe(holds)
  })

  it.each([
    [{ Condition: { NumericEquals: { 'aws:SourceArn': '1' } } }, /operator NumericEquals/],
    [{ Condition: { StringEquals: { 'kms:ViaService': 'x' } } }, /key kms:ViaService/],
    [{ Condition: { StringEquals: { 'aws:SourceArn': '${aws:username}' } } }, /Policy variable/],
    [{ NotAction: 'x' }, /element NotAction/],
    [{ Principal: '*' }, /no Principal/],
    [{ Resource: undefined }, /needs a Resource/],
  ])('that are not modelled are refused when the role is defined: %o', (more, message) => {
    expect(() => iamWith({ ...allow('a:B'), ...more } as PolicyStatement)).toThrow(message)
  })
})

describe('unused grants', () => {
  it('are those that no call has needed', () => {
    const iam = iamWith(allow(['dynamodb:GetItem', 'dynamodb:PutItem']), allow('dynamodb:*'))
    isAllowed(iam, role, 'dynamodb:GetItem', TABLE)
    expect(iam.unusedStatements()).toEqual([
      { role: 'receive-email', action: 'dynamodb:PutItem', resource: TABLE },
      { role: 'receive-email', action: 'dynamodb:*', resource: TABLE },
    ])
  })
})

describe('for any policies', () => {
  const actions = ['dynamodb:GetItem', 'dynamodb:PutItem', 'sqs:SendMessage', 'dynamodb:*', '*', '*:?etItem']
  const resources = ['*', TABLE, `${TABLE}/index/holds`, `${TABLE}*`, 'arn:aws:sqs:*:*:q']
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.constantFrom(...actions),
    Resource: fc.constantFrom(...resources),
  })
  const call = fc.tuple(fc.constantFrom(...actions.slice(0, 3)), fc.constantFrom(...resources.slice(1, 3)))

  it('a Deny that matches always wins', () => {
    fc.assert(
      fc.property(fc.array(statement), fc.nat(), call, (statements, at, [action, resource]) => {
        const deny: PolicyStatement = { Effect: 'Deny', Action: action, Resource: resource }
        const all: PolicyStatement[] = [...statements]
        const iam = iamWith(...all.toSpliced(at % (all.length + 1), 0, deny))
        expect(isAllowed(iam, role, action, resource)).toBe(false)
      }),
    )
  })

  it('an Allow more never takes access away', () => {
    fc.assert(
      fc.property(fc.array(statement), statement, call, (statements, extra, [action, resource]) => {
        const before = isAllowed(iamWith(...statements), role, action, resource)
        const more = iamWith(...statements, { ...extra, Effect: 'Allow' })
        expect(isAllowed(more, role, action, resource) || !before).toBe(true)
      }),
    )
  })

  it('nothing is allowed without an Allow', () => {
    fc.assert(
      fc.property(fc.array(statement), call, (statements, [action, resource]) => {
        const iam = iamWith(...statements.map((each) => ({ ...each, Effect: 'Deny' as const })))
        expect(isAllowed(iam, role, action, resource)).toBe(false)
      }),
    )
  })
})
