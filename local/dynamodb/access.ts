import { arn } from '../place.ts'
import type { Access } from '../service.ts'

/** Service authorization reference, "Actions, resources, and condition keys for Amazon DynamoDB". */
export function dynamodbAccess(operation: string, input: any): Access[] {
  return [{ action: `dynamodb:${operation}`, resources: resourcesOf(operation, input) }]
}

function resourcesOf(operation: string, input: any): string[] {
  switch (operation) {
    case 'ListTables':
      return ['*']
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(input.RequestItems).map(tableArn)
    case 'TagResource':
    case 'UntagResource':
    case 'ListTagsOfResource':
      return [input.ResourceArn]
    default:
      return [
        input.IndexName ? `${tableArn(input.TableName)}/index/${input.IndexName}` : tableArn(input.TableName),
      ]
  }
}

const tableArn = (name: string) => arn('dynamodb', `table/${tableName(name)}`)

/** The API takes a table's ARN in place of its name. */
export function tableName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn
}
