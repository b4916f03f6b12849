import * as connect from '@aws-sdk/client-connect'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as eventbridge from '@aws-sdk/client-eventbridge'
import * as kinesis from '@aws-sdk/client-kinesis'
import * as lambda from '@aws-sdk/client-lambda'
import * as scheduler from '@aws-sdk/client-scheduler'
import * as sfn from '@aws-sdk/client-sfn'
import * as sqs from '@aws-sdk/client-sqs'
import * as sts from '@aws-sdk/client-sts'

/** A service that a Task can reach. */
export interface TaskService {
  /** The name by which the local contact centre calls it. */
  name: string
  /** What its errors begin with in an AWS SDK integration, e.g. `DynamoDb.ConditionalCheckFailedException`. */
  prefix: string
  /** The SDK's module: shapes, operations and modelled errors are read from it. */
  sdk: Readonly<Record<string, any>>
}

/** By the name that stands in `arn:aws:states:::aws-sdk:<name>:<action>`. */
export const SDK_SERVICES: Readonly<Record<string, TaskService>> = {
  connect: { name: 'connect', prefix: 'Connect', sdk: connect },
  dynamodb: { name: 'dynamodb', prefix: 'DynamoDb', sdk: dynamodb },
  eventbridge: { name: 'events', prefix: 'EventBridge', sdk: eventbridge },
  kinesis: { name: 'kinesis', prefix: 'Kinesis', sdk: kinesis },
  lambda: { name: 'lambda', prefix: 'Lambda', sdk: lambda },
  scheduler: { name: 'scheduler', prefix: 'Scheduler', sdk: scheduler },
  sfn: { name: 'states', prefix: 'Sfn', sdk: sfn },
  sqs: { name: 'sqs', prefix: 'Sqs', sdk: sqs },
  sts: { name: 'sts', prefix: 'Sts', sdk: sts },
}

/** An optimized integration: its service as the first SDK for Java names it in errors and causes. */
export interface Optimized {
  service: TaskService
  actions: readonly string[]
  /** e.g. `DynamoDB.ConditionalCheckFailedException` */
  prefix: string
  /** The error of a refusal that the service's model does not name, e.g. a ValidationException of DynamoDB. */
  fallback: string
  /** What the cause calls the service. */
  client: string
  contentType: string
  /** Actions that may wait for a task token. */
  callback: readonly string[]
}

const JSON_1_0 = 'application/x-amz-json-1.0'

/** By the name that stands in `arn:aws:states:::<name>:<action>`. */
export const OPTIMIZED: Readonly<Record<string, Optimized>> = {
  lambda: {
    service: SDK_SERVICES.lambda!,
    actions: ['invoke'],
    prefix: 'Lambda',
    fallback: 'AWSLambdaException',
    client: 'AWSLambda',
    contentType: 'application/json',
    callback: ['invoke'],
  },
  dynamodb: {
    service: SDK_SERVICES.dynamodb!,
    actions: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
    prefix: 'DynamoDB',
    fallback: 'AmazonDynamoDBException',
    client: 'AmazonDynamoDBv2',
    contentType: JSON_1_0,
    callback: [],
  },
  sqs: {
    service: SDK_SERVICES.sqs!,
    actions: ['sendMessage'],
    prefix: 'SQS',
    fallback: 'AmazonSQSException',
    client: 'AmazonSQS',
    contentType: JSON_1_0,
    callback: ['sendMessage'],
  },
  events: {
    service: SDK_SERVICES.eventbridge!,
    actions: ['putEvents'],
    prefix: 'EventBridge',
    fallback: 'AmazonEventBridgeException',
    client: 'AmazonEventBridge',
    contentType: 'application/x-amz-json-1.1',
    callback: ['putEvents'],
  },
  states: {
    service: SDK_SERVICES.sfn!,
    actions: ['startExecution'],
    prefix: 'StepFunctions',
    fallback: 'AWSStepFunctionsException',
    client: 'AWSStepFunctions',
    contentType: JSON_1_0,
    callback: [],
  },
}
