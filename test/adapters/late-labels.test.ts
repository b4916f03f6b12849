import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, expect, it } from 'vitest'

import { sfnLateLabels } from '../../lambdas/adapters/sfn-late-labels.ts'
import { nine, reply } from '../builders/email.ts'

const stepFunctions = mockClient(SFNClient)
afterAll(() => stepFunctions.restore())

it('a label that comes later is one execution for each contact, however often it is asked for', async () => {
  stepFunctions
    .on(StartExecutionCommand)
    .resolvesOnce({})
    .rejects(new ExecutionAlreadyExists({ $metadata: {}, message: 'there is one' }))
  const late = sfnLateLabels(new SFNClient({ region: 'us-east-1' }), () => 'arn:label-contact')
  await late.label(reply, 'Other', nine)
  await late.label(reply, 'Other', nine)
  const [first, second] = stepFunctions.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input)
  expect(second).toEqual(first)
  expect(first).toMatchObject({ stateMachineArn: 'arn:label-contact', name: reply })
  expect(JSON.parse(first?.input ?? '')).toEqual({
    ...{ contact: reply, disposition: 'Other', at: new Date(nine).toISOString() },
  })
})
