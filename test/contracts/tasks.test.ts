import { describe, expect, it } from 'vitest'

import {
  MalformedAssociationRequest,
  parseFlowAssociationRequest,
} from '../../lambdas/contracts/flow-association.ts'
import {
  MalformedTask,
  parseContactTask,
  parseLabelTask,
  parseReleaseTask,
} from '../../lambdas/contracts/tasks.ts'

describe('what a state machine sends', () => {
  it('names a contact, and the owner it was held for', () => {
    expect(parseContactTask({ contact: 'c-1', other: 1 })).toBe('c-1')
    expect(parseReleaseTask({ contact: 'c-1', owner: 'a-1' })).toEqual({ contact: 'c-1', owner: 'a-1' })
  })

  it('names a contact and what goes on it, and nothing goes on it without a name', () => {
    const task = { contact: 'c-1', disposition: 'Other' }
    expect(parseLabelTask(task)).toEqual(task)
    expect(() => parseLabelTask({ contact: 'c-1' })).toThrow('disposition: expected a string')
  })

  it.each([
    ['nothing', undefined, 'the event: expected an object'],
    ['a list', [], 'the event: expected an object'],
    ['no contact', {}, 'contact: expected a string that is not empty'],
    ['an empty contact', { contact: '' }, 'contact: expected a string that is not empty'],
    ['a number', { contact: 7 }, 'contact: expected a string'],
  ])('is refused by name where it is %s', (_, event, problem) => {
    expect(() => parseContactTask(event)).toThrow(new MalformedTask(problem))
  })
})

describe('what CloudFormation asks for', () => {
  const request = {
    RequestType: 'Create',
    ResponseURL: 'https://example.com/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Association',
    ResourceProperties: { ServiceToken: 'arn', ResourceId: 'address', FlowId: 'flow' },
  }

  it('is a flow for an address, and knows what it made before', () => {
    expect(parseFlowAssociationRequest(request)).toMatchObject({
      type: 'Create',
      address: 'address',
      flow: 'flow',
      resource: undefined,
    })
    expect(
      parseFlowAssociationRequest({ ...request, RequestType: 'Delete', PhysicalResourceId: 'made' }),
    ).toMatchObject({ type: 'Delete', resource: 'made' })
  })

  it('is refused with the field and what may stand there', () => {
    expect(() => parseFlowAssociationRequest({ ...request, RequestType: 'Replace' })).toThrow(
      new MalformedAssociationRequest('RequestType: expected Create or Update or Delete'),
    )
    expect(() => parseFlowAssociationRequest({ ...request, ResourceProperties: { FlowId: 'flow' } })).toThrow(
      new MalformedAssociationRequest('ResourceProperties.ResourceId: expected a string that is not empty'),
    )
  })
})
