import { describe, expect, it } from 'vitest'
import { conditionHolds, resolve, type Scope } from '../../../local/assembly/intrinsics.ts'

const scope: Scope = {
  stack: 'Service',
  stackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Service/1',
  template: {
    Parameters: {
      Stage: { Type: 'String', Default: 'test' },
      Open: { Type: 'String' },
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
    },
    Mappings: { Limits: { test: { holds: '16' } } },
    Conditions: {
      IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] },
      IsLive: { 'Fn::Not': [{ Condition: 'IsTest' }] },
      Both: { 'Fn::And': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsTest' }, { Condition: 'IsLive' }] },
      Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
      Odd: { 'Fn::Contains': [['a'], 'a'] },
    },
    Resources: { Table: { Type: 'AWS::DynamoDB::Table' }, Later: { Type: 'AWS::SQS::Queue' } },
  },
  created: new Map([['Table', { ref: 'threads', attributes: { Arn: 'arn:table', 'Data.Nested': 'deep' } }]]),
  exports: new Map([['State:TableArn', 'arn:table']]),
  outputs: new Map([['State', new Map([['TableName', 'threads']])]]),
}

const value = (template: unknown) => resolve(template, scope, 'Thing.Properties')

describe('an intrinsic function gives what CloudFormation gives', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref of a resource', { Ref: 'Table' }, 'threads'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'test'],
    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['AWS::StackName', { Ref: 'AWS::StackName' }, 'Service'],
    ['AWS::StackId', { Ref: 'AWS::StackId' }, scope.stackId],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:table'],
    ['Fn::GetAtt as text', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:table'],
    ['Fn::GetAtt with a dotted attribute', { 'Fn::GetAtt': ['Table', 'Data.Nested'] }, 'deep'],
    ['Fn::Join', { 'Fn::Join': ['/', ['a', { Ref: 'Table' }, 3, true]] }, 'a/threads/3/true'],
    ['Fn::Join of a list that is computed', { 'Fn::Join': ['+', { 'Fn::Split': ['-', 'a-b'] }] }, 'a+b'],
    [
      'Fn::Sub as text',
      { 'Fn::Sub': '${Table}|${Table.Arn}|${AWS::Region}|${!Kept}' },
      'threads|arn:table|us-east-1|${Kept}',
    ],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${a}-${Stage}', { a: { Ref: 'Table' } }] }, 'threads-test'],
    ['Fn::Select', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    ['Fn::Select from Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': [':', 'a:b:c'] }] }, 'c'],
    ['Fn::If that holds', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'yes'],
    ['Fn::If that does not', { 'Fn::If': ['IsLive', 'yes', { Ref: 'Table' }] }, 'threads'],
    ['Fn::ImportValue', { 'Fn::ImportValue': 'State:TableArn' }, 'arn:table'],
    [
      'Fn::GetStackOutput',
      { 'Fn::GetStackOutput': { StackName: 'State', OutputName: 'TableName' } },
      'threads',
    ],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Limits', { Ref: 'Stage' }, 'holds'] }, '16'],
    ['Fn::Base64', { 'Fn::Base64': { Ref: 'Stage' } }, 'dGVzdA=='],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    [
      'AWS::NoValue in a list',
      ['a', { 'Fn::If': ['IsLive', 'b', { Ref: 'AWS::NoValue' }] }, 'c'],
      ['a', 'c'],
    ],
    [
      'a Condition key in a policy statement',
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
    ['anything else', { a: [1, null, false, 'x'] }, { a: [1, null, false, 'x'] }],
  ])('%s', (_, template, expected) => {
    expect(value(template)).toEqual(expected)
  })

  it.each([
    ['IsTest', true],
    ['IsLive', false],
    ['Both', false],
    ['Either', true],
  ])('the condition %s is %s', (name, expected) => {
    expect(conditionHolds(name, scope, 'Thing')).toBe(expected)
  })
})

describe('what is unknown is refused with its place', () => {
  it.each<[string, unknown, string]>([
    [
      'a function',
      { 'Fn::Cidr': ['10.0.0.0/8', 1, 8] },
      'Service/Thing.Properties: the function Fn::Cidr is not supported',
    ],
    ['a function that objects inherit', { 'Fn::toString': [] }, 'the function Fn::toString is not supported'],
    ['a name', { Ref: 'Nobody' }, 'there is no resource or parameter Nobody'],
    [
      'a pseudo parameter',
      { Ref: 'AWS::NotificationARNs' },
      'the pseudo parameter AWS::NotificationARNs is not supported',
    ],
    ['a resource that is not there yet', { Ref: 'Later' }, 'Later does not exist yet'],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'AWS::DynamoDB::Table gives no attribute Colour'],
    [
      'an attribute of nothing',
      { 'Fn::GetAtt': ['Nobody', 'Arn'] },
      'Nobody is no resource of this template',
    ],
    ['a variable', { 'Fn::Sub': 'x${Nobody}' }, 'there is no resource or parameter Nobody'],
    ['a parameter without value', { Ref: 'Open' }, 'the parameter Open has no value'],
    ['an SSM parameter', { Ref: 'BootstrapVersion' }, 'the SSM parameter BootstrapVersion is not supported'],
    ['an export', { 'Fn::ImportValue': 'nothing' }, 'no stack that is up exports nothing'],
    ['an output', { 'Fn::GetStackOutput': { StackName: 'State', OutputName: 'x' } }, 'State has no output x'],
    [
      'an output of another region',
      { 'Fn::GetStackOutput': { StackName: 'State', OutputName: 'TableName', Region: 'eu-west-1' } },
      'another account or region',
    ],
    ['a mapping', { 'Fn::FindInMap': ['Limits', 'live', 'holds'] }, 'there is no mapping Limits.live.holds'],
    ['a condition', { 'Fn::If': ['Nothing', 1, 2] }, 'there is no condition Nothing'],
    ['an index', { 'Fn::Select': [5, ['a']] }, 'there is no item 5 in a list of 1'],
    [
      'an object where a string is wanted',
      { 'Fn::Join': ['', [{ a: 1 }]] },
      'a string is wanted here, not {"a":1}',
    ],
    ['a function beside other keys', { Ref: 'Table', x: 1 }, 'Ref must be the only key of its object'],
    [
      'a dynamic reference',
      '{{resolve:ssm:/a}}',
      'the dynamic reference {{resolve:ssm:/a}} is not supported',
    ],
  ])('%s', (_, template, message) => {
    expect(() => value(template)).toThrow(message)
  })

  it('names the place deep inside', () => {
    expect(() => value({ a: [{ b: { Ref: 'Nobody' } }] })).toThrow('Service/Thing.Properties.a[0].b.Ref:')
  })

  it.each([
    ['Circle', 'the condition Circle rests on itself'],
    ['Odd', 'the condition function Fn::Contains is not supported'],
  ])('the condition %s', (name, message) => {
    expect(() => conditionHolds(name, scope, 'Thing')).toThrow(message)
  })
})
