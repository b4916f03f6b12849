import type { Context } from 'aws-lambda'
import { describe, expect, it } from 'vitest'

import { parseFlowAssociationRequest } from '../../lambdas/contracts/flow-association.ts'
import { parseAttachmentRequest } from '../../lambdas/contracts/quick-connect-attachment.ts'
import { customResourceOf } from '../../lambdas/runtime/custom-resource-of.ts'

const asked = {
  ...{ ResponseURL: 'https://answer', StackId: 's', RequestId: 'r', LogicalResourceId: 'l' },
  ResourceProperties: { ResourceId: 'address', FlowId: 'flow', QueueId: 'help', QuickConnectId: 'a' },
}

const refuses = () => Promise.reject(new Error('Connect says no'))

describe.each([
  ['a flow of an address', parseFlowAssociationRequest],
  ['a quick connect of a queue', parseAttachmentRequest],
])('%s that cannot be made so', (_, parse) => {
  async function answerTo(request: object) {
    const answers: object[] = []
    const handler = customResourceOf<ReturnType<typeof parse>>(parse, refuses, async (_url, answer) => {
      answers.push(answer)
    })
    await handler({ ...asked, ...request }, {} as Context)
    return answers
  }

  it.each(['Update', 'Delete'])(
    'keeps its name in a request to %s: another would be a replacement',
    async (RequestType) => {
      expect(await answerTo({ RequestType, PhysicalResourceId: 'as it was' })).toEqual([
        {
          ...{ StackId: 's', RequestId: 'r', LogicalResourceId: 'l', PhysicalResourceId: 'as it was' },
          ...{ Status: 'FAILED', Reason: 'Error: Connect says no' },
        },
      ])
    },
  )

  it('is called by the request that was to create it', async () => {
    expect(await answerTo({ RequestType: 'Create' })).toMatchObject([
      { Status: 'FAILED', PhysicalResourceId: 'r' },
    ])
  })
})
