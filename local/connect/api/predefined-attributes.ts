import { REGION } from '../../place.ts'
import { AwsError, type Operation } from '../../service.ts'
import { type Centre, inInstance, instanceOf } from '../centre.ts'
import type { PredefinedAttribute } from '../model.ts'
import { assertFree, need, page, refusal } from './checks.ts'

/** AWS: "Amazon Connect service quotas"; API_PredefinedAttributeValues. */
const MOST = { attributes: 150, values: 500, characters: 100 }

/** Operations on predefined attributes, which are what segment attributes of one's own have to be. */
export function predefinedAttributeOperations(centre: Centre): Record<string, Operation> {
  const { predefined } = centre.state
  return {
    CreatePredefinedAttribute(input) {
      need(input, ['Name'])
      const instance = instanceOf(centre, input)
      assertName(input.Name)
      assertFree(predefined, instance, input.Name, MOST.attributes)
      const blank = { values: undefined, purposes: undefined, enforced: false }
      const created = { instanceId: instance.id, name: input.Name, ...blank, modifiedAt: 0 }
      change(centre, created, input)
      predefined.set(`${instance.id} ${created.name}`, created)
      return {}
    },
    UpdatePredefinedAttribute(input) {
      change(centre, attributeOf(centre, input), input)
      return {}
    },
    DescribePredefinedAttribute(input) {
      const { values, purposes, enforced, ...each } = attributeOf(centre, input)
      return {
        PredefinedAttribute: {
          ...summaryOf(each),
          Values: values && { StringList: values },
          Purposes: purposes,
          AttributeConfiguration: { EnableValueValidationOnAssociation: enforced, IsReadOnly: false },
        },
      }
    },
    ListPredefinedAttributes(input) {
      const { items, ...rest } = page(inInstance(predefined, instanceOf(centre, input).id), input, 100)
      return { PredefinedAttributeSummaryList: items.map(summaryOf), ...rest }
    },
    DeletePredefinedAttribute(input) {
      const { instanceId, name } = attributeOf(centre, input)
      predefined.delete(`${instanceId} ${name}`)
      return {}
    },
  }
}

function attributeOf(centre: Centre, input: any): PredefinedAttribute {
  need(input, ['Name'])
  const attribute = centre.state.predefined.get(`${instanceOf(centre, input).id} ${input.Name}`)
  if (attribute) return attribute
  throw new AwsError('ResourceNotFoundException', `Predefined attribute ${input.Name} not found`)
}

function assertName(name: string): void {
  if (name.length > MOST.characters || /^(aws|connect):/i.test(name))
    throw refusal(
      'InvalidParameterException',
      `Name ${name}: up to ${MOST.characters} characters, without the prefixes aws: and connect:`,
    )
}

function change(centre: Centre, attribute: PredefinedAttribute, input: any): void {
  if (input.Values !== undefined) attribute.values = valuesOf(input.Values)
  attribute.purposes = input.Purposes ?? attribute.purposes
  attribute.enforced = input.AttributeConfiguration?.EnableValueValidationOnAssociation ?? attribute.enforced
  attribute.modifiedAt = centre.timeline.now()
}

function valuesOf({ StringList: values }: { StringList?: string[] }): string[] {
  const fits = (value: string) => value.length >= 1 && value.length <= MOST.characters
  if (values && values.length >= 1 && values.length <= MOST.values && values.every(fits)) return values
  throw refusal(
    'InvalidParameterException',
    `Values.StringList: 1 to ${MOST.values} values of 1 to ${MOST.characters} characters`,
  )
}

function summaryOf({ name, modifiedAt }: Pick<PredefinedAttribute, 'name' | 'modifiedAt'>) {
  return { Name: name, LastModifiedTime: new Date(modifiedAt), LastModifiedRegion: REGION }
}
