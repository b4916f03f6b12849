import {
  ConnectClient,
  IdempotencyException,
  InvalidRequestException,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  StartTaskContactCommand,
  ThrottlingException,
} from '@aws-sdk/client-connect'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import { connectTasks } from '../../lambdas/adapters/connect-tasks.ts'
import type { QueueId } from '../../lambdas/domain/values.ts'
import { TasksFull } from '../../lambdas/ports/owner-tasks.ts'
import { ana, firstMail } from '../builders/email.ts'

const mock = mockClient(ConnectClient)
afterAll(() => mock.restore())
const tasks = connectTasks(new ConnectClient(), 'instance-1', 'flow-1')
const queue = 'queue-1' as QueueId
const forAna = {
  token: 'follow-up-1',
  to: { agent: ana, orElse: queue },
  title: 'Customer waiting',
  text: 'Since nine.',
  about: firstMail,
  lastsMinutes: 60,
}
const said = { $metadata: {}, message: 'no' }
const inputs = () => mock.commandCalls(StartTaskContactCommand).map(({ args: [{ input }] }) => input)

beforeEach(() => void mock.reset())

describe('a task in Connect', () => {
  it('is made with the flow, for one agent or for a queue, linked, under its name, and ends by itself', async () => {
    mock.on(StartTaskContactCommand).resolves({ ContactId: 'task-1' })
    expect(await tasks.create(forAna)).toBe('task-1')
    await tasks.create({ ...forAna, to: { queue } })
    expect(inputs()).toEqual([
      {
        InstanceId: 'instance-1',
        ContactFlowId: 'flow-1',
        ClientToken: 'follow-up-1',
        Name: 'Customer waiting',
        Description: 'Since nine.',
        RelatedContactId: firstMail,
        Attributes: { homewardTaskFor: 'agent', homewardTaskAgent: ana, homewardTaskQueue: queue },
        SegmentAttributes: {
          'connect:ContactExpiry': { ValueMap: { ExpiryDuration: { ValueInteger: 60 } } },
        },
      },
      expect.objectContaining({ Attributes: { homewardTaskFor: 'queue', homewardTaskQueue: queue } }),
    ])
  })

  it.each([InvalidRequestException, ResourceNotFoundException])(
    'is made without the link where Connect refuses that (%o)',
    async (Refusal) => {
      mock.on(StartTaskContactCommand).resolves({ ContactId: 'task-1' })
      mock.on(StartTaskContactCommand, { RelatedContactId: firstMail }).rejects(new Refusal(said))
      expect(await tasks.create(forAna)).toBe('task-1')
      expect(inputs().map(({ RelatedContactId }) => RelatedContactId)).toEqual([firstMail, undefined])
    },
  )

  it('is not made where Connect refuses it with and without the link', async () => {
    mock.on(StartTaskContactCommand).rejects(new InvalidRequestException(said))
    await expect(tasks.create(forAna)).rejects.toThrow(InvalidRequestException)
    await expect(tasks.create({ ...forAna, about: undefined })).rejects.toThrow(InvalidRequestException)
    expect(inputs()).toHaveLength(3)
  })

  it('is there already where its name was used with other words', async () => {
    mock.on(StartTaskContactCommand).rejects(new IdempotencyException(said))
    expect(await tasks.create(forAna)).toBeUndefined()
  })

  it.each([
    new ThrottlingException(said),
    new ServiceQuotaExceededException(said),
    Object.assign(new Error('slow down'), { name: 'TooManyRequestsException' }),
  ])('finds no room where Connect says %o', async (error) => {
    mock.on(StartTaskContactCommand).rejects(error)
    await expect(tasks.create(forAna)).rejects.toThrow(TasksFull)
  })
})
