import { describe, expect, it } from 'vitest'

import { planAssociation } from '../../lambdas/domain/flow-association.ts'

const address = 'arn:address'
const request = { address, flow: 'arn:ours', resource: undefined }

describe('the flow of an address', () => {
  it('becomes ours, and what was there before is remembered in the name', () => {
    expect(planAssociation({ ...request, type: 'Create' }, 'arn:theirs')).toEqual({
      kind: 'associate',
      flow: 'arn:ours',
      resource: 'arn:address|arn:theirs',
    })
  })

  it('is given back when the resource is deleted', () => {
    expect(
      planAssociation({ ...request, type: 'Delete', resource: 'arn:address|arn:theirs' }, 'arn:ours'),
    ).toMatchObject({
      kind: 'associate',
      flow: 'arn:theirs',
    })
  })

  it('is none again when there was none', () => {
    expect(
      planAssociation({ ...request, type: 'Delete', resource: 'arn:address|none' }, 'arn:ours').kind,
    ).toBe('disassociate')
  })

  it('is left alone on delete when somebody changed it meanwhile', () => {
    expect(
      planAssociation({ ...request, type: 'Delete', resource: 'arn:address|none' }, 'arn:other').kind,
    ).toBe('leave')
  })

  it.each([
    ['left alone', 'leave', 'never got that far', 'arn:theirs'],
    ['taken away', 'disassociate', 'got that far and could not say so', 'arn:ours'],
  ])('is %s (%s) when the creation that is rolled back %s', (_what, kind, _how, current) => {
    const resource = 'made-up-by-cloudformation'
    expect(planAssociation({ ...request, type: 'Delete', resource }, current).kind).toBe(kind)
  })

  it('keeps its name, and so what to give back, over an update of the flow', () => {
    const plan = planAssociation(
      { address, flow: 'arn:new', type: 'Update', resource: 'arn:address|arn:theirs' },
      'arn:ours',
    )
    expect(plan).toEqual({ kind: 'associate', flow: 'arn:new', resource: 'arn:address|arn:theirs' })
  })

  it('gets a new name when the address changes, so that the old one is deleted afterwards', () => {
    const plan = planAssociation({ ...request, type: 'Update', resource: 'arn:elsewhere|none' }, undefined)
    expect(plan.resource).toBe('arn:address|none')
  })

  it.each([
    ['a creation', { type: 'Create', resource: undefined }],
    ['an update to another address', { type: 'Update', resource: 'arn:elsewhere|arn:theirs' }],
  ] as const)('does not remember ourselves when %s is repeated', (_, asked) => {
    expect(planAssociation({ ...request, ...asked }, 'arn:ours').resource).toBe('arn:address|none')
  })
})
