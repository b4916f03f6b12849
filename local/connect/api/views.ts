import type { Operation } from '../../service.ts'
import { type Centre, found, instanceOf, resourceArn } from '../centre.ts'
import type { View } from '../model.ts'
import { freshName, need, refusal } from './checks.ts'

/** API_CreateView, ViewName and Actions. */
const NAME = /^[\p{L}\p{N}_.:/=+\-@]+[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u
const LONGEST_NAME = 255

/** Operations on customer-managed views. What a component may have is not modelled, that its form has names is. */
export function viewOperations(centre: Centre): Record<string, Operation> {
  const { state, random } = centre
  const viewOf = (input: any) => found(state.views, instanceOf(centre, input), input.ViewId, 'View')
  return {
    CreateView: (input) => {
      need(input, ['Name', 'Status', 'Content'])
      const instance = instanceOf(centre, input)
      if (!NAME.test(input.Name) || input.Name.length > LONGEST_NAME)
        throw refusal('InvalidParameterException', `Name ${input.Name} is not allowed`)
      freshName(state.views.values(), instance.id, input.Name)
      const view: View = {
        id: random.uuid(),
        instanceId: instance.id,
        name: input.Name,
        actions: input.Content.Actions ?? [],
        template: templateOf(input.Content.Template),
      }
      state.views.set(view.id, view)
      return { View: described(view) }
    },
    DescribeView: (input) => ({ View: described(viewOf(input)) }),
    DeleteView: (input) => {
      state.views.delete(viewOf(input).id)
      return {}
    },
  }
}

function templateOf(text: unknown): Record<string, any> {
  try {
    const template = JSON.parse(String(text))
    if (Array.isArray(template.Body) && typeof template.Head === 'object') return template
  } catch {}
  throw refusal('InvalidParameterException', 'Content.Template must be JSON with Head and Body')
}

function described({ id, instanceId, name, actions, template }: View) {
  return {
    Id: id,
    Arn: resourceArn(instanceId, 'view', id),
    Name: name,
    Status: 'PUBLISHED',
    Type: 'CUSTOMER_MANAGED',
    Content: { Actions: actions, Template: JSON.stringify(template) },
  }
}
