import { AwsError } from '../service.ts'

export const noSuchQueue = () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.')

export function invalidParameter(parameter: string, value: unknown, reason: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  )
}

export const invalidReceipt = () =>
  new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')

export const noFifo = () =>
  new AwsError('NotImplemented', 'The local contact centre does not implement FIFO queues of sqs')
