import type { Operation } from '../../service.ts'
import { type Centre, found, inInstance, instanceOf } from '../centre.ts'
import type { View, ViewContent } from '../model.ts'
import { MANAGED_VIEWS, viewArn } from '../views.ts'
import { freshName, need, once, page, refusal } from './checks.ts'

/** Operations on views, the pages of step-by-step guides. Versions of views are not modelled. */
export function viewOperations(centre: Centre): Record<string, Operation> {
  return {
    CreateView: (input) => once(centre, 'CreateView', input, () => create(centre, input)),
    DescribeView: (input) => {
      const saved = String(input.ViewId).endsWith(':$SAVED')
      return { View: shapeOf(viewOf(centre, input), saved ? 'SAVED' : 'PUBLISHED') }
    },
    UpdateViewContent(input) {
      need(input, ['Status', 'Content'])
      const view = viewOf(centre, input)
      put(view, input.Status, contentOf(input.Content))
      view.modifiedAt = centre.timeline.now()
      return { View: shapeOf(view, input.Status) }
    },
    DeleteView(input) {
      centre.state.views.delete(viewOf(centre, input).id)
      return {}
    },
    ListViews(input) {
      const own = inInstance(centre.state.views, instanceOf(centre, input).id).map(summaryOf)
      const managed = MANAGED_VIEWS.map(({ name: Name, arn: Arn }) => ({
        ...{ Id: Name, Arn, Name, Type: 'AWS_MANAGED', Status: 'PUBLISHED' },
      }))
      const asked = [...own, ...managed].filter(({ Type }) => (input.Type ?? Type) === Type)
      const { items, ...rest } = page(asked, input, 100)
      return { ViewsSummaryList: items, ...rest }
    },
  }
}

function create(centre: Centre, input: any) {
  need(input, ['Name', 'Status', 'Content'])
  const instance = instanceOf(centre, input)
  freshName(centre.state.views.values(), instance.id, input.Name)
  const content = contentOf(input.Content)
  const now = centre.timeline.now()
  const view: View = {
    id: centre.random.uuid(),
    instanceId: instance.id,
    name: input.Name,
    description: input.Description,
    published: undefined,
    saved: content,
    createdAt: now,
    modifiedAt: now,
    tags: input.Tags ?? {},
  }
  put(view, input.Status, content)
  centre.state.views.set(view.id, view)
  return { View: shapeOf(view, input.Status) }
}

function put(view: View, status: unknown, content: ViewContent): void {
  if (status !== 'PUBLISHED' && status !== 'SAVED')
    throw refusal('InvalidParameterException', `Status is ${status}: PUBLISHED or SAVED`)
  view.saved = content
  if (status === 'PUBLISHED') view.published = content
}

function contentOf({ Template, Actions = [] }: { Template?: string; Actions?: string[] }): ViewContent {
  need({ 'Content.Template': Template }, ['Content.Template'])
  try {
    JSON.parse(Template ?? '')
  } catch {
    throw refusal('InvalidParameterException', 'Content.Template is not JSON')
  }
  return { template: Template ?? '', actions: Actions }
}

function viewOf(centre: Centre, input: any): View {
  need(input, ['ViewId'])
  return found(centre.state.views, instanceOf(centre, input), input.ViewId, 'View')
}

function summaryOf(view: View) {
  const Status = view.published ? 'PUBLISHED' : 'SAVED'
  const { id: Id, name: Name, description: Description } = view
  return { Id, Arn: viewArn(view), Name, Description, Type: 'CUSTOMER_MANAGED', Status }
}

function shapeOf(view: View, status: 'PUBLISHED' | 'SAVED') {
  const published = status === 'PUBLISHED' ? view.published : undefined
  const { template: Template, actions: Actions } = published ?? view.saved
  return {
    ...summaryOf(view),
    Status: published ? 'PUBLISHED' : 'SAVED',
    Content: { Template, Actions },
    Tags: view.tags,
    CreatedTime: new Date(view.createdAt),
    LastModifiedTime: new Date(view.modifiedAt),
  }
}
