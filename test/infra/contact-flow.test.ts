import { App, Stack } from 'aws-cdk-lib'
import type { CfnContactFlow } from 'aws-cdk-lib/aws-connect'
import { describe, expect, it } from 'vitest'

import { ContactFlow, type FlowCut } from '../../lib/constructs/contact-flow.ts'
import { temporaryFolder } from './deployment.ts'

const FLOW = {
  instanceArn: 'arn:aws:connect:us-east-1:111122223333:instance/x',
  name: 'a flow',
  description: 'a flow',
}

describe('a contact flow', () => {
  it('gets a value wherever its file has a placeholder', () => {
    expect(
      content('{"Actions":[{"Parameters":{"QueueId":"${QueueArn}/${QueueArn}"}}]}', { QueueArn: 'q' }),
    ).toEqual({
      Actions: [{ Parameters: { QueueId: 'q/q' } }],
    })
  })

  it('does not synthesize with a placeholder that has no value', () => {
    expect(() => content('{"Actions":[{"Parameters":{"QueueId":"${Queue}"}}]}', { QueueArn: 'q' })).toThrow(
      '${Queue} in the flow "a flow" has no value',
    )
  })

  it('can leave actions out, and goes on where it is told; a name that is gone does not synthesize', () => {
    const source = JSON.stringify({
      Metadata: { ActionMetadata: { a: {}, b: {}, c: {} } },
      Actions: [
        { Identifier: 'a', Transitions: { NextAction: 'b', Errors: [{ NextAction: 'b' }] } },
        { Identifier: 'b', Transitions: { NextAction: 'c' } },
        { Identifier: 'c', Transitions: {} },
      ],
    })
    expect(content(source, {}, { actions: ['b'], goesOnAt: 'c' })).toEqual({
      Metadata: { ActionMetadata: { a: {}, c: {} } },
      Actions: [
        { Identifier: 'a', Transitions: { NextAction: 'c', Errors: [{ NextAction: 'c' }] } },
        { Identifier: 'c', Transitions: {} },
      ],
    })
    expect(() => content(source, {}, { actions: ['gone'], goesOnAt: 'c' })).toThrow('no action "gone"')
  })

  it('keeps the text of its file otherwise, JSONPath and all', () => {
    const source = '{"Actions":[{"Parameters":{"Text":"$.External.a $ {b} \\"c\\""}}]}'
    expect(content(source, {})).toEqual(JSON.parse(source))
  })
})

function content(source: string, placeholders: Record<string, string>, without?: FlowCut): unknown {
  const stack = new Stack(new App({ outdir: temporaryFolder() }), 'stack')
  const flow = new ContactFlow(stack, 'Flow', {
    ...FLOW,
    source,
    placeholders,
    ...(without && { without: [without] }),
  })
  return JSON.parse(stack.resolve((flow.node.findChild('Flow') as CfnContactFlow).content))
}
