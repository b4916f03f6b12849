import { describe, expect, it } from 'vitest'
import { creationOrder } from '../../../local/assembly/order.ts'

const order = (
  Resources: Record<string, { DependsOn?: string | string[]; Properties?: Record<string, unknown> }>,
) =>
  creationOrder('Service', {
    Resources: Object.fromEntries(
      Object.entries(Resources).map(([id, rest]) => [id, { Type: 'T', ...rest }]),
    ),
  })

describe('the order of creation', () => {
  it('keeps the template order where nothing depends on anything', () => {
    expect(order({ B: {}, A: {}, C: {} })).toEqual(['B', 'A', 'C'])
  })

  it('puts what is referred to first, by every kind of reference', () => {
    const made = order({
      A: { Properties: { x: { Ref: 'B' } } },
      B: { Properties: { x: { 'Fn::GetAtt': ['C', 'Arn'] } } },
      C: { Properties: { x: { 'Fn::Sub': 'a-${D.Arn}-${!E}-${AWS::Region}' } } },
      D: { Properties: { x: [{ y: { 'Fn::GetAtt': 'F.Arn' } }] } },
      F: { DependsOn: ['G'] },
      E: {},
      G: { DependsOn: 'H' },
      H: {},
    })
    expect(made).toEqual(['H', 'G', 'F', 'D', 'C', 'B', 'A', 'E'])
  })

  it('refuses a circle and says which', () => {
    expect(() => order({ A: { DependsOn: 'B' }, B: { Properties: { x: { Ref: 'A' } } } })).toThrow(
      'Service: these resources depend on each other: A → B → A',
    )
  })
})
