import type { Operation } from '../../service.ts'
import { AwsError } from '../../service.ts'
import { type Centre, instanceOf } from '../centre.ts'
import type { Contact, PredefinedAttribute, SegmentValue } from '../model.ts'
import { need, refusal } from './checks.ts'

/** AWS: "Create predefined attributes". */
const MOST_VALUES = 500
const LONGEST = 100
const MOST = 150

const keyOf = (instanceId: string, name: string) => `${instanceId}|${name}`

/** Operations on predefined attributes. */
export function predefinedAttributeOperations(centre: Centre): Record<string, Operation> {
  const { predefined } = centre.state
  const attributeOf = (input: any): PredefinedAttribute => {
    const attribute = predefined.get(keyOf(instanceOf(centre, input).id, input.Name))
    if (!attribute) throw refusal('ResourceNotFoundException', `Predefined attribute ${input.Name} not found`)
    return attribute
  }
  return {
    CreatePredefinedAttribute: (input) => {
      need(input, ['Name'])
      const { id } = instanceOf(centre, input)
      const values: string[] = input.Values?.StringList ?? []
      assertText(input.Name)
      for (const value of values) assertText(value)
      if (values.length > MOST_VALUES)
        throw refusal('InvalidParameterException', `${values.length} values: ${MOST_VALUES} are allowed`)
      if (predefined.has(keyOf(id, input.Name)))
        throw refusal('DuplicateResourceException', `the name ${input.Name} is taken`)
      if ([...predefined.values()].filter(({ instanceId }) => instanceId === id).length >= MOST)
        throw new AwsError('LimitExceededException', `${MOST} predefined attributes are allowed`)
      predefined.set(keyOf(id, input.Name), {
        instanceId: id,
        name: input.Name,
        values,
        enforced: input.AttributeConfiguration?.EnableValueValidationOnAssociation === true,
      })
      return {}
    },
    DescribePredefinedAttribute: (input) => {
      const { name, values, enforced } = attributeOf(input)
      return {
        PredefinedAttribute: {
          Name: name,
          Values: { StringList: values },
          AttributeConfiguration: { EnableValueValidationOnAssociation: enforced },
        },
      }
    },
    UpdatePredefinedAttribute: (input) => {
      attributeOf(input).values = input.Values?.StringList ?? attributeOf(input).values
      return {}
    },
    DeletePredefinedAttribute: (input) => {
      predefined.delete(keyOf(attributeOf(input).instanceId, input.Name))
      return {}
    },
  }
}

function assertText(text: string): void {
  if (text.length < 1 || text.length > LONGEST || /^(?:aws|connect):/i.test(text))
    throw refusal(
      'InvalidParameterException',
      `${text}: 1 to ${LONGEST} characters without the prefixes aws: and connect: are allowed`,
    )
}

/** Sets a segment attribute that is predefined. Throws InvalidRequestException. */
export function setPredefined(centre: Centre, contact: Contact, name: string, value: SegmentValue): void {
  const attribute = centre.state.predefined.get(keyOf(contact.instanceId, name))
  if (!attribute)
    throw refusal('InvalidRequestException', `segment attribute ${name} is not a predefined attribute`)
  if (attribute.enforced && !attribute.values.includes(value.ValueString ?? ''))
    throw refusal(
      'InvalidRequestException',
      `${name} cannot be ${value.ValueString}: its values are enforced`,
    )
  contact.segmentAttributes[name] = value
}
