import { arn } from '../../place.ts'
import type { Kinds } from './kind.ts'

const NOT_ATTRIBUTES = ['QueueName', 'Tags']

/** Queues and their policies. SQS takes every attribute as a string, documents as JSON. */
export const sqsKinds: Kinds = {
  'AWS::SQS::Queue': {
    runs: true,
    async create(wanted, workshop) {
      const { properties } = wanted
      const generated = `${workshop.name(wanted, 75)}${properties.FifoQueue ? '.fifo' : ''}`
      const QueueName: string = properties.QueueName ?? generated
      const attributes = Object.entries(properties).filter(([key]) => !NOT_ATTRIBUTES.includes(key))
      const { QueueUrl } = await workshop.call('sqs', 'CreateQueue', {
        QueueName,
        Attributes: Object.fromEntries(attributes.map(([key, value]) => [key, asText(value)])),
      })
      return { ref: QueueUrl, attributes: { Arn: arn('sqs', QueueName), QueueName, QueueUrl } }
    },
    remove: (made, workshop) => workshop.call('sqs', 'DeleteQueue', { QueueUrl: made.ref }),
  },
  'AWS::SQS::QueuePolicy': {
    runs: true,
    async create(wanted, workshop) {
      const { Queues, PolicyDocument } = wanted.properties
      for (const QueueUrl of Queues)
        await workshop.call('sqs', 'SetQueueAttributes', {
          QueueUrl,
          Attributes: { Policy: JSON.stringify(PolicyDocument) },
        })
      const Id = workshop.name(wanted, 128)
      return { ref: Id, attributes: { Id } }
    },
  },
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
